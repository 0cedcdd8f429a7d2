using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// The right to run the server of one folder. Held as a file lock, which the kernel takes back when its process dies,
/// however it dies.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class ClusterOwnership : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    // An owner that is just ending gets this long; a living one will not give up the folder anyway.
    private static readonly TimeSpan OwnerPatience = TimeSpan.FromSeconds(3);

    // The guardian of a dead owner needs about two seconds; after that the server is an orphan and we end it.
    private static readonly TimeSpan GuardianPatience = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(30);

    private readonly FileStream held;

    private ClusterOwnership(FileStream held) => this.held = held;

    /// <summary>Takes the folder and waits until the server of an earlier owner is gone.</summary>
    /// <exception cref="EmbeddedPostgresException">
    /// A living process owns it, or the old server will not end.
    /// </exception>
    internal static async Task<ClusterOwnership> TakeAsync(
        ClusterPlace place, ILogger logger, CancellationToken cancellationToken)
    {
        FileStream? held = null;
        if (!await BecomesTrueAsync(() => TryLock(place, out held), OwnerPatience, cancellationToken))
            throw new EmbeddedPostgresException(
                $"The data folder '{place.Folder}' is in use by another silo{OwnerOf(place)}. Stop that one, or give " +
                "this one a data folder of its own, or its own PostgreSQL by a connection string.");
        var ownership = new ClusterOwnership(held!);
        try
        {
            File.WriteAllText(place.OwnerProcess, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            await OutliveOldServerAsync(place, logger, cancellationToken);
            return ownership;
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    public void Dispose() => held.Dispose();

    private static bool TryLock(ClusterPlace place, out FileStream? held)
    {
        try
        {
            held = new FileStream(place.OwnerLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            held = null;
            return false;
        }
    }

    private static async Task OutliveOldServerAsync(
        ClusterPlace place, ILogger logger, CancellationToken cancellationToken)
    {
        if (RunningServer(place) is not { } old)
            return;

        LogWaiting(logger, old, place.Folder);
        if (await BecomesTrueAsync(() => RunningServer(place) is null, GuardianPatience, cancellationToken))
            return;

        LogOrphan(logger, old, place.Folder);
        await Tool.RunAsync(["kill", "-INT", old.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        if (!await BecomesTrueAsync(() => RunningServer(place) is null, OrphanPatience, cancellationToken))
            throw new EmbeddedPostgresException(
                $"A PostgreSQL server (process {old}) still uses '{place.Cluster}' and does not end. End it by hand.");
    }

    /// <summary>
    /// Process of the server in this folder. A leftover file whose process is gone or another program is none.
    /// </summary>
    private static int? RunningServer(ClusterPlace place)
    {
        if (!File.Exists(place.PostmasterFile))
            return null;
        if (!int.TryParse(File.ReadLines(place.PostmasterFile).FirstOrDefault(), out var process))
            return null;
        var commandLine = $"/proc/{process}/cmdline";
        try
        {
            return File.ReadAllText(commandLine).Split('\0').Contains(place.Cluster) ? process : null;
        }
        // It ended between the two reads.
        catch (IOException)
        {
            return null;
        }
    }

    private static string OwnerOf(ClusterPlace place) =>
        File.Exists(place.OwnerProcess) ? $" (process {File.ReadAllText(place.OwnerProcess)})" : "";

    private static async Task<bool> BecomesTrueAsync(
        Func<bool> fact, TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + patience;
        while (!fact())
        {
            if (DateTime.UtcNow > deadline)
                return false;
            await Task.Delay(Beat, cancellationToken);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Waiting for the previous PostgreSQL server (process {Process}) of {Folder} to end")]
    private static partial void LogWaiting(ILogger logger, int process, string folder);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "PostgreSQL server (process {Process}) of {Folder} has lost its owner and its guardian: ending it")]
    private static partial void LogOrphan(ILogger logger, int process, string folder);
}
