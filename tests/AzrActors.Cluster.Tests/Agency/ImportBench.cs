using System.Text;
using AzrActors.Agency.Import;
using Xunit;

namespace AzrActors.Cluster.Tests.Agency;

/// <summary>A file in a folder of its own, imported as <c>azr import</c> does, as often as a test likes.</summary>
internal sealed class ImportBench : IImportObserver, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azr-import-");

    public ScriptedClient Register { get; } = new();

    /// <summary>Results of the latest run, in the order of the lines.</summary>
    public SortedDictionary<int, LineResult> Results { get; } = [];

    public string ProgressPath => ImportProgress.PathFor(InputPath);

    private string InputPath { get; set; } = "";

    public void Write(string name, params string[] lines) => WriteBytes(name, Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public void WriteBytes(string name, byte[] content)
    {
        InputPath = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(InputPath, content);
    }

    public async Task<ImportSummary> ImportAsync(int parallel = 4, bool retryRefused = false, CancellationToken? stop = null)
    {
        var cancellationToken = stop ?? TestContext.Current.CancellationToken;
        Results.Clear();
        var file = await ImportFile.RecogniseAsync(InputPath, format: null, cancellationToken);
        using var progress = await ImportProgress.OpenAsync(ProgressPath, cancellationToken);
        progress.Begin(new ImportedFile(file.Sha256, Register.Caller.Authority));
        var summary = new ImportSummary();
        await new ImportRun(Register, progress, [summary, this], parallel, retryRefused)
            .RunAsync(file.ReadAsync(Register.Caller, cancellationToken), cancellationToken);
        return summary;
    }

    public void OnResult(LineResult result, bool earlier) => Results.Add(result.Line, result);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A line that registers a new person, under a reference if one is given.</summary>
    public static string Registration(string fileReference, string? reference = null) =>
        $$"""{"fileReference":"{{fileReference}}","occurredOn":"2025-03-01",{{RefProperty(reference)}}"""
        + """ "entries":[{"kind":"registerPerson","familyName":"Muster"}]}""";

    /// <summary>A line about a person who has a number or a reference.</summary>
    public static string Change(string azrNumber, string fileReference) =>
        $$"""{"azrNumber":"{{azrNumber}}","fileReference":"{{fileReference}}","occurredOn":"2025-03-02","""
        + """ "entries":[{"kind":"moveIn","ags":"12054000","street":"Am Kanal"}]}""";

    private static string RefProperty(string? reference) => reference is null ? "" : $"\"ref\":\"{reference}\",";
}
