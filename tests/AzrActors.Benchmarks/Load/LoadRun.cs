using System.Diagnostics;
using System.Text.Json;
using AzrActors.Benchmarks.Load.Measurements;

namespace AzrActors.Benchmarks.Load;

/// <summary>Measures one silo process through the SDK and shows each figure beside its baseline of the same run.</summary>
public static class LoadRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>In the order in which they are made; the one that fills the store comes last.</summary>
    public static IReadOnlyList<IMeasurement> Measurements { get; } =
    [
        new UpdateRate(), new PlainComparison(), new OnePerson(), new PushDelay(), new CatchUp(), new ReceiptRate(), new ColdRead(),
        new ActiveMemory(), new Import(), new StoreSize(),
    ];

    /// <param name="measurements">In the order in which they are made.</param>
    /// <returns>0 when every measurement was made, whatever its figures; 1 when one could not be.</returns>
    public static async Task<int> RunAsync(
        LoadSettings settings, IReadOnlyList<IMeasurement> measurements, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        IReadOnlyList<Figure> figures;
        await using (var stage = await Stage.StartAsync(settings, cancellationToken))
        {
            foreach (var measurement in measurements.Where(one => settings.Only.Count == 0 || settings.Only.Contains(one.Name)))
            {
                Stage.Say($"measuring {measurement.Name}");
                try
                {
                    await measurement.MeasureAsync(stage, cancellationToken);
                }
                // The others are worth having all the same.
                catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    failed.Add(measurement.Name);
                    Stage.Say($"  {measurement.Name} could not be measured: {fault.Message}");
                }
            }
            figures = stage.Figures;
        }
        var report = new Report(figures, CommitOfCheckout());
        report.Print();
        if (settings.Out is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(report.ToRows(), Json), cancellationToken);
        if (settings.Markdown is { } table) await File.WriteAllTextAsync(table.FullName, report.ToMarkdown(), cancellationToken);
        else Console.WriteLine(report.ToMarkdown());
        return failed.Count == 0 ? 0 : 1;
    }

    private static string CommitOfCheckout()
    {
        using var git = Process.Start(new ProcessStartInfo("git", "rev-parse --short HEAD") { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
