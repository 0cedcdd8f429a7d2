using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace AzrActors.Benchmarks.Load;

/// <summary>What the access log costs: two silos, one without it, measured in turns of the same run.</summary>
public static class LogRun
{
    private const int Persons = 256;
    private const double RatioMin = 0.9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Length of each measured run.", DefaultValueFactory = _ => 10 };
        var turns = new Option<int>("--turns")
        {
            Description = "Measurements of each silo and number of callers.", DefaultValueFactory = _ => 3,
        };
        var command = new Command("log", "Measures updates with and without access log in turns; fails below nine tenths.")
        {
            seconds, turns,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(turns), cancellationToken));
        return command;
    }

    /// <returns>0 if updates with the log reach nine tenths of the rate without it, else 1.</returns>
    private static async Task<int> RunAsync(TimeSpan length, int turns, CancellationToken cancellationToken)
    {
        var table = new Spectre.Console.Table().AddColumns("Callers", "With log, updates/s", "Without", "Ratio");
        var worst = double.MaxValue;
        await using var with = await SiloProcess.StartAsync(HostedSilo.Command, cancellationToken);
        await using var without = await SiloProcess.StartAsync(HostedSilo.WithoutLog, cancellationToken);
        await using var withLog = await Register.ConnectAsync(with, cancellationToken);
        await using var withoutLog = await Register.ConnectAsync(without, cancellationToken);
        var (numbers, others) = (
            await withLog.RegisterPersonsAsync(Persons, cancellationToken),
            await withoutLog.RegisterPersonsAsync(Persons, cancellationToken));
        foreach (var callers in new[] { 1, 16, 64, 256 })
        {
            await withLog.LoadAsync(numbers, callers, WarmUp, cancellationToken);
            await withoutLog.LoadAsync(others, callers, WarmUp, cancellationToken);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var turn = 0; turn < turns; turn++)
            {
                ours.Add((await withLog.LoadAsync(numbers, callers, length, cancellationToken)).PerSecond);
                theirs.Add((await withoutLog.LoadAsync(others, callers, length, cancellationToken)).PerSecond);
            }
            var ratio = Median(ours) / Median(theirs);
            worst = Math.Min(worst, ratio);
            table.AddRow(Text(callers), Text(Median(ours)), Text(Median(theirs)), ratio.ToString("0.00", CultureInfo.InvariantCulture));
        }
        AnsiConsole.Write(table);
        return worst >= RatioMin ? 0 : 1;
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
