using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AzrActors.Contracts.Submissions;
using AzrActors.Torture.Checks;
using AzrActors.Torture.History;

namespace AzrActors.Torture;

/// <summary>What was done, what came of it, and what must never have been.</summary>
/// <param name="Faults">Injected faults by kind.</param>
/// <param name="Operations">What the clients did, by kind.</param>
/// <param name="OwnEnds">Processes that ended although nobody had killed them, with how often; a silo does so when the others have declared it dead.</param>
/// <param name="Details">The first anomalies; <paramref name="Anomalies"/> counts all of them by kind.</param>
public sealed record TortureReport(
    int Seed, double Seconds, int Silos, string? Bug, double Elapsed, IReadOnlyDictionary<string, int> Faults, IReadOnlyDictionary<string, int> Operations,
    IReadOnlyDictionary<string, int> OwnEnds, IReadOnlyDictionary<string, int> Anomalies, IReadOnlyList<Anomaly> Details)
{
    private const int DetailsMax = 200;
    private const int ShownMax = 20;

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsClean => Anomalies.Count == 0;

    public static TortureReport Of(
        TortureSettings settings, TimeSpan elapsed, IReadOnlyDictionary<string, int> faults, IReadOnlyDictionary<string, int> ownEnds,
        Evidence evidence, IReadOnlyCollection<Anomaly> anomalies) => new(
            settings.Seed, settings.Length.TotalSeconds, settings.Silos, settings.Bug?.ToString(), Math.Round(elapsed.TotalSeconds, 1), faults,
            OperationsOf(evidence), ownEnds,
            new SortedDictionary<string, int>(anomalies.GroupBy(anomaly => anomaly.Kind).ToDictionary(same => same.Key, same => same.Count())),
            // Some of each kind, or one kind that is found a thousand times would hide the others.
            [.. anomalies.GroupBy(anomaly => anomaly.Kind).SelectMany(same => same.Take(ShownMax)).Take(DetailsMax)]);

    public Task WriteAsync(FileInfo file, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(this, Json), cancellationToken);

    public void Print(TextWriter screen)
    {
        var bug = Bug is null ? "" : $", with the bug {Bug}";
        screen.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seed        {Seed}, {Seconds:0} s of faults, {Silos} silos, {Elapsed:0} s in all{bug}"));
        screen.WriteLine($"faults      {Total(Faults)}: {Text(Faults)}");
        screen.WriteLine($"operations  {Text(Operations)}");
        screen.WriteLine($"own ends    {Text(OwnEnds)}");
        screen.WriteLine($"anomalies   {Total(Anomalies)}: {Text(Anomalies)}");
        foreach (var anomaly in Details.Take(ShownMax)) screen.WriteLine($"  {anomaly.Kind}: {anomaly.Detail}");
        if (Total(Anomalies) > ShownMax) screen.WriteLine("  …");
    }

    private static SortedDictionary<string, int> OperationsOf(Evidence evidence)
    {
        var lines = evidence.Histories.SelectMany(client => client.Lines).ToList();
        return new SortedDictionary<string, int>
        {
            ["submissions"] = evidence.Said.Count,
            ["said again"] = lines.OfType<HistoryLine.Said>().Count() - evidence.Said.Count,
            ["accepted"] = Count(SubmissionOutcome.Accepted),
            ["unchanged"] = Count(SubmissionOutcome.Unchanged),
            ["refused"] = Count(SubmissionOutcome.Refused),
            ["views"] = lines.OfType<HistoryLine.Viewed>().Count(),
            ["notices handled"] = lines.OfType<HistoryLine.Took>().Count(),
            ["letters"] = evidence.Journal.Letters.Count,
            ["persons"] = evidence.Journal.Records.Count,
        };

        int Count(SubmissionOutcome outcome) => evidence.Replies.Count(replies => replies.First().Outcome == outcome);
    }

    private static int Total(IReadOnlyDictionary<string, int> counts) => counts.Values.Sum();

    private static string Text(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
}
