namespace AzrActors.Silo;

/// <summary>A file that only the account of the silo can read.</summary>
internal static class PrivateFile
{
    /// <exception cref="IOException">The file is there already.</exception>
    public static void Create(string path, string text) => Write(path, text, FileMode.CreateNew);

    /// <summary>At once: nobody ever reads half of it.</summary>
    public static void Replace(string path, string text)
    {
        var half = $"{path}.new";
        Write(half, text, FileMode.Create);
        File.Move(half, path, overwrite: true);
    }

    private static void Write(string path, string text, FileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
