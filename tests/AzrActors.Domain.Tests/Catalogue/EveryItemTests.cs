using System.Globalization;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Catalogue;

/// <summary>Every item of the annex in force is submitted, stored, shown with its source, corrected, ended and erased.</summary>
public class EveryItemTests
{
    public static TheoryData<string> Facts { get; } =
        [.. LegalState.On(Today).Items.Where(item => ItemCatalogue.Get(item.Id).IsFact && item.IsStoredFor(PersonGroup.ThirdCountry)).Select(item => item.Id)];

    [Fact]
    public void Every_item_of_every_legal_state_is_in_the_catalogue() =>
        Assert.All(LegalStates.All.SelectMany(state => state.Items), item => Assert.NotNull(ItemCatalogue.Find(item.Id)));

    [Fact]
    public void Every_list_that_a_field_names_exists() =>
        Assert.All(ItemCatalogue.All.SelectMany(item => item.Fields).Where(field => field.Type == FieldType.Code),
            field => Assert.NotNull(CodeList.Get(field.List!)));

    [Fact]
    public void Every_status_code_names_an_item_that_a_legal_state_knows() =>
        Assert.All(StatusCodes.All, status => Assert.Contains(LegalStates.All, state => state.FindById(status.Item) is not null));

    [Theory, MemberData(nameof(Facts))]
    public void An_item_lives_from_its_report_to_its_erasure(string id)
    {
        var law = LegalState.On(Today);
        var item = law.FindById(id)!;
        var catalogued = ItemCatalogue.Get(id);
        var writer = WriterOf(law, item);
        var record = Resident().Record!;
        var story = new FactStory(record, writer);

        var stored = story.Accepted(Entry("store", [("item", item.Reference), .. Values(catalogued)]));
        var fact = Assert.Single(stored.FactsOf(id));
        var shown = RecordItems.Of(stored).Where(value => value.Fact == fact.Path.ToString()).ToList();
        Assert.Equal(Values(catalogued).Count, shown.Count);
        Assert.All(shown, value => Assert.Equal((writer.Key, "Gz 1"), (value.Source.Authority, value.Source.FileReference)));

        if (catalogued.Fields.FirstOrDefault(CanBeSaidOtherwise) is { } field)
        {
            var corrected = story.Accepted(Entry("correct", ("fact", fact.Path.ToString()), (field.Name, Another(field))));
            Assert.Equal(Another(field), corrected.FindFact(fact.Path)!.Value(field.Name));
        }
        var ended = story.Accepted(Entry("end", ("fact", fact.Path.ToString()), ("endedOn", Day(Today))));
        Assert.Equal(Today, ended.FindFact(fact.Path)!.EndedOn);
        var erased = story.Accepted(Entry("erase", ("fact", fact.Path.ToString()), ("reason", "noLongerNeeded")));
        Assert.Empty(erased.FactsOf(id));
        Assert.DoesNotContain(RecordItems.Of(erased), value => value.Fact == fact.Path.ToString());
    }

    [Theory, MemberData(nameof(Facts))]
    public void Whoever_is_told_of_an_item_is_told_the_same_as_if_every_value_had_been_looked_at(string id)
    {
        var law = LegalState.On(Today);
        var (scenario, item) = (Resident(), ItemCatalogue.Get(id));
        var story = new FactStory(scenario.Record!, WriterOf(law, law.FindById(id)!));
        var changes = scenario.Changes.ToList();
        List<Entry> steps = [Entry("store", [("item", law.FindById(id)!.Reference), .. Values(item)]), Entry("end", ("fact", $"{id}/1"), ("endedOn", Day(Today)))];
        foreach (var step in steps)
        {
            var (before, after) = (story.Record, story.Accepted(step));
            changes.Add(story.Change!);
            // Folded twice, the two versions share no part.
            var all = Distributor.NoticesFor(Folded(changes.SkipLast(1)), Folded(changes), story.Change!, Scenario.Directory, Today);
            Assert.Equal(Texts(all), Texts(Distributor.NoticesFor(before, after, story.Change!, Scenario.Directory, Today)));
        }

        PersonRecord Folded(IEnumerable<RecordChange> these) => PersonRecord.Fold(scenario.Record!.Id, null, these)!;
        static IEnumerable<string> Texts(IEnumerable<Notice> notices) => notices.Select(notice => System.Text.Json.JsonSerializer.Serialize(notice));
    }

    private static List<(string, string)> Values(CatalogueItem item) =>
        [.. item.Fields.Where(field => field.Mandatory || item.Fields.All(one => !one.Mandatory)).Where(field => field.Covers(LegalState.On(Today).From))
            .Select(field => (field.Name, Value(field)))];

    private static string Value(FieldForm field) => field.Type switch
    {
        FieldType.Text or FieldType.Document => "Angabe"[..Math.Min(6, field.LengthMax == 0 ? 6 : field.LengthMax)],
        FieldType.Day => field.Name == "validUntil" ? "2027-01-31" : "2026-10-01",
        FieldType.PartialDate => "1990-07-00",
        FieldType.Flag => "true",
        FieldType.Number => "1",
        FieldType.Code => CodeList.Get(field.List!).CodesOn(Today)[0],
        FieldType.State => "475",
        FieldType.Authority => "A12054",
        FieldType.Municipality => "12054000",
        FieldType.District => "12054",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
    };

    private static bool CanBeSaidOtherwise(FieldForm field) => field.Type is FieldType.Text or FieldType.Day && field.Mandatory && field.Name != "validUntil";

    private static string Another(FieldForm field) => field.Type == FieldType.Day ? "2026-10-02" : "Andere"[..Math.Min(6, field.LengthMax == 0 ? 6 : field.LengthMax)];

    // Someone whom column C names without a condition for every field that is said.
    private static Authority WriterOf(LegalState law, AnnexItem item)
    {
        var written = ItemCatalogue.Get(item.Id).Fields.Where(field => field.Mandatory).Select(field => field.Item).Append(item.Id).Distinct();
        var kind = AuthorityKind.All.First(kind => written.All(one =>
            law.WritingOf(kind).Find(law.FindById(one)!, PersonGroup.ThirdCountry, Conditions.NotDecidedByRegister) is not null));
        return new Authority(AuthorityKey.Parse("TEST01"), kind, "Testbehörde", [], DateOnly.MinValue, null);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class FactStory(PersonRecord start, Authority writer)
    {
        private int _submissions;

        public PersonRecord Record { get; private set; } = start;

        public RecordChange? Change { get; private set; }

        public PersonRecord Accepted(Entry entry)
        {
            var submission = new Submission(new Guid(++_submissions, 9, 9, new byte[8]), writer.Key, "Frau Beispiel", "1", "Gz 1", Today,
                Record.Number.Digits, null, [entry]);
            var decision = Decider.Decide(Record, submission,
                new DecisionContext(writer, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), Today, AzrNumber.FromSerial(1)));
            (Record, Change) = (Assert.IsType<Decision.Accepted>(decision).Record, ((Decision.Accepted)decision).Change);
            return Record;
        }
    }
}
