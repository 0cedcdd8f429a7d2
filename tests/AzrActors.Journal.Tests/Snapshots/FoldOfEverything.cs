using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Tests.Snapshots;

/// <summary>One fixed history with every kind of event and the turns in which a fold can differ; the golden is what becomes of it.</summary>
internal static class FoldOfEverything
{
    private const string Basis = "§ 6 Abs. 1 Nr. 1 AZRG";
    private const string Item = "UnlawfulEntry";
    private static readonly AuthorityKey Abh = AuthorityKey.Parse("A12054");
    private static readonly AuthorityKey Office = AuthorityKey.Parse("M15084");
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly RecordId Id = new(new Guid("00000000-0000-4000-8000-0000000000f1"));
    private static readonly Address Full = new("12054000", "Kanalweg", "7", "a", "14461", "Potsdam", "Łukasz & Söhne");
    private static readonly Address Short = new("15084355", "Markt", "1", null, "06618", "Naumburg (Saale)", null);

    public static IReadOnlyList<RecordChange> Changes { get; } = WithMerges(
    [
        Change(1, Abh,
            new RecordEvent.PersonRegistered(AzrNumber.FromSerial(4711).Digits,
            [
                new PersonFact("familyName", ["al-Ḥasan"]), new PersonFact("nationality", ["475", "997"]), new PersonFact("religion", ["rk"]),
            ], Basis),
            new RecordEvent.MovementReported(1, MovementKind.FirstEntry, Day.AddYears(-3), Basis),
            new RecordEvent.MovedIn(1, Full, Day.AddYears(-3), Basis),
            new RecordEvent.FileKeepingAssumed(Abh, Day.AddYears(-3), Basis)),
        Change(2, Office,
            new RecordEvent.PersonalDataChanged([new PersonFact("religion", []), new PersonFact("firstNames", ["Rīma"])], "§ 6 Abs. 1 Nr. 9 AZRG"),
            new RecordEvent.MovedOut(1, Day, Basis), new RecordEvent.MovedIn(2, Short, Day, Basis)),
        Change(3, Abh,
            new RecordEvent.StatusGranted(1, "16a-1", Day.AddYears(-2), Day.AddYears(1), "L01X00T47", Basis),
            new RecordEvent.StatusGranted(2, "16b-1", Day.AddYears(-1), null, null, Basis),
            new RecordEvent.StatusEnded(1, Day, Basis), new RecordEvent.StatusCorrected(2, Day.AddMonths(-1), Day.AddYears(2), null, Basis)),
        Change(4, Abh,
            new RecordEvent.MovementReported(2, MovementKind.DepartureAbroad, Day, Basis), new RecordEvent.MovementCorrected(2, Day.AddDays(1), Basis),
            new RecordEvent.AddressCorrected(1, Full with { HouseNumber = "8" }, Day.AddYears(-3), Day.AddDays(-1), Basis),
            new RecordEvent.AddressCorrected(2, Short, Day, null, Basis)),
        Change(5, Abh,
            new RecordEvent.FactStored(1, Item, [new PersonFact("on", ["2026-11-23"]), new PersonFact("entryState", ["439"])], Basis),
            new RecordEvent.FactStored(2, Item, [new PersonFact("on", ["2026-11-20"])], Basis),
            new RecordEvent.FactStored(3, Item, [new PersonFact("on", ["2026-11-19"])], Basis),
            new RecordEvent.FactStored(1, "IdentityDocument", [new PersonFact("number", ["P<7"])], Basis)),
        Change(6, Office,
            new RecordEvent.FactChanged(1, Item, [new PersonFact("entryState", []), new PersonFact("by", ["sea", "land"])], true, Basis),
            new RecordEvent.FactEnded(2, Item, Day, Basis),
            new RecordEvent.Subscribed(1, "7", "data-care", Basis), new RecordEvent.Subscribed(2, "22", "benefits", Basis)),
        Change(7, Abh,
            new RecordEvent.SubscriptionEnded(1, Basis), new RecordEvent.BecameGerman(Day, "§ 36 Abs. 3 AZRG"),
            new RecordEvent.MovementReported(3, MovementKind.DepartureUnknown, Day.AddDays(2), "§ 3 Abs. 3 Nr. 1 AZRG-DV") { Automatic = true },
            new RecordEvent.Erased(["address/1", "movement/1", "status/1", $"{Item}/3", "IdentityDocument/1", "person/nationality"], "unlawful", Basis)),
        Change(8, Abh,
            new RecordEvent.DifferentPersonStated(AzrNumber.FromSerial(4712).Digits, "Zwillinge", Basis),
            new RecordEvent.DifferentPersonStated(AzrNumber.FromSerial(4714).Digits, "Namensgleich", Basis),
            new RecordEvent.DifferentPersonWithdrawn(AzrNumber.FromSerial(4714).Digits, "Dieselbe Person", Basis)),
    ]);

    /// <summary>As far as a record holds anything of its own; merged into another one it only points there.</summary>
    public static PersonRecord State { get; } = PersonRecord.Fold(Id, null, Changes)!;

    public static PersonRecord Merged { get; } = PersonRecord.Fold(Id, null, Changes.Take(9))!;

    // Merged into another one, parted again, and then it takes over one itself.
    private static List<RecordChange> WithMerges(IReadOnlyList<RecordChange> changes) =>
    [
        .. changes,
        Change(9, AuthorityKey.Register, new RecordEvent.MergedInto(new Guid(5, 0, 0, new byte[8]), AzrNumber.FromSerial(4713).Digits, new Guid(6, 0, 0, new byte[8]), Basis)),
        Change(10, AuthorityKey.Register, new RecordEvent.Rebuilt(new Guid(5, 0, 0, new byte[8]), changes, Basis)),
        Change(11, AuthorityKey.Register, new RecordEvent.TakenOver(new Guid(7, 0, 0, new byte[8]), AzrNumber.FromSerial(4714).Digits, new Guid(8, 0, 0, new byte[8]),
        [
            Change(1, Office,
                new RecordEvent.PersonRegistered(AzrNumber.FromSerial(4714).Digits,
                    [new PersonFact("familyName", ["al-Hassan"]), new PersonFact("birthPlace", ["Aleppo"])], Basis),
                new RecordEvent.MovementReported(1, MovementKind.FirstEntry, Day.AddYears(-4), Basis),
                new RecordEvent.MovedIn(1, Full with { Street = "Marktweg" }, Day.AddDays(5), Basis),
                new RecordEvent.StatusGranted(1, "16b-1", Day.AddYears(-3), null, null, Basis),
                new RecordEvent.FactStored(1, Item, [new PersonFact("on", ["2026-11-20"])], Basis),
                new RecordEvent.Subscribed(1, "22", "benefits", Basis)),
        ], Basis)),
    ];

    private static RecordChange Change(int version, AuthorityKey authority, params IReadOnlyList<RecordEvent> events) => new(
        version, new ChangeOrigin(authority, "Frau Beispiel", "1", $"32.1/{version}", new Guid(version, 0, 0, new byte[8]), Day.AddDays(version),
            new DateTimeOffset(2026, 11, 24, 8, 15, version, TimeSpan.Zero).AddMicroseconds(123_456)), events);
}
