using System.Diagnostics;
using AzrActors.Contracts.Submissions;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Checks;

/// <summary>Versions have no gap and one receipt each, and nobody sees the register go back.</summary>
public static class VersionChecks
{
    /// <summary>A view may be so much older than the journal (ARCHITECTURE.md).</summary>
    private static readonly TimeSpan ViewAgeMax = TimeSpan.FromSeconds(1);

    public static IEnumerable<Anomaly> Find(Evidence evidence) =>
        Stored(evidence.Journal).Concat(Order(evidence)).Concat(Views(evidence));

    private static IEnumerable<Anomaly> Stored(JournalRows journal)
    {
        foreach (var record in journal.Changes.GroupBy(change => change.Record))
        {
            var versions = record.Select(change => change.Version).Order().ToList();
            if (!versions.SequenceEqual(Enumerable.Range(1, versions.Count)))
                yield return new Anomaly("version.gap", $"{record.Key}: {versions.Count} changes, the last is version {versions[^1]}");
        }
        var changes = journal.Changes.ToDictionary(change => (change.Record, change.Version));
        foreach (var receipt in journal.Receipts)
        {
            var change = changes.GetValueOrDefault((receipt.Record, receipt.Version));
            if (change is null || receipt.Changed != (change.Submission == receipt.Submission && change.Authority == receipt.Authority))
                yield return new Anomaly("receipt.otherwise", $"{receipt.Submission}: version {receipt.Version} of {receipt.Record} is of {change?.Submission}");
        }
        var receipts = journal.Receipts.Where(receipt => receipt.Changed).Select(receipt => (receipt.Record, receipt.Version, receipt.Submission)).ToHashSet();
        foreach (var change in journal.Changes.Where(change => !receipts.Contains((change.Record, change.Version, change.Submission))))
            yield return new Anomaly("receipt.missing", $"version {change.Version} of {change.Record}");
    }

    /// <summary>What was said after an answer to something else about the same person has a later version.</summary>
    private static IEnumerable<Anomaly> Order(Evidence evidence)
    {
        foreach (var person in Acknowledged(evidence).GroupBy(one => one.Number))
        {
            var answers = person.OrderBy(one => one.At).ToList();
            var (answered, highest) = (0, 0);
            foreach (var one in person.OrderBy(one => one.From))
            {
                for (; answered < answers.Count && answers[answered].At < one.From; answered++) highest = Math.Max(highest, answers[answered].Version);
                if (one.Version <= highest) yield return new Anomaly("order.backwards", $"{one.Number}: version {one.Version} was said after version {highest} was acknowledged");
            }
        }
    }

    private static IEnumerable<Anomaly> Views(Evidence evidence)
    {
        var acknowledged = Acknowledged(evidence).ToLookup(one => one.Number);
        foreach (var view in evidence.Histories.SelectMany(client => client.Lines).OfType<HistoryLine.Viewed>())
        {
            var before = view.From - (long)(ViewAgeMax.TotalSeconds * Stopwatch.Frequency);
            var expected = acknowledged[view.AzrNumber].Where(one => one.At < before).Select(one => one.Version).DefaultIfEmpty().Max();
            if (view.Version < expected) yield return new Anomaly("view.stale", $"{view.AzrNumber}: version {view.Version} shown, {expected} was acknowledged more than a second before");
        }
    }

    private static IEnumerable<(string Number, int Version, long From, long At)> Acknowledged(Evidence evidence) =>
        from replies in evidence.Replies
        let reply = replies.MinBy(reply => reply.At)!
        where reply.Outcome == SubmissionOutcome.Accepted
        select (reply.AzrNumber!, reply.Version, evidence.Said[reply.Submission].At, reply.At);
}
