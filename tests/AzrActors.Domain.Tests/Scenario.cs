using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests;

/// <summary>One record and the submissions made to it, so that a test reads like the story it tells.</summary>
internal sealed class Scenario
{
    public static readonly AuthorityDirectory Directory = AuthorityDirectory.OfDistricts(Districts.All);
    public static readonly DateOnly Today = new(2026, 11, 24);
    public const string AbhPotsdam = "A12054";
    public const string AbhBurgenland = "A15084";
    public const string MeldebehoerdePotsdam = "M12054";
    public const string MeldebehoerdeBurgenland = "M15084";
    public const string Bamf = "BAMF00";
    public const string Bundespolizei = "BPOL00";

    private int _submissions;

    public PersonRecord? Record { get; private set; }

    /// <summary>What was stored, oldest first.</summary>
    public List<RecordChange> Changes { get; } = [];

    /// <summary>Notices of the last accepted submission.</summary>
    public IReadOnlyList<Notice> Told { get; private set; } = [];

    /// <summary>A Syrian resident of Potsdam whose file the foreigners' authority there keeps.</summary>
    public static Scenario Resident()
    {
        var scenario = new Scenario();
        scenario.Accepted(AbhPotsdam, Registration(), Arrival("firstEntry", "2020-05-04"), MoveIn("12054000", "2020-05-10"));
        return scenario;
    }

    /// <summary>A Union citizen whose file the foreigners' authority of Potsdam keeps; no address is stored (§ 3 Abs. 4 AZRG).</summary>
    public static Scenario UnionCitizen(string nationality = "129")
    {
        var scenario = new Scenario();
        scenario.Accepted(AbhPotsdam, Registration(("nationality", nationality)), Arrival("firstEntry", "2020-05-04"));
        return scenario;
    }

    public Decision Submit(string authority, params Entry[] entries) => Submit(authority, null, entries);

    public Decision Submit(string authority, int? expectedVersion, params Entry[] entries) =>
        Submit(authority, Today, expectedVersion, entries);

    public Decision Submit(string authority, DateOnly occurredOn, int? expectedVersion, params Entry[] entries)
    {
        var key = AuthorityKey.Parse(authority);
        var number = ++_submissions;
        var submission = new Submission(new Guid(number, 0, 0, new byte[8]), key, "Frau Beispiel", PurposeOf(authority), $"32.1/{number}", occurredOn,
            Record?.Number.Digits, expectedVersion, entries);
        var context = new DecisionContext(Directory.Find(key)!, new DateTimeOffset(2026, 11, 24, 8, 0, number % 60, TimeSpan.Zero), Today,
            AzrNumber.FromSerial(4711));
        var decision = Decider.Decide(Record, submission, context);
        if (decision is Decision.Accepted accepted)
        {
            Told = Distributor.NoticesFor(Record, accepted.Record, accepted.Change, Directory, Today);
            Record = accepted.Record;
            Changes.Add(accepted.Change);
        }
        return decision;
    }

    /// <summary>What a day does to the record by itself.</summary>
    public void Pass(DateOnly day)
    {
        var passed = Domain.Consequences.DayConsequences.Of(Record!, day, new DateTimeOffset(day.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero), Guid.NewGuid());
        Assert.NotNull(passed);
        Record = passed.Value.Record;
        Changes.Add(passed.Value.Change);
    }

    /// <summary>Stores a fact without asking who may: where a test is not about rights.</summary>
    public void Store(string authority, string item, IReadOnlyList<PersonFact> values)
    {
        var change = new RecordChange(Record!.Version + 1, new ChangeOrigin(AuthorityKey.Parse(authority), "Frau Beispiel", "1", "32.1/0", Guid.NewGuid(), Today,
            new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)), [new RecordEvent.FactStored(Record.NextNumber(item), item, values, "§ 6 AZRG")]);
        Record = PersonRecord.Evolve(Record.Id, Record, change);
        Changes.Add(change);
    }

    /// <summary>The purpose under which the authority does its daily work.</summary>
    public static string PurposeOf(string authority) => authority[0] switch { 'M' => "29", 'L' => "22", _ => authority == Bamf ? "2" : "1" };

    public Decision.Accepted Accepted(string authority, params Entry[] entries) => Assert.IsType<Decision.Accepted>(Submit(authority, entries));

    public void Unchanged(string authority, params Entry[] entries) => Assert.IsType<Decision.Unchanged>(Submit(authority, entries));

    public Rejection Refused(string authority, params Entry[] entries) => Assert.IsType<Decision.Refused>(Submit(authority, entries)).Rejection;

    /// <summary>Rules that the refused submission breaks, as <c>Q026 validUntil</c>.</summary>
    public IReadOnlyList<string> Faults(string authority, params Entry[] entries) => Refused(authority, entries) switch
    {
        Rejection.Faulty faulty => [.. faulty.Findings.Where(finding => finding.Refuses).Select(Text)],
        Rejection.SenderNotEntitled forbidden => [.. forbidden.Findings.Select(Text)],
        var other => [other.Code],
    };

    public Notice? ToldTo(string authority) => Told.SingleOrDefault(notice => notice.Recipient.Value == authority);

    public static string Text(Quality.Finding finding) => $"{finding.Rule.Id} {finding.Field}".TrimEnd();

    public static Entry Entry(string kind, params (string Name, string Value)[] fields) =>
        new(kind, [.. fields.Select(field => new EntryField(field.Name, field.Value))]);

    /// <summary>A complete registration; the given fields replace or, when empty, remove those of the same name.</summary>
    public static Entry Registration(params (string Name, string Value)[] changes)
    {
        (string, string)[] complete = [("familyName", "al-Ḥasan"), ("firstNames", "Rīma"), ("birthDate", "1990-07-00"), ("sex", "w"), ("nationality", "475")];
        var kept = complete.Where(field => changes.All(change => change.Name != field.Item1));
        return Entry("registerPerson", [.. kept, .. changes.Where(change => change.Value.Length > 0)]);
    }

    public static Entry Arrival(string kind, string on) => Entry("arrival", ("arrival", kind), ("arrivedOn", on));

    public static Entry Departure(string kind, string on) => Entry("departure", ("departure", kind), ("departedOn", on));

    public static Entry MoveIn(string ags, string on, string street = "Kanalweg") => Entry("moveIn",
        ("ags", ags), ("street", street), ("houseNumber", "7"), ("postalCode", "14461"), ("town", "Potsdam"), ("movedInOn", on));

    public static Entry Grant(string status, string on, string? until = null, string? number = null) => Entry("grantStatus",
        [("status", status), ("grantedOn", on), .. until is null ? [] : new[] { ("validUntil", until) }, .. number is null ? [] : new[] { ("documentNumber", number) }]);
}
