using System.Globalization;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// The account PostgreSQL runs as. PostgreSQL refuses to run as root, so a silo of root hands the server to the user
/// <c>postgres</c>, or to <c>nobody</c> where there is none; any other silo keeps the server for itself.
/// </summary>
/// <param name="UserId">User to change to; <c>null</c> when no change is needed.</param>
/// <param name="GroupId">Group to change to.</param>
internal sealed record ServerAccount(int? UserId, int GroupId)
{
    private const int Nobody = 65534;

    internal bool IsAnother => UserId is not null;

    /// <summary>The account for a new cluster.</summary>
    internal static ServerAccount OfThisProcess() =>
        Environment.IsPrivilegedProcess
            ? PostgresUser() ?? new ServerAccount(Nobody, Nobody)
            : new ServerAccount(null, 0);

    /// <summary>The account of a cluster that exists: root continues it as the user who began it.</summary>
    internal static async Task<ServerAccount> OfClusterAsync(string cluster, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess || !Directory.Exists(cluster))
            return OfThisProcess();
        var owner = await Tool.MustRunAsync(["stat", "-c", "%u %g", cluster], cancellationToken);
        var ids = owner.Split(' ').Select(Number).ToArray();
        return ids[0] == 0 ? OfThisProcess() : new ServerAccount(ids[0], ids[1]);
    }

    /// <summary>The command line that runs <paramref name="command"/> as this account.</summary>
    internal IEnumerable<string> Run(IEnumerable<string> command) => UserId is { } user
        ? ["setpriv", $"--reuid={user}", $"--regid={GroupId}", "--clear-groups", "--", .. command]
        : command;

    /// <summary>Makes this account the owner of a file or folder and what is in it.</summary>
    internal async Task TakeAsync(string path, CancellationToken cancellationToken)
    {
        if (UserId is { } user)
            await Tool.MustRunAsync(["chown", "-R", $"{user}:{GroupId}", path], cancellationToken);
    }

    /// <summary>Whether this account gets into the folder: the folder and every parent must let it pass.</summary>
    internal async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken) =>
        (await Tool.RunAsync(Run(["test", "-x", folder]), cancellationToken)).Succeeded;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static ServerAccount? PostgresUser() =>
        File.Exists("/etc/passwd")
            ? File.ReadLines("/etc/passwd")
                .Select(line => line.Split(':'))
                .Where(fields => fields is ["postgres", _, _, _, ..])
                .Select(fields => new ServerAccount(Number(fields[2]), Number(fields[3])))
                .FirstOrDefault(account => account.UserId != 0)
            : null;
}
