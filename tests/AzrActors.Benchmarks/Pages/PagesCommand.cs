using System.CommandLine;
using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>The command line of the run in which officials use the pages.</summary>
internal static class PagesCommand
{
    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Few persons and officials, and short: shows that it can be measured, no more.",
    };

    private static readonly Option<int?> Persons = Bounded("--persons", 100, 10_000_000, "Persons stored (1,000,000).");
    private static readonly Option<int?> Officials = Bounded("--officials", 2, 2_000, "Officials at work at once (200).");
    private static readonly Option<int?> Seconds = Bounded("--seconds", 2, 300, "Length of the measured time in which all officials work (30).");
    private static readonly Option<int?> WarmUp = Bounded("--warm-up", 1, 300, "Seconds of the same before (10).");
    private static readonly Option<int?> Pause = Bounded("--pause", 50, 60_000, "Milliseconds in which an official reads a page before opening the next (5,000).");
    private static readonly Option<int?> Changes = Bounded("--changes", 1, 100, "Changes per second that come in over the API meanwhile (4).");

    public static Command Create()
    {
        var command = new Command("pages",
            "Measures the pages over HTTP, as officials at their browsers use them: alone, all at once, and how soon they see a change.")
        {
            LoadCommand.Output, LoadCommand.Markdown, Quick, Persons, Officials, Seconds, WarmUp, Pause, Changes,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = SettingsOf(parsed);
            return LoadRun.RunAsync(settings.Load, MeasurementsOf(settings), cancellationToken);
        });
        return command;
    }

    private static IReadOnlyList<IMeasurement> MeasurementsOf(PagesSettings settings)
    {
        var caseload = new Caseload(settings);
        return [new StartedPage(), new FirstPage(settings, caseload), new PageWeight(caseload), new LonePages(settings, caseload), new OfficeHours(settings, caseload)];
    }

    private static PagesSettings SettingsOf(ParseResult parsed)
    {
        var settings = parsed.GetValue(Quick) ? PagesSettings.Quick : PagesSettings.Full;
        return settings with
        {
            Persons = parsed.GetValue(Persons) ?? settings.Persons,
            Officials = parsed.GetValue(Officials) ?? settings.Officials,
            Pause = parsed.GetValue(Pause) is { } pause ? TimeSpan.FromMilliseconds(pause) : settings.Pause,
            ChangesPerSecond = parsed.GetValue(Changes) ?? settings.ChangesPerSecond,
            Load = settings.Load with
            {
                Length = parsed.GetValue(Seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Load.Length,
                WarmUp = parsed.GetValue(WarmUp) is { } warmUp ? TimeSpan.FromSeconds(warmUp) : settings.Load.WarmUp,
                Out = parsed.GetValue(LoadCommand.Output),
                Markdown = parsed.GetValue(LoadCommand.Markdown),
            },
        };
    }

    private static Option<int?> Bounded(string name, int least, int most, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } value && (value < least || value > most)) result.AddError($"{name} is {least} to {most}.");
        });
        return option;
    }
}
