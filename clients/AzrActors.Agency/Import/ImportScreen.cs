using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace AzrActors.Agency.Import;

/// <summary>Shows lines that went wrong and how far the import is: a bar on a terminal, plain lines elsewhere.</summary>
internal sealed class ImportScreen(IAnsiConsole console, ImportSummary summary, int lineCount) : IImportObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _shown = Stopwatch.GetTimestamp();
    private ProgressTask? _bar;

    /// <summary>Runs the import below the bar, if there is a terminal to draw it on.</summary>
    public async Task ShowAsync(Func<Task> import)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            await import();
            return;
        }
        await console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                _bar = context.AddTask("Lines", maxValue: lineCount);
                await import();
                _bar.Value = lineCount;
            });
    }

    public void OnResult(LineResult result, bool earlier)
    {
        foreach (var line in Describe(result)) console.WriteLine($"line {result.Line}: {line}");
        if (_bar is not null) _bar.Value = summary.Total;
        else if (Stopwatch.GetElapsedTime(_shown) > Interval)
        {
            _shown = Stopwatch.GetTimestamp();
            console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{summary.Total:N0} of {lineCount:N0} lines …"));
        }
    }

    private static IEnumerable<string> Describe(LineResult result) => result.Outcome switch
    {
        LineOutcome.Accepted or LineOutcome.Unchanged =>
            result.Doubts?.Select(doubt => "doubt: " + RefusalText.Line(doubt)) ?? [],
        LineOutcome.Refused =>
            RefusalText.Lines(result.Refusal!).Select((text, i) => i == 0 ? "refused: " + text : text),
        LineOutcome.Unreadable => ["unreadable: " + result.Reason],
        LineOutcome.NotSent => ["not sent: " + result.Reason],
        _ => throw new UnreachableException($"No words for {result.Outcome}."),
    };
}
