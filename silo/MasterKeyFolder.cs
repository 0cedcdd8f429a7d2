using AzrActors.Journal.Keys;

namespace AzrActors.Silo;

/// <summary>
/// The master keys as files <c>NAME.key</c>: outside the database, so that nobody who has only the database or a backup of
/// it can read what it says of persons. The name that sorts last is the newest. Silos of one register share the folder's
/// content (<c>--master-keys</c>); with the embedded database or in development a silo makes its own.
/// </summary>
internal static class MasterKeyFolder
{
    public const string Default = "keys/master";
    public const string Suffix = ".key";

    /// <exception cref="InvalidOperationException">None is given where one must be, or a file holds no master key.</exception>
    public static MasterKeys Load(RegisterSettings settings, IHostEnvironment environment)
    {
        if (settings.MasterKeys is { } given) return Open(given);
        if (settings.ConnectionString is not null && !environment.IsDevelopment())
            throw new InvalidOperationException(
                "Name the folder of the master keys with --master-keys: without them nobody could read what this silo stores. "
                + "'master-keys new --folder DIR' makes the first.");
        var own = Path.Combine(settings.DataFolder, Default);
        if (!Directory.Exists(own)) Make(own, "1");
        return Open(own);
    }

    /// <exception cref="InvalidOperationException">There is no key in the folder, or a file holds none.</exception>
    public static MasterKeys Open(string folder)
    {
        try
        {
            return new MasterKeys(() => Read(folder));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or DirectoryNotFoundException)
        {
            throw new InvalidOperationException($"The master keys in {folder} cannot be used: {exception.Message}", exception);
        }
    }

    /// <exception cref="IOException">There is a key of this name already.</exception>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public static void Make(string folder, string name) =>
        PrivateFile.Create(Path.Combine(folder, name + Suffix), MasterKey.Create(name).Export() + "\n");

    private static List<MasterKey> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, $"*{Suffix}").Select(file => MasterKey.Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))];
}
