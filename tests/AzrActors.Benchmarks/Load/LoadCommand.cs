using System.CommandLine;

namespace AzrActors.Benchmarks.Load;

/// <summary>The command line of the load run.</summary>
internal static class LoadCommand
{
    private const int Large = 3_000_000;

    internal static readonly Option<FileInfo?> Output = new("--out") { Description = "File for the figures as JSON." };
    internal static readonly Option<FileInfo?> Markdown = new("--markdown")
    {
        Description = "File for the figures as a table for the README; default: printed.",
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Everything once and short: shows that it can be measured, no more.",
    };

    private static readonly Option<int?> Seconds = new("--seconds") { Description = "Length of each measured run." };
    private static readonly Option<int?> WarmUp = new("--warm-up") { Description = "Seconds of load before each measured run." };
    private static readonly Option<int[]> Callers = new("--callers")
    {
        Description = "Numbers of callers at once.", AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int?> Subscribers = new("--subscribers") { Description = "Offices that follow their notices at once." };
    private static readonly Option<bool> LargeStore = new("--large")
    {
        Description = "Compare with 3 million stored persons instead of 300,000: some minutes and gigabytes more.",
    };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Make only these measurements, separated by commas: "
            + $"{string.Join(", ", LoadRun.Measurements.Select(one => one.Name))}.",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))], DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        Only.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.SelectMany(token => token.Value.Split(',')))
                if (LoadRun.Measurements.All(one => one.Name != name)) result.AddError($"There is no measurement '{name}'.");
        });
        var command = new Command("load",
            "Measures the register through the SDK from another process, beside baselines on the same PostgreSQL.")
        {
            Output, Markdown, Quick, Seconds, WarmUp, Callers, Subscribers, LargeStore, Only,
        };
        command.SetAction((parsed, cancellationToken) => LoadRun.RunAsync(SettingsOf(parsed), LoadRun.Measurements, cancellationToken));
        return command;
    }

    private static LoadSettings SettingsOf(ParseResult parsed)
    {
        var settings = parsed.GetValue(Quick) ? LoadSettings.Quick : LoadSettings.Full;
        return settings with
        {
            Length = parsed.GetValue(Seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Length,
            WarmUp = parsed.GetValue(WarmUp) is { } warmUp ? TimeSpan.FromSeconds(warmUp) : settings.WarmUp,
            Callers = parsed.GetValue(Callers) is { Length: > 0 } callers ? callers : settings.Callers,
            Subscribers = parsed.GetValue(Subscribers) ?? settings.Subscribers,
            Stored = parsed.GetValue(LargeStore) ? settings.Stored with { Many = Large } : settings.Stored,
            Only = parsed.GetValue(Only) ?? [],
            Out = parsed.GetValue(Output),
            Markdown = parsed.GetValue(Markdown),
        };
    }
}
