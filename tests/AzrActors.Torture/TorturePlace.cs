using AzrActors.TestSupport;

namespace AzrActors.Torture;

/// <summary>Where one run lives: a folder and ports of its own, gone with it.</summary>
public sealed class TorturePlace : IDisposable
{
    public const string HistoryFolder = "histories";
    public const string LogFolder = "logs";
    public const string PersonsFile = "persons.txt";
    public const string FinishFile = "finish";

    private readonly DirectoryInfo _folder;
    private readonly IReadOnlyList<int> _ports;

    public TorturePlace(int silos)
    {
        _folder = Directory.CreateTempSubdirectory("azr-torture-");
        // The server may run under another account, which has to get there.
        if (!OperatingSystem.IsWindows()) _folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        _folder.CreateSubdirectory(HistoryFolder);
        _folder.CreateSubdirectory(LogFolder);
        _ports = FreePorts.Find(silos * 3);
    }

    public string Folder => _folder.FullName;

    public string Histories => Path.Combine(Folder, HistoryFolder);

    public string Logs => Path.Combine(Folder, LogFolder);

    /// <summary>Data folder that the silos share, and with it keys and checkpoints.</summary>
    public string Data => Path.Combine(Folder, "data");

    public int SiloPort(int silo) => _ports[silo * 3];

    public int GatewayPort(int silo) => _ports[silo * 3 + 1];

    public int HttpPort(int silo) => _ports[silo * 3 + 2];

    public IReadOnlyList<string> Gateways(int silos) => [.. Enumerable.Range(0, silos).Select(silo => $"127.0.0.1:{GatewayPort(silo)}")];

    public static string DevelopmentKey(string folder) => Path.Combine(folder, "data", "keys", "development.pem");

    /// <summary>Copies what people look at when something was found.</summary>
    public void KeepIn(DirectoryInfo target)
    {
        foreach (var kept in new[] { HistoryFolder, LogFolder })
        {
            var to = target.CreateSubdirectory(kept).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, kept)))
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
