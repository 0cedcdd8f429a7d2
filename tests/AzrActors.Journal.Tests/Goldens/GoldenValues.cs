using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Tests.Goldens;

/// <summary>What the goldens say. Fields that may be absent are present in one golden and absent in another.</summary>
internal static class GoldenValues
{
    private const string Basis = "§ 6 Abs. 1 Nr. 1 AZRG";
    private const string Unlawful = "UnlawfulEntry";
    private static readonly AuthorityKey Abh = AuthorityKey.Parse("A12054");
    private static readonly AuthorityKey Office = AuthorityKey.Parse("M15084");
    private static readonly AzrNumber Number = AzrNumber.FromSerial(4711);
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly DateOnly DayBefore = new(2026, 11, 22);
    private static readonly Guid Submission = new("5f0c2f3e-7a1b-4c2d-8e3f-00000000000a");
    private static readonly DateTimeOffset ReceivedAt =
        new DateTimeOffset(2026, 11, 24, 8, 15, 30, TimeSpan.Zero).AddMicroseconds(123_456);

    private static readonly Guid Other = new("5f0c2f3e-7a1b-4c2d-8e3f-00000000000b");

    private static RecordChange Earlier => Change(2, new RecordEvent.MovedOut(1, Day, Basis));

    private static readonly Address Full = new("12054000", "Kanalweg", "7", "a", "14461", "Potsdam", "Łukasz & Söhne");
    private static readonly Address Short = new("15084355", "Markt", "1", null, "06618", "Naumburg (Saale)", null);

    /// <summary>A change with one event, by the stored name of its kind.</summary>
    public static IReadOnlyDictionary<string, RecordChange> Events { get; } = new Dictionary<string, RecordChange>
    {
        ["personRegistered"] = Change(1, new RecordEvent.PersonRegistered(Number.Digits,
        [
            new PersonFact("familyName", ["al-Ḥasan"]), new PersonFact("birthDate", ["1990-07-00"]),
            new PersonFact("nationality", ["475", "997"]),
        ], Basis)),
        ["personalDataChanged"] = Change(2, new RecordEvent.PersonalDataChanged(
            [new PersonFact("firstNames", ["Rīma"]), new PersonFact("religion", [])], Basis)),
        ["movedIn"] = Change(3, new RecordEvent.MovedIn(2, Full, Day, Basis)),
        ["movedOut"] = Change(4, new RecordEvent.MovedOut(2, Day, Basis)),
        ["movementReported"] = Change(5, new RecordEvent.MovementReported(1, MovementKind.FromForeignersAuthority, Day, Basis)),
        ["statusGranted"] = Change(6, new RecordEvent.StatusGranted(1, "17.a", Day, new DateOnly(2029, 11, 22), "L01X00T47", Basis)),
        ["statusEnded"] = Change(7, new RecordEvent.StatusEnded(1, Day, Basis)),
        ["fileKeepingAssumed"] = Change(8, new RecordEvent.FileKeepingAssumed(Abh, Day, Basis)),
        ["factStored"] = Change(11, new RecordEvent.FactStored(2, Unlawful,
            [new PersonFact("on", ["2026-11-23"]), new PersonFact("entryState", ["439"])], Basis)),
        ["factChanged"] = Change(12, new RecordEvent.FactChanged(2, Unlawful, [new PersonFact("entryState", [])], true, Basis)),
        ["factEnded"] = Change(13, new RecordEvent.FactEnded(2, Unlawful, Day, Basis)),
        ["addressCorrected"] = Change(14, new RecordEvent.AddressCorrected(1, Full, DayBefore, Day, Basis)),
        ["movementCorrected"] = Change(15, new RecordEvent.MovementCorrected(1, DayBefore, Basis)),
        ["statusCorrected"] = Change(16, new RecordEvent.StatusCorrected(1, DayBefore, new DateOnly(2029, 11, 22), "L01X00T47", Basis)),
        ["erased"] = Change(17, new RecordEvent.Erased(["address/2", "person/religion"], "unlawful", "§ 36 Abs. 1 AZRG")),
        ["subscribed"] = Change(18, new RecordEvent.Subscribed(1, "7", "data-care", Basis)),
        ["subscriptionEnded"] = Change(19, new RecordEvent.SubscriptionEnded(1, Basis)),
        ["becameGerman"] = Change(21, new RecordEvent.BecameGerman(Day, "§ 36 Abs. 3 AZRG")),
        ["differentPersonStated"] = Change(21, new RecordEvent.DifferentPersonStated(Number.Digits, "Zwillinge", "§ 5 Abs. 1 AZRG-DV")),
        ["differentPersonWithdrawn"] = Change(22, new RecordEvent.DifferentPersonWithdrawn(Number.Digits, "Dieselben Fingerabdrücke", "§ 3 Abs. 2 AZRG-DV")),
        ["mergedInto"] = Change(22, new RecordEvent.MergedInto(Submission, Number.Digits, Other, "§ 3 Abs. 1 AZRG-DV")),
        ["takenOver"] = Change(23, new RecordEvent.TakenOver(Submission, Number.Digits, Other, [Earlier], "§ 3 Abs. 1 AZRG-DV")),
        ["rebuilt"] = Change(24, new RecordEvent.Rebuilt(Submission, [Earlier], "§ 3 Abs. 1 AZRG-DV")),
    };

    /// <summary>A change of several events whose origin is a residents' office, and one by the register itself.</summary>
    public static IReadOnlyDictionary<string, RecordChange> Changes { get; } = new Dictionary<string, RecordChange>(Events)
    {
        ["change"] = new(9, new ChangeOrigin(Office, "Herr Müßig", "12", "II/3-\"Żak\" <7>", Submission, Day, ReceivedAt),
        [
            new RecordEvent.MovedOut(1, Day, "§ 6 Abs. 1 Nr. 9 AZRG"),
            new RecordEvent.MovedIn(2, Short, Day, "§ 6 Abs. 1 Nr. 9 AZRG"),
            new RecordEvent.StatusGranted(2, "10.b", Day, null, null, Basis),
        ]),
        ["change-register"] = new(10, new ChangeOrigin(AuthorityKey.Register, "", "", "", Guid.Empty, DateOnly.MinValue,
            DateTimeOffset.UnixEpoch), []),
        ["change-automatic"] = Change(22,
            new RecordEvent.MovementReported(2, MovementKind.DepartureUnknown, Day, "§ 3 Abs. 3 Nr. 1 AZRG-DV") { Automatic = true }),
        ["change-corrected"] = Change(20,
            new RecordEvent.AddressCorrected(2, Short, Day, null, Basis), new RecordEvent.StatusCorrected(2, Day, null, null, Basis),
            new RecordEvent.FactChanged(1, Unlawful, [new PersonFact("on", ["2026-11-22"])], false, Basis)),
    };

    public static IReadOnlyDictionary<string, Notice> Notices { get; } = new Dictionary<string, Notice>
    {
        ["notice"] = new(Office, NoticeKind.Assigned, "5e41c7f7d9a94d0c8a5b2f0a6f1d2c3b", Number, "al-Ḥasan, Rīma", "1990-07-00", 3, Day,
            ReceivedAt, "§ 18e AZRG", "Zuzug nach Naumburg",
            [
                new RecordItem("person/familyName", "3.a", "Familienname", "al-Ḥasan", "al-Ḥasan", SourceOf(Abh, 1)),
                new RecordItem("address/2/movedInOn", "5b.a", "Einzugsdatum", "2026-11-23", "23.11.2026", SourceOf(Office, 3)),
            ],
            ["address/1/street"]),
        ["notice-released"] = new(Abh, NoticeKind.Released, "0a6f1d2c3b5e41c7f7d9a94d0c8a5b2f", null, "al-Ḥasan", "", 4, Day,
            ReceivedAt, "§ 15a Abs. 1 AZRG", "Zuständigkeit endet", [], []),
        ["notice-informed"] = new(Office, NoticeKind.Informed, "5e41c7f7d9a94d0c8a5b2f0a6f1d2c3b", null, "", "", 5, Day,
            ReceivedAt, "§ 5 Abs. 3 AZRG", "Mitteilung zu Ihrem Suchvermerk",
            [
                new RecordItem("report/body", "FileKeepingForeignersAuthority", "Anfragende Stelle", "A12054", "A12054",
                    new Source(Abh, "", Guid.Empty, "§ 5 Abs. 3 AZRG", ReceivedAt, Day, 5)),
            ], []),
        ["notice-disputed"] = new(Office, NoticeKind.Changed, "5e41c7f7d9a94d0c8a5b2f0a6f1d2c3b", Number, "al-Ḥasan, Rīma", "1990-07-00", 6, Day,
            ReceivedAt, "§ 15a Abs. 1 AZRG", "Angabe bestritten",
            [
                new RecordItem("person/birthDate", "3.c", "Geburtsdatum", "1990-07-00", "00.07.1990", SourceOf(Abh, 1))
                {
                    Dispute = new Dispute("17.07.1990", Day),
                },
                new RecordItem("person/birthPlace", "3.d", "Geburtsort", "Aleppo", "Aleppo", SourceOf(Abh, 6) with { Automatic = true }),
            ], []),
    };

    private static RecordChange Change(int version, params IReadOnlyList<RecordEvent> events) =>
        new(version, new ChangeOrigin(Abh, "Frau Beispiel", "1", "32.1/4711", Submission, Day, ReceivedAt), events);

    private static Source SourceOf(AuthorityKey authority, int version) =>
        new(authority, "32.1/4711", Submission, Basis, ReceivedAt, Day, version);
}
