using System.Text.Json;

namespace AzrActors.Agency.Import;

/// <summary>Writes one JSON line per line of the input, in the order of the answers.</summary>
internal sealed class ImportReport : IImportObserver, IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="BadFileException">The report cannot be written.</exception>
    public ImportReport(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // The report carries AZR numbers: for the owner's eyes only.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            _file = new FileStream(path, options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"The report {path} cannot be written: {fault.Message}", fault);
        }
    }

    public void OnResult(LineResult result, bool earlier)
    {
        JsonSerializer.Serialize(_file, result, AgencyJson.Options);
        _file.WriteByte((byte)'\n');
    }

    public void Dispose() => _file.Dispose();
}
