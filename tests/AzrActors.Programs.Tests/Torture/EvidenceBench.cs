using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Submissions;
using AzrActors.Torture.Checks;
using AzrActors.Torture.History;

namespace AzrActors.Programs.Tests.Torture;

/// <summary>
/// A small run in which nothing went wrong: one agency registers a person and changes it twice, its subscriber hears of
/// it. Tests break one thing each.
/// </summary>
internal sealed class EvidenceBench
{
    public const string Office = "A12054";
    public const string Number = "129417350668";

    private const long Second = 1_000_000_000;

    public static readonly Guid Record = Guid.Parse("00000000-0000-0000-0000-0000000000aa");

    private int _seconds;

    public EvidenceBench()
    {
        for (var version = 1; version <= 3; version++)
        {
            Agency.AddRange(Answered(Submission(version), SubmissionOutcome.Accepted, version));
            Changes.Add(new(Record, version, Office, Submission(version)));
            Receipts.Add(new(Office, Submission(version), Record, version, true));
            Letters.Add(new(Office, version, Record, version));
            Subscriber.Add(Took(version, version));
        }
    }

    public List<HistoryLine> Agency { get; } = [];

    public List<HistoryLine> Subscriber { get; } = [new HistoryLine.Opened(0, 0)];

    /// <summary>The second life of the subscriber; it is there if it has lines.</summary>
    public List<HistoryLine> SecondLife { get; } = [];

    public List<JournalRows.Change> Changes { get; } = [];

    public List<JournalRows.Receipt> Receipts { get; } = [];

    public List<JournalRows.Letter> Letters { get; } = [];

    public HashSet<Guid> NotLogged { get; } = [];

    public static Guid Submission(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public IReadOnlyList<string> FindKinds()
    {
        var evidence = new Evidence(
            [
                new ClientHistory(ClientHistory.Name(ClientHistory.Agency, Office), [Agency]),
                new ClientHistory(ClientHistory.Name(ClientHistory.Subscriber, Office), SecondLife.Count == 0 ? [Subscriber] : [Subscriber, SecondLife]),
            ],
            new JournalRows(
                Changes, Receipts, Letters, Letters.GroupBy(letter => letter.Recipient).ToDictionary(feed => feed.Key, feed => feed.Max(letter => letter.Sequence)),
                new Dictionary<string, Guid> { [Number] = Record },
                Receipts.Select(receipt => receipt.Submission).Where(submission => !NotLogged.Contains(submission)).ToHashSet()));
        return [.. SubmissionChecks.Find(evidence).Concat(VersionChecks.Find(evidence)).Concat(NoticeChecks.Find(evidence)).Select(anomaly => anomaly.Kind).Distinct()];
    }

    /// <summary>A submission and its answer half a second later; the next one comes a second after it.</summary>
    public IEnumerable<HistoryLine> Answered(Guid id, SubmissionOutcome outcome, int version)
    {
        var at = _seconds++ * Second;
        yield return new HistoryLine.Said(at, Said(id), Word(id));
        yield return new HistoryLine.Replied(at + Second / 2, id, outcome, outcome == SubmissionOutcome.Refused ? null : Number, version, null);
    }

    public HistoryLine Unanswered(Guid id) => new HistoryLine.Said(_seconds++ * Second, Said(id), Word(id));

    public HistoryLine Viewed(int version) => new HistoryLine.Viewed(_seconds * Second + 2 * Second, _seconds * Second + 2 * Second, Number, version);

    public static HistoryLine Took(long sequence, int version) => new HistoryLine.Took(
        0, sequence, "p", Number, version, NoticeKind.Changed, [new Value("person/birthPlace", Word(Submission(version)), Submission(version), version)]);

    private static string Word(Guid id) => $"Ort {id}";

    private static Submission Said(Guid id) => new()
    {
        SubmissionId = id, Authority = Office, Official = "Frau Beispiel", Purpose = "1", FileReference = "1", OccurredOn = new DateOnly(2026, 11, 2),
        AzrNumber = Number, Entries = [],
    };
}
