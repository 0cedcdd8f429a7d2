using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// The folder of one embedded server. The cluster inside belongs to the server's account, the rest to us.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class ClusterPlace(string folder)
{
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode MyFolder = OnlyMe | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = MyFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    internal string Folder { get; } = folder;

    internal string Cluster => Path.Combine(Folder, "cluster");

    internal string Log => Path.Combine(Folder, "postgres.log");

    internal string OwnerLock => Path.Combine(Folder, "owner.lock");

    internal string OwnerProcess => Path.Combine(Folder, "owner.pid");

    internal string PostmasterFile => Path.Combine(Cluster, "postmaster.pid");

    private string PasswordFile => Path.Combine(Folder, "password");

    private string PortFile => Path.Combine(Folder, "port");

    /// <summary>
    /// The wished folder, or, when the server's account cannot get there (a clone in root's home), a folder of the same
    /// identity in /var/tmp, which survives a restart of the machine.
    /// </summary>
    internal static async Task<ClusterPlace> PrepareAsync(
        string wished, ILogger logger, CancellationToken cancellationToken)
    {
        var place = new ClusterPlace(Path.GetFullPath(wished));
        var account = await ServerAccount.OfClusterAsync(place.Cluster, cancellationToken);
        Create(place.Folder, account);
        if (await account.CanEnterAsync(place.Folder, cancellationToken))
            return place;

        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place.Folder)))[..12];
        var reachable = new ClusterPlace($"/var/tmp/azractors-{identity}");
        Create(reachable.Folder, account);
        // /var/tmp is open to everybody: do not build on a folder that somebody else put there.
        var owner = await Tool.MustRunAsync(["stat", "-c", "%u %F", reachable.Folder], cancellationToken);
        if (owner != "0 directory")
            throw new EmbeddedPostgresException($"'{reachable.Folder}' exists and is not a folder of root. Remove it.");
        LogMoved(logger, place.Folder, reachable.Folder);
        return reachable;
    }

    /// <summary>Major version that wrote the cluster; <c>null</c> when there is none yet.</summary>
    internal int? MajorOfCluster() =>
        File.Exists(Path.Combine(Cluster, "PG_VERSION"))
            ? int.Parse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture)
            : null;

    /// <summary>
    /// The password of this cluster, made on first use. No account of the machine but ours can read it.
    /// </summary>
    internal string Password()
    {
        if (!File.Exists(PasswordFile))
            WritePrivately(PasswordFile, RandomNumberGenerator.GetHexString(40, lowercase: true));
        return File.ReadAllText(PasswordFile).Trim();
    }

    /// <summary>The port used last time if it is free, else a free one.</summary>
    internal int ChoosePort(bool keepLast)
    {
        if (keepLast && File.Exists(PortFile)
            && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var last) && IsFree(last))
            return last;

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        File.WriteAllText(PortFile, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    internal static void WritePrivately(string path, string text)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OnlyMe,
        });
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    internal static void CreatePrivately(string folder) => Directory.CreateDirectory(folder, MyFolder);

    private static void Create(string folder, ServerAccount account)
    {
        if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, account.IsAnother ? PassThrough : MyFolder);
    }

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "PostgreSQL must not run as root and its account cannot reach {Wished}: the data is kept in {Folder}")]
    private static partial void LogMoved(ILogger logger, string wished, string folder);
}
