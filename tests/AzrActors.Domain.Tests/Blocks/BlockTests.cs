using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Blocks;

public class BlockTests
{
    private const string Register = "REG000";

    private static Entry Block(string scope) => Entry("store", ("item", "32"), ("scope", scope));

    [Fact]
    public void A_small_block_hides_the_record_from_private_and_foreign_bodies_only()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Block("small"));
        Assert.NotEmpty(View(scenario, "ForeignersAuthority", "1"));
        Assert.True(Disclosures.IsHidden(scenario.Record!, Body("PrivateBody"), Today));
        Assert.True(Disclosures.IsHidden(scenario.Record!, Body("ForeignStateAuthority"), Today));
        Assert.False(Disclosures.IsHidden(scenario.Record!, Body("OtherPublicBody"), Today));
    }

    [Fact]
    public void A_large_block_hides_the_record_from_everyone_but_the_register()
    {
        var scenario = Resident();
        scenario.Accepted(Register, Block("large"));
        Assert.All(AuthorityKind.All.Where(kind => kind != AuthorityKind.RegisterAuthority),
            kind => Assert.True(Disclosures.IsHidden(scenario.Record!, Body(kind.Id), Today)));
        Assert.Equal(NoticeKind.Released, scenario.ToldTo(AbhPotsdam)!.Kind);
        Assert.Equal(NoticeKind.Released, scenario.ToldTo(MeldebehoerdePotsdam)!.Kind);
        Assert.Empty(scenario.ToldTo(AbhPotsdam)!.Items);
    }

    [Fact]
    public void Behind_a_large_block_submitting_is_answered_like_to_an_unknown_record()
    {
        var scenario = Resident();
        scenario.Accepted(Register, Block("large"));
        Assert.IsType<Rejection.RecordUnknown>(scenario.Refused(AbhPotsdam, MoveIn("12054000", "2026-11-02", "Neuer Weg")));
        Assert.IsType<Rejection.RecordUnknown>(scenario.Refused(Bundespolizei, Entry("nonsense")));
    }

    [Fact]
    public void When_the_block_ends_the_recipients_are_assigned_anew()
    {
        var scenario = Resident();
        scenario.Accepted(Register, Block("large"));
        scenario.Accepted(Register, Entry("erase", ("fact", "32/1"), ("reason", "noLongerNeeded")));
        Assert.Equal(NoticeKind.Assigned, scenario.ToldTo(AbhPotsdam)!.Kind);
        Assert.Contains(scenario.ToldTo(MeldebehoerdePotsdam)!.Items, item => item.Path == "person/familyName");
    }

    [Fact]
    public void A_restricted_record_gives_personal_data_and_the_note_only()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"));
        scenario.Accepted(Register, Entry("store", ("item", "34"), ("since", "2026-11-20")));
        var view = View(scenario, "ForeignersAuthority", "1");
        Assert.Contains(view, item => item.Path == "person/familyName");
        Assert.DoesNotContain(view, item => item.Group is FactPath.Status or FactPath.Address);
        Assert.Contains(scenario.ToldTo(AbhPotsdam)!.Removed, path => path.StartsWith("status/", StringComparison.Ordinal));
        Assert.Contains(View(scenario, "PublicProsecutor", "4"), item => item.Group == FactPath.Status);
    }

    [Fact]
    public void A_restriction_of_one_fact_hides_that_fact()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"));
        scenario.Accepted(Register, Entry("store", ("item", "34"), ("since", "2026-11-20"), ("restrictedFact", "status/1")));
        var view = View(scenario, "ForeignersAuthority", "1");
        Assert.DoesNotContain(view, item => item.Group == FactPath.Status);
        Assert.Contains(view, item => item.Group == FactPath.Address);
    }

    [Fact]
    public void A_disputed_fact_is_kept_beside_what_the_person_says_and_shown_to_the_register_alone()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"));
        scenario.Accepted(Register, Entry("store", ("item", "34"), ("since", "2026-11-20"), ("restrictedFact", "status/1"), ("statement", "Flüchtling seit 2024")));

        Assert.DoesNotContain(View(scenario, "ForeignersAuthority", "1"), item => item.Group == FactPath.Status);
        var seen = View(scenario, "PublicProsecutor", "4").Where(item => item.Group == FactPath.Status).ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, item => Assert.Equal(new Dispute("Flüchtling seit 2024", new DateOnly(2026, 11, 20)), item.Dispute));
    }

    [Fact]
    public void Disputed_personal_data_stay_in_use_with_what_the_person_says_and_whoever_holds_them_is_told()
    {
        var scenario = Resident();
        scenario.Accepted(Register, Entry("store", ("item", "34"), ("since", "2026-11-20"), ("restrictedFact", "person/familyName"), ("statement", "Hassoun")));

        var name = View(scenario, "ForeignersAuthority", "1").Single(item => item.Path == "person/familyName");
        Assert.Equal("Hassoun", name.Dispute!.Statement);
        Assert.NotEqual("Hassoun", name.Value);
        Assert.Null(View(scenario, "ForeignersAuthority", "1").Single(item => item.Path == "person/firstNames").Dispute);
        var told = scenario.ToldTo(MeldebehoerdePotsdam)!;
        Assert.Equal(("person/familyName", "Hassoun"), told.Items.Where(item => item.Dispute is not null).Select(item => (item.Path, item.Dispute!.Statement!)).Single());
        Assert.DoesNotContain("person/familyName", told.Removed);
        Assert.Null(Redaction.Of(PersonRecord.Fold(scenario.Record!.Id, null, scenario.Changes.SkipLast(1)), scenario.Record, scenario.Changes[^1], Today));
    }

    [Fact]
    public void A_hidden_search_note_is_seen_by_its_owner_only()
    {
        var scenario = Resident();
        scenario.Accepted(AbhBurgenland, Entry("store", ("item", "33-1"), ("requestedBy", AbhBurgenland), ("hidden", "true")));
        Assert.DoesNotContain(View(scenario, AbhPotsdam, "1", "A12054"), item => SearchNotes.IsSearchNote(item.Item));
        Assert.Contains(View(scenario, AbhBurgenland, "1", "A15084"), item => SearchNotes.IsSearchNote(item.Item));
    }

    [Fact]
    public void Whoever_placed_a_search_note_is_told_who_reported_something()
    {
        var scenario = Resident();
        scenario.Accepted(AbhBurgenland, Entry("store", ("item", "33-1"), ("requestedBy", AbhBurgenland)));
        scenario.Accepted(MeldebehoerdePotsdam, MoveIn("12054000", "2026-11-02", "Neuer Weg"));
        var hit = scenario.ToldTo(AbhBurgenland)!;
        Assert.Equal((NoticeKind.Informed, "§ 5 Abs. 3 Nr. 1 AZRG"), (hit.Kind, hit.Paragraph));
        Assert.Contains(hit.Items, item => item.Path == "report/body" && item.Value == MeldebehoerdePotsdam);
        Assert.Contains(hit.Items, item => item.Value == "Neuer Weg");
    }

    private static IReadOnlyList<RecordItem> View(Scenario scenario, string kind, string purpose, string? key = null) =>
        Disclosures.ViewFor(scenario.Record!, key is null ? Body(kind) : Scenario.Directory.Find(AuthorityKey.Parse(key))!, purpose, Today);

    private static Authority Body(string kind) =>
        new(AuthorityKey.Parse("TEST01"), AuthorityKind.Get(kind), "Testbehörde", [], DateOnly.MinValue, null);
}
