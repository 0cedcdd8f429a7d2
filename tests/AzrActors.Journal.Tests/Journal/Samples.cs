using System.Globalization;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>Appends of made-up persons; records, numbers, submissions and recipients are new each time.</summary>
internal static class Samples
{
    public static readonly AuthorityKey Abh = AuthorityKey.Parse("A12054");
    public static readonly DateOnly Day = new(2026, 11, 23);
    public static readonly DateTimeOffset ReceivedAt =
        new DateTimeOffset(2026, 11, 24, 8, 15, 30, TimeSpan.Zero).AddMicroseconds(123_456);

    private const string Basis = "§ 6 Abs. 1 Nr. 1 AZRG";
    private static int _serial;
    private static int _recipient;

    private static RecordChange Earlier => new(1, new ChangeOrigin(Abh, "Frau Beispiel", "1", "32.1/4711", new Guid(8, 0, 0, new byte[8]), Day, ReceivedAt),
        [new RecordEvent.PersonRegistered(AzrNumber.FromSerial(4713).Digits, [new PersonFact("familyName", ["al-Hassan"])], Basis)]);

    /// <summary>One event of every kind.</summary>
    public static IReadOnlyList<RecordEvent> EveryEvent { get; } =
    [
        new RecordEvent.PersonRegistered(AzrNumber.FromSerial(4711).Digits,
            [new PersonFact("familyName", ["al-Ḥasan"]), new PersonFact("nationality", ["475", "997"])], Basis),
        new RecordEvent.PersonalDataChanged([new PersonFact("firstNames", ["Rīma"]), new PersonFact("religion", [])], Basis),
        new RecordEvent.MovedIn(1, new Address("12054000", "Kanalweg", "7", "a", "14461", "Potsdam", "Łukasz & Söhne <GbR>"), Day, Basis),
        new RecordEvent.MovedOut(1, Day, Basis),
        new RecordEvent.MovementReported(1, MovementKind.FirstEntry, Day, Basis),
        new RecordEvent.StatusGranted(1, "17.a", Day, Day.AddYears(3), "L01X00T47", Basis),
        new RecordEvent.StatusEnded(1, Day, Basis),
        new RecordEvent.FileKeepingAssumed(Abh, Day, Basis),
        new RecordEvent.FactStored(1, "UnlawfulEntry", [new PersonFact("on", ["2026-11-23"])], Basis),
        new RecordEvent.FactChanged(1, "UnlawfulEntry", [new PersonFact("on", ["2026-11-22"])], true, Basis),
        new RecordEvent.FactEnded(1, "UnlawfulEntry", Day, Basis),
        new RecordEvent.AddressCorrected(1, new Address("15084355", "Markt", "1", null, "06618", "Naumburg (Saale)", null), Day, null, Basis),
        new RecordEvent.MovementCorrected(1, Day, Basis),
        new RecordEvent.StatusCorrected(1, Day, null, null, Basis),
        new RecordEvent.Subscribed(1, "7", "data-care", Basis),
        new RecordEvent.SubscriptionEnded(1, Basis),
        new RecordEvent.BecameGerman(Day, "§ 36 Abs. 3 AZRG"),
        new RecordEvent.DifferentPersonStated(AzrNumber.FromSerial(4712).Digits, "Zwillinge, beide Pässe lagen vor.", Basis),
        new RecordEvent.DifferentPersonWithdrawn(AzrNumber.FromSerial(4712).Digits, "Dieselben Fingerabdrücke.", Basis),
        new RecordEvent.MergedInto(new Guid(5, 0, 0, new byte[8]), AzrNumber.FromSerial(4712).Digits, new Guid(6, 0, 0, new byte[8]), "§ 3 Abs. 1 AZRG-DV"),
        new RecordEvent.TakenOver(new Guid(5, 0, 0, new byte[8]), AzrNumber.FromSerial(4713).Digits, new Guid(7, 0, 0, new byte[8]), [Earlier], "§ 3 Abs. 1 AZRG-DV"),
        new RecordEvent.Rebuilt(new Guid(5, 0, 0, new byte[8]), [Earlier], "§ 3 Abs. 1 AZRG-DV"),
        new RecordEvent.Erased(["person/religion"], "unlawful", "§ 36 Abs. 1 AZRG"),
    ];

    public static RecordId NewRecord() => new(Guid.NewGuid());

    public static AzrNumber NewNumber() => AzrNumber.FromSerial(Interlocked.Increment(ref _serial));

    /// <summary>A recipient nobody has written to; later ones sort after earlier ones.</summary>
    public static AuthorityKey NewRecipient() =>
        AuthorityKey.Parse("R" + Interlocked.Increment(ref _recipient).ToString("D5", CultureInfo.InvariantCulture));

    public static RecordChange Change(int version, params IReadOnlyList<RecordEvent> events) => new(
        version, new ChangeOrigin(Abh, "Frau Beispiel", "1", "32.1/4711", Guid.NewGuid(), Day, ReceivedAt), events);

    public static JournalAppend Registration(params IReadOnlyList<AuthorityKey> recipients) => Registration(NewNumber(), recipients);

    public static JournalAppend Registration(AzrNumber number, params IReadOnlyList<AuthorityKey> recipients) =>
        Append(NewRecord(), number, Change(1, EveryEvent[0]), recipients);

    /// <summary>The next change of a record that exists.</summary>
    public static JournalAppend Following(JournalAppend before, params IReadOnlyList<AuthorityKey> recipients) =>
        Append(before.Record, null, Change(before.Receipt.Version + 1, EveryEvent[1]), recipients);

    public static JournalAppend Append(
        RecordId record, AzrNumber? number, RecordChange change, params IReadOnlyList<AuthorityKey> recipients) =>
        new(record, number, change, [.. recipients.Select(recipient => NoticeTo(recipient, record, change.Version))],
            ReceiptOf(record, change), Stored(record, change));

    public static StoredReceipt ReceiptOf(RecordId record, RecordChange change) => new(
        change.Origin.Authority, change.Origin.SubmissionId, record, NewHash(), change.Version, true, change.Origin.ReceivedAt, []);

    public static AccessEntry Stored(RecordId record, RecordChange change) =>
        new(AccessKind.Store, change.Origin.ReceivedAt, change.Origin.Authority, "Herr Muster", change.Origin.Official, change.Origin.Purpose)
        {
            Record = record, Version = change.Version, Submission = change.Origin.SubmissionId, FileReference = change.Origin.FileReference,
            Items = ["changePersonalData.firstNames"],
        };

    /// <summary>A retrieval of a record that nobody else speaks of.</summary>
    public static AccessEntry Retrieval(DateTimeOffset at, RecordId? record = null) =>
        new(AccessKind.Retrieval, at, Abh, "Frau Beispiel", "Frau Beispiel", "1")
        {
            Record = record ?? NewRecord(), Version = 1, Query = NewNumber().Digits, Items = ["azrNumber", "person/familyName"],
        };

    public static byte[] NewHash() => [.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()];

    private static Notice NoticeTo(AuthorityKey recipient, RecordId record, int version) => new(
        recipient, NoticeKind.Changed, record.PseudonymFor(recipient), null, "al-Ḥasan, Rīma", "1990-07-00", version, Day,
        ReceivedAt, "§ 15a Abs. 1 AZRG", "Zuzug", [], []);
}
