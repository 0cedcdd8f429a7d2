using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>A record put together from facts as they are stored, each by one authority on one day, so that a test states only what matters.</summary>
internal sealed record StoredRecord(PersonRecord Record, string Author, DateOnly Said)
{
    /// <summary>A Syrian of Potsdam, here since 10 January 2024 with an address; the file is kept there.</summary>
    public static StoredRecord Resident(params (string Field, string Value)[] person) =>
        Nobody(person).Moves(MovementKind.FirstEntry, "2024-01-10").Lives("12054000", "2024-01-10").Happens(
            new RecordEvent.FileKeepingAssumed(AuthorityKey.Parse("A12054"), new DateOnly(2024, 1, 10), "§ 6 AZRG"));

    /// <summary>Registered, and nothing else.</summary>
    public static StoredRecord Nobody(params (string Field, string Value)[] person) => Numbered(4711, person);

    public static StoredRecord Numbered(int serial, params (string Field, string Value)[] person)
    {
        (string, string)[] usual = [("familyName", "Hasan"), ("firstNames", "Rima"), ("birthDate", "1990-07-14"), ("sex", "w"), ("nationality", "475")];
        var facts = usual.Where(field => person.All(one => one.Field != field.Item1)).Concat(person)
            .GroupBy(field => field.Item1).Select(group => new PersonFact(group.Key, [.. group.Select(one => one.Item2)])).ToList();
        var said = new DateOnly(2024, 1, 10);
        var registered = new RecordEvent.PersonRegistered(AzrNumber.FromSerial(serial).Digits, facts, "§ 6 AZRG");
        return new StoredRecord(PersonRecord.Evolve(new RecordId(new Guid(serial, 1, 1, new byte[8])), null, Change("A12054", said, 1, registered)), "A12054", said);
    }

    /// <summary>The same record, further facts being said by this authority.</summary>
    public StoredRecord By(string author) => this with { Author = author };

    /// <summary>The same record, further facts being said on this day.</summary>
    public StoredRecord On(string day) => this with { Said = Day(day) };

    public StoredRecord Fact(string item, params (string Field, string Value)[] values) => Happens(new RecordEvent.FactStored(Record.NextNumber(item), item,
        [.. values.GroupBy(one => one.Field).Select(group => new PersonFact(group.Key, [.. group.Select(one => one.Value)]))], "§ 6 AZRG"));

    public StoredRecord Ends(string item, int number, string on) => Happens(new RecordEvent.FactEnded(number, item, Day(on), "§ 6 AZRG"));

    public StoredRecord Status(string code, string from, string? until = null, string? number = null) => Happens(
        new RecordEvent.StatusGranted(Record.NextNumber("status"), code, Day(from), until is null ? null : Day(until), number, "§ 6 AZRG"));

    public StoredRecord EndsStatus(int number, string on) => Happens(new RecordEvent.StatusEnded(number, Day(on), "§ 6 AZRG"));

    public StoredRecord Moves(MovementKind kind, string on) => Happens(new RecordEvent.MovementReported(Record.NextNumber("movement"), kind, Day(on), "§ 6 AZRG"));

    public StoredRecord Lives(string ags, string since, string street = "Kanalweg") => Happens(new RecordEvent.MovedIn(
        Record.NextNumber("address"), new Address(ags, street, "7", null, "14461", "Potsdam", null), Day(since), "§ 6 AZRG"));

    public StoredRecord Subscribes(string ground) => Happens(new RecordEvent.Subscribed(Record.NextNumber(FactPath.Subscription), "1", ground, "§ 15 AZRG"));

    public StoredRecord MovesOut(string on) => Happens(new RecordEvent.MovedOut(Record.CurrentAddress!.Number, Day(on), "§ 6 AZRG"));

    public StoredRecord Says(params (string Field, string Value)[] person) => Happens(
        new RecordEvent.PersonalDataChanged([.. person.Select(one => new PersonFact(one.Field, [one.Value]))], "§ 6 AZRG"));

    /// <summary>The rule is broken from the day on, up to the day before the last if one is given, and was not on the day before.</summary>
    public void Breaks(string rule, string from, string? until = null)
    {
        var first = Day(from);
        Assert.DoesNotContain(rule, Rules(first.AddDays(-1)));
        Assert.Contains(rule, Rules(first));
        Assert.True(StandingRules.NextChange(Record, first.AddDays(-1)) == first, "The rule was not announced for its first day.");
        if (until is null)
        {
            Assert.Contains(rule, Rules(first.AddYears(40)));
            return;
        }
        Assert.Contains(rule, Rules(Day(until).AddDays(-1)));
        Assert.DoesNotContain(rule, Rules(Day(until)));
    }

    /// <summary>The rule is broken on none of many days.</summary>
    public void Keeps(string rule)
    {
        for (var day = new DateOnly(2024, 1, 1); day.Year < 2034; day = day.AddDays(9)) Assert.DoesNotContain(rule, Rules(day));
    }

    public IEnumerable<string> Rules(DateOnly day) => StandingRules.Find(Record, day).Select(finding => finding.Rule.Id);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private StoredRecord Happens(RecordEvent happened) =>
        this with { Record = PersonRecord.Evolve(Record.Id, Record, Change(Author, Said, Record.Version + 1, happened)) };

    private static RecordChange Change(string author, DateOnly said, int version, RecordEvent happened) => new(version,
        new ChangeOrigin(AuthorityKey.Parse(author), "Frau Beispiel", "1", "Gz 1", new Guid(version, 0, 0, new byte[8]), said,
            new DateTimeOffset(said.ToDateTime(new TimeOnly(10, version % 60)), TimeSpan.Zero)), [happened]);
}
