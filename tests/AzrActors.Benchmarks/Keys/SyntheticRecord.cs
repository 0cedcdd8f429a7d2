using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;

namespace AzrActors.Benchmarks.Keys;

/// <summary>A made-up person whose record grows as one of a register does: changes of some values, two letters each.</summary>
internal sealed class SyntheticRecord(AuthorityKey recipient)
{
    private const string Basis = "§ 6 Abs. 1 Nr. 1 AZRG";

    /// <summary>Places of which one is current: the state does not grow without end.</summary>
    private const int PersonalFields = 12;

    private static readonly AuthorityKey Abh = AuthorityKey.Parse("A12054");
    private static readonly AuthorityKey Federal = AuthorityKey.Parse("BAMF00");
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static int _serial;

    private readonly List<RecordChange> _changes = [];
    private PersonRecord? _state;

    public RecordId Record { get; } = new(Guid.NewGuid());

    public int Version => _changes.Count;

    public PersonRecord StateAfter(int version) => PersonRecord.Fold(Record, null, _changes.Take(version))!;

    public JournalAppend Registration()
    {
        var number = AzrNumber.FromSerial(Interlocked.Increment(ref _serial));
        return Append(number, new RecordEvent.PersonRegistered(number.Digits,
            [.. Enumerable.Range(0, PersonalFields).Select(field => new PersonFact($"field{field}", ["al-Ḥasan Beispiel"]))], Basis), withSnapshot: false);
    }

    public JournalAppend Next(bool withSnapshot)
    {
        var version = Version + 1;
        RecordEvent happened = version % 8 == 0
            ? new RecordEvent.MovedIn(version, new Address("12054000", "Kanalweg", $"{version}", null, "14461", "Potsdam", null), Day, Basis)
            : new RecordEvent.PersonalDataChanged(
                [.. Enumerable.Range(0, 4).Select(field => new PersonFact($"field{(version + field) % PersonalFields}", [$"Wert {version}"]))], Basis);
        return Append(null, happened, withSnapshot);
    }

    private JournalAppend Append(AzrNumber? number, RecordEvent happened, bool withSnapshot)
    {
        var now = DateTimeOffset.UtcNow;
        var change = new RecordChange(Version + 1, new ChangeOrigin(Abh, "Frau Beispiel", "1", "32.1/4711", Guid.NewGuid(), Day, now), [happened]);
        _state = PersonRecord.Evolve(Record, _state, change);
        _changes.Add(change);
        var receipt = new StoredReceipt(Abh, change.Origin.SubmissionId, Record, new byte[32], change.Version, true, now, []);
        var log = new AccessEntry(AccessKind.Store, now, Abh, "Herr Muster", "Frau Beispiel", "1")
        {
            Record = Record, Version = change.Version, Submission = change.Origin.SubmissionId, FileReference = "32.1/4711", Items = ["person/field0"],
        };
        return new JournalAppend(Record, number, change, [Letter(recipient, change), Letter(Federal, change)], receipt, log)
        {
            State = withSnapshot ? _state : null,
        };
    }

    private Notice Letter(AuthorityKey to, RecordChange change)
    {
        var source = Source.Of(change, Basis, Day);
        return new Notice(to, NoticeKind.Changed, Record.PseudonymFor(to), null, "al-Ḥasan, Beispiel", "1990-07-00", change.Version, Day,
            change.Origin.ReceivedAt, "§ 15a Abs. 1 AZRG", "Änderung",
            [.. Enumerable.Range(0, 4).Select(field => new RecordItem($"person/field{field}", "3.a", "Familienname", "Beispiel", "Beispiel", source))], []);
    }
}
