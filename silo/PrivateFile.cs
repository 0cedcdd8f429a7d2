namespace AzrActors.Silo;

/// <summary>A file that only the account of the silo can read, made once.</summary>
internal static class PrivateFile
{
    /// <exception cref="IOException">The file is there already.</exception>
    public static void Create(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
