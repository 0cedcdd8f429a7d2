using System.CommandLine;
using AzrActors.Agency.Import;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr import</c>: sends a file of submissions and can be repeated at will.</summary>
internal sealed class ImportCommand : Command
{
    private readonly Argument<string> _path = new("FILE")
    {
        Description = "CSV (.csv) or JSON Lines (.jsonl, .ndjson), UTF-8.",
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Format of the file if its name does not tell it.",
        HelpName = "csv|jsonl",
    };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "Submissions under way at the same time (1 to 256). Lines about one person keep their order.",
        HelpName = "N",
        DefaultValueFactory = _ => 8,
    };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write one JSON line per input line with its outcome.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _retryRefused = new("--retry-refused")
    {
        Description = "Send lines again that an earlier run saw refused.",
    };

    private readonly Option<bool> _continueChanged = new("--continue-changed")
    {
        Description = "Go on although the file changed since the last run: lines answered then are passed over, "
            + "changed and new ones are sent.",
    };

    private readonly ConnectionOptions _connection;

    public ImportCommand(ConnectionOptions connection) : base("import", "Send a file of submissions, one per line.")
    {
        _connection = connection;
        _format.AcceptOnlyFromAmong("csv", "jsonl");
        _parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 256) result.AddError("--parallel is a number from 1 to 256.");
        });
        Arguments.Add(_path);
        foreach (var option in new Option[] { _format, _parallel, _report, _retryRefused, _continueChanged })
            Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(_path);
        ImportFormat? format = parsed.GetValue(_format) switch
        {
            null => null,
            "csv" => ImportFormat.Csv,
            _ => ImportFormat.JsonLines,
        };
        var file = await ImportFile.RecogniseAsync(path, format, cancellationToken);
        using var progress = await OpenProgressAsync(file, parsed, cancellationToken);
        using var report = parsed.GetValue(_report) is { } reportPath
            ? new ImportReport(GuardInput(reportPath, path))
            : null;
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);

        var summary = new ImportSummary();
        var screen = new ImportScreen(Screens.Error, summary, file.LineCount);
        List<IImportObserver> observers = [summary, screen];
        if (report is not null) observers.Add(report);
        var run = new ImportRun(
            register.Client, progress, observers, parsed.GetValue(_parallel), parsed.GetValue(_retryRefused));
        try
        {
            await screen.ShowAsync(() =>
                run.RunAsync(file.ReadAsync(register.Client.Caller, cancellationToken), cancellationToken));
        }
        finally
        {
            Console.Out.WriteLine(summary);
        }
        return summary.AllAccepted ? ExitCode.Accepted : ExitCode.Refused;
    }

    private async Task<ImportProgress> OpenProgressAsync(
        ImportFile file, ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = ImportProgress.PathFor(file.Path);
        var progress = await ImportProgress.OpenAsync(path, cancellationToken);
        var imported = new ImportedFile(file.Sha256, _connection.AuthorityOf(parsed));
        if (progress.Refuses(imported, parsed.GetValue(_continueChanged)) is { } reason)
        {
            progress.Dispose();
            throw new BadFileException($"{path}: {reason}");
        }
        progress.Begin(imported);
        return progress;
    }

    private static string GuardInput(string reportPath, string inputPath) =>
        Path.GetFullPath(reportPath) == Path.GetFullPath(inputPath)
            ? throw new BadFileException("The report would overwrite the file to import.")
            : reportPath;
}
