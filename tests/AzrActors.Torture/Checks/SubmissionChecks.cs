using System.Diagnostics;
using AzrActors.Contracts.Submissions;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Checks;

/// <summary>What was acknowledged is there exactly once, with that version; what was refused is not; nobody has said anything else.</summary>
public static class SubmissionChecks
{
    public static IEnumerable<Anomaly> Find(Evidence evidence)
    {
        var receipts = evidence.Journal.Receipts.ToLookup(receipt => receipt.Submission);
        var changes = evidence.Journal.Changes.ToLookup(change => change.Submission);
        foreach (var (id, said) in evidence.Said)
        {
            var replies = evidence.Replies[id].ToList();
            if (replies.Count == 0) yield return new Anomaly("submission.unanswered", $"{id} of {said.Submission.Authority}: no answer, although the register was up again");
            if (replies.Select(reply => (reply.Outcome, reply.Version, reply.AzrNumber)).Distinct().Count() > 1)
                yield return new Anomaly("answer.changed", $"{id}: {string.Join("; ", replies.Select(reply => $"{reply.Outcome} {reply.Version} {reply.Code}"))}");
            foreach (var reply in replies.DistinctBy(reply => reply.Outcome))
                foreach (var anomaly in Compare(reply, [.. receipts[id]], changes[id].Count(), evidence.Journal.Records)) yield return anomaly;
        }
        foreach (var change in evidence.Journal.Changes.Where(change => !evidence.Said.ContainsKey(change.Submission)))
            yield return new Anomaly("change.invented", $"{change.Record} version {change.Version}: nobody has said {change.Submission}");
        foreach (var receipt in evidence.Journal.Receipts.Where(receipt => !evidence.Journal.Logged.Contains(receipt.Submission)))
            yield return new Anomaly("log.missing", $"{receipt.Submission}: stored, and the access log does not know of it");
    }

    private static IEnumerable<Anomaly> Compare(
        HistoryLine.Replied reply, List<JournalRows.Receipt> receipts, int changes, IReadOnlyDictionary<string, Guid> records)
    {
        var said = $"{reply.Submission}: {reply.Outcome}, version {reply.Version}";
        switch (reply.Outcome)
        {
            case SubmissionOutcome.Refused:
                if (receipts.Count > 0 || changes > 0) yield return new Anomaly("refused.stored", $"{said}, {reply.Code}, and {changes} changes, {receipts.Count} receipts");
                break;
            case SubmissionOutcome.Accepted or SubmissionOutcome.Unchanged:
                var expected = reply.Outcome == SubmissionOutcome.Accepted ? 1 : 0;
                if (receipts.Count == 0 || changes < expected) yield return new Anomaly("acknowledged.lost", $"{said}, and {changes} changes, {receipts.Count} receipts");
                else if (receipts.Count > 1 || changes > expected) yield return new Anomaly("acknowledged.twice", $"{said}, and {changes} changes, {receipts.Count} receipts");
                else if (receipts[0].Version != reply.Version || receipts[0].Changed != (expected == 1))
                    yield return new Anomaly("acknowledged.otherwise", $"{said}, and the receipt has version {receipts[0].Version}");
                else if (!records.TryGetValue(reply.AzrNumber ?? "", out var record) || record != receipts[0].Record)
                    yield return new Anomaly("acknowledged.elsewhere", $"{said}, and it is stored in record {receipts[0].Record}");
                break;
            default:
                throw new UnreachableException($"No check of {reply.Outcome}.");
        }
    }
}
