using AzrActors.Contracts.Submissions;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Checks;

/// <summary>Every letter is there, numbered without a gap, in the order of versions, and was handled by its recipient.</summary>
public static class NoticeChecks
{
    public static IEnumerable<Anomaly> Find(Evidence evidence) =>
        Feeds(evidence.Journal).Concat(Keepers(evidence.Journal)).Concat(Followers(evidence)).Concat(Contents(evidence));

    private static IEnumerable<Anomaly> Feeds(JournalRows journal)
    {
        foreach (var feed in journal.Letters.GroupBy(letter => letter.Recipient))
        {
            var letters = feed.OrderBy(letter => letter.Sequence).ToList();
            if (!letters.Select(letter => letter.Sequence).SequenceEqual(Enumerable.Range(1, letters.Count).Select(number => (long)number)))
                yield return new Anomaly("feed.gap", $"{feed.Key}: {letters.Count} letters, the last has number {letters[^1].Sequence}");
            if (journal.Heads.GetValueOrDefault(feed.Key) != letters[^1].Sequence)
                yield return new Anomaly("feed.head", $"{feed.Key}: the counter says {journal.Heads.GetValueOrDefault(feed.Key)}, the last letter {letters[^1].Sequence}");
            foreach (var person in letters.GroupBy(letter => letter.Record))
                if (!person.Select(letter => letter.Version).SequenceEqual(person.Select(letter => letter.Version).Order()))
                    yield return new Anomaly("feed.disorder", $"{feed.Key}: letters about {person.Key} are not in the order of versions");
        }
    }

    /// <summary>Whoever keeps the file, here who registered the person, is told of every version once.</summary>
    private static IEnumerable<Anomaly> Keepers(JournalRows journal)
    {
        var letters = journal.Letters.ToLookup(letter => (letter.Recipient, letter.Record, letter.Version));
        var keepers = journal.Changes.Where(change => change.Version == 1).ToDictionary(change => change.Record, change => change.Authority);
        foreach (var change in journal.Changes)
            if (!keepers.TryGetValue(change.Record, out var keeper) || letters[(keeper, change.Record, change.Version)].Count() != 1)
                yield return new Anomaly("letter.missing", $"version {change.Version} of {change.Record}: {keeper} was not told once");
    }

    private static IEnumerable<Anomaly> Followers(Evidence evidence)
    {
        foreach (var client in evidence.OfKind(ClientHistory.Mirror).Concat(evidence.OfKind(ClientHistory.Subscriber)))
        {
            foreach (var fault in client.Lines.OfType<HistoryLine.GaveUp>()) yield return new Anomaly("client.gave-up", $"{client.Client}: {fault.Fault}");
            var last = evidence.Journal.Heads.GetValueOrDefault(client.Authority);
            var taken = client.Lines.OfType<HistoryLine.Took>().Select(took => took.Sequence).ToHashSet();
            for (var number = 1L; number <= last; number++)
                if (!taken.Contains(number)) yield return new Anomaly("notice.lost", $"{client.Client}: number {number} of {last} was never handled");
            var handled = 0L;
            foreach (var life in client.Lives)
            {
                if (life.OfType<HistoryLine.Opened>().FirstOrDefault() is { } opened && opened.Position > handled)
                    yield return new Anomaly("position.ahead", $"{client.Client}: position {opened.Position} was kept, number {handled} is the last that was handled");
                handled = Math.Max(handled, life.OfType<HistoryLine.Took>().Select(took => took.Sequence).DefaultIfEmpty().Max());
                var numbers = life.OfType<HistoryLine.Took>().Select(took => took.Sequence).ToList();
                for (var i = 1; i < numbers.Count; i++)
                    if (numbers[i] != numbers[i - 1] + 1) yield return new Anomaly("notice.disorder", $"{client.Client}: number {numbers[i]} came after {numbers[i - 1]}");
            }
        }
        foreach (var client in evidence.OfKind(ClientHistory.Agency))
            foreach (var fault in client.Lines.OfType<HistoryLine.GaveUp>()) yield return new Anomaly("client.gave-up", $"{client.Client}: {fault.Fault}");
    }

    /// <summary>What was said and accepted reached the keeper in the letter of its version, with its source.</summary>
    private static IEnumerable<Anomaly> Contents(Evidence evidence)
    {
        var told = evidence.OfKind(ClientHistory.Subscriber).SelectMany(client => client.Lines).OfType<HistoryLine.Took>()
            .ToLookup(took => (took.AzrNumber, took.Version));
        foreach (var (id, said) in evidence.Said)
        {
            if (said.Word is not { } word || evidence.Replies[id].FirstOrDefault() is not { Outcome: SubmissionOutcome.Accepted } reply) continue;
            if (!told[(reply.AzrNumber, reply.Version)].Any(took => took.Values.Any(value => value.Text == word && value.Submission == id && value.Version == reply.Version)))
                yield return new Anomaly("content.lost", $"{id}: version {reply.Version} of {reply.AzrNumber} was told without its words");
        }
    }
}
