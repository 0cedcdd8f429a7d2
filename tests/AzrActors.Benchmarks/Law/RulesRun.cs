using System.Globalization;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using Spectre.Console;

namespace AzrActors.Benchmarks.Law;

/// <summary>
/// What the catalogue of rules costs a submission: reading its entries, every rule on them, and every rule on the record as
/// it stands before and after. Fails above 50 µs at p50 for any of the submissions.
/// </summary>
internal static class RulesRun
{
    private const double MicrosecondsMax = 50;
    private const int Samples = 4_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly Authority Office = new(AuthorityKey.Parse("A12054"), AuthorityKind.ForeignersAuthority, "Ausländerbehörde", ["12054"], DateOnly.MinValue, null);
    private static readonly DecisionContext Context = new(Office, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), Today, AzrNumber.FromSerial(1));

    public static int Run()
    {
        var full = Stored(Stored(null, FullRecord()), [Address("Mühlweg", "2022-02-01")]);
        (string Name, PersonRecord? Record, Entry[] Entries)[] submissions =
        [
            ("registration with arrival and address", null, Registration()),
            ("change of a name in a full record", full, [Entry("changePersonalData", ("familyName", "Hassan"))]),
            ("address of a full record", full, [Address("Seeweg", "2026-11-20")]),
            ("title in a full record", full, [Entry("grantStatus", ("status", "18b"), ("grantedOn", "2026-11-20"), ("validUntil", "2028-11-19"))]),
            ("nine faults", full, Faulty()),
        ];
        var table = new Table().AddColumns("one submission", "p50 µs", "p99 µs", "bytes");
        var slowest = 0.0;
        foreach (var (name, record, entries) in submissions)
        {
            var submission = Of(record, entries);
            slowest = Math.Max(slowest, Row(table, name, () => Decider.Decide(record, submission, Context)));
        }
        Row(table, "alone: StandingRules.Find of a full record", () => StandingRules.Find(full, Today));
        Row(table, "alone: StandingRules.NextChange of a full record", () => StandingRules.NextChange(full, Today));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rules.All.Count} rules. Slowest p50 {slowest:0.0} µs, at most {MicrosecondsMax} allowed."));
        return slowest <= MicrosecondsMax ? 0 : 1;
    }

    private static double Row(Table table, string name, Action once)
    {
        var sampled = Sampling.Of(once, Samples, WarmUp);
        var (p50, p99) = (sampled.P50.TotalMicroseconds, sampled.P99.TotalMicroseconds);
        table.AddRow(name, p50.ToString("0.0", CultureInfo.InvariantCulture), p99.ToString("0.0", CultureInfo.InvariantCulture), sampled.Bytes.ToString("0", CultureInfo.InvariantCulture));
        return p50;
    }

    private static PersonRecord Stored(PersonRecord? before, Entry[] entries) => Decider.Decide(before, Of(before, entries), Context) switch
    {
        Decision.Accepted accepted => accepted.Record,
        Decision.Refused { Rejection: Rejection.Faulty faulty } => throw new InvalidDataException(Words(faulty.Findings)),
        Decision.Refused { Rejection: Rejection.SenderNotEntitled forbidden } => throw new InvalidDataException(Words(forbidden.Findings)),
        var other => throw new InvalidDataException(other.GetType().Name),
    };

    private static string Words(IEnumerable<Finding> findings) => string.Join(", ", findings.Select(one => $"{one.Rule} {one.Entry} {one.Field}"));

    private static Submission Of(PersonRecord? record, Entry[] entries) =>
        new(Guid.Empty, Office.Key, "Frau Beispiel", "1", "Gz 1", Today, record?.Number.Digits, null, entries);

    private static Entry[] Registration() =>
    [
        Entry("registerPerson", ("familyName", "al-Ḥasan"), ("firstNames", "Rīma"), ("birthDate", "1990-07-14"), ("sex", "w"), ("nationality", "475")),
        Entry("arrival", ("arrival", "firstEntry"), ("arrivedOn", "2020-05-04")),
        Address("Kanalweg", "2020-05-10"),
    ];

    // Some years of a life in the register: two addresses, five statuses, papers, family, telephones.
    private static Entry[] FullRecord() =>
    [
        .. Registration(),
        Entry("grantStatus", ("status", "55"), ("grantedOn", "2020-05-20"), ("validUntil", "2021-05-20"), ("documentNumber", "V1234567")),
        Entry("endStatus", ("status", "55"), ("endedOn", "2021-03-01")),
        Entry("grantStatus", ("status", "25-2-2"), ("grantedOn", "2021-03-01"), ("validUntil", "2022-02-28")),
        Entry("grantStatus", ("status", "25-2-2"), ("grantedOn", "2022-03-01"), ("validUntil", "2024-02-29")),
        Entry("grantStatus", ("status", "25-2-2"), ("grantedOn", "2024-03-01"), ("validUntil", "2026-02-28")),
        Entry("grantStatus", ("status", "25-3"), ("grantedOn", "2026-03-01"), ("validUntil", "2026-11-19")),
        Entry("store", ("item", "IdentityDocument"), ("type", "passport"), ("serialNumber", "N01234567"), ("issuingState", "475")),
        Entry("store", ("item", "AccompanyingFamilyMember"), ("relation", "child"), ("familyName", "al-Ḥasan"), ("firstNames", "Sāra")),
        Entry("store", ("item", "AccompanyingFamilyMember"), ("relation", "spouse"), ("familyName", "al-Ḥasan"), ("firstNames", "Sāmir")),
        Entry("store", ("item", "TelephoneNumbers"), ("number", "0331 4711")),
        Entry("store", ("item", "ResidenceTitleApplied"), ("on", "2021-02-01")),
    ];

    private static Entry[] Faulty() =>
    [
        Entry("changePersonalData", ("familyName", "Гончар"), ("birthDate", "1990-00-12"), ("sex", "d"), ("nationality", "321")),
        Entry("grantStatus", ("status", "9"), ("grantedOn", "2026-11-01"), ("validUntil", "2029-11-01")),
        Entry("store", ("item", "VoluntaryDeparturePeriod"), ("setOn", "2026-11-10"), ("validUntil", "2026-11-09")),
        Address("Seeweg", "2019-01-01"),
        Entry("levitate"),
        Entry("departure", ("departure", "unknown"), ("departedOn", "2027-01-01")),
    ];

    private static Entry Address(string street, string on) => Entry(
        "moveIn", ("ags", "12054000"), ("street", street), ("houseNumber", "1"), ("postalCode", "14467"), ("town", "Potsdam"), ("movedInOn", on));

    private static Entry Entry(string kind, params (string Name, string Value)[] fields) =>
        new(kind, [.. fields.Select(field => new EntryField(field.Name, field.Value))]);
}
