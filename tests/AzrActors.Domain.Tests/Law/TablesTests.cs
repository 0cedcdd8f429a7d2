using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.Law;

/// <summary>The tables fit together.</summary>
public class TablesTests
{
    public static TheoryData<string> States { get; } = [.. LegalStates.All.Select(state => state.Name)];

    [Theory, MemberData(nameof(States))]
    public void No_reference_leads_nowhere(string state) => Assert.Empty(Find(state).Dangling());

    [Theory, MemberData(nameof(States))]
    public void Every_item_has_one_place_and_one_name(string state)
    {
        var items = Find(state).Items;
        Assert.Equal(items.Count, items.Select(item => item.Reference).Distinct().Count());
        Assert.Equal(items.Count, items.Select(item => item.Id).Distinct().Count());
        Assert.All(items, item => Assert.Contains(Enum.GetValues<PersonGroup>(), item.IsStoredFor));
    }

    [Fact]
    public void The_day_of_receipt_chooses_the_legal_state()
    {
        Assert.Equal("2021-07-15", LegalState.On(new DateOnly(2026, 8, 26)).Name);
        Assert.Equal("2026-08-27", LegalState.On(new DateOnly(2026, 8, 27)).Name);
        Assert.Equal("3.h", LegalState.On(new DateOnly(2024, 1, 1)).FindById("Nationalities")!.Reference);
        Assert.Equal("3.i", LegalState.On(new DateOnly(2026, 11, 1)).FindById("Nationalities")!.Reference);
    }

    [Fact]
    public void What_is_stored_no_more_is_treated_as_the_last_state_that_knew_it_treats_it()
    {
        var (state, item) = LegalStates.Find("AsylumRequestExpressed", Scenario.Today)!.Value;
        Assert.Equal(("2021-07-15", "8-I.a"), (state.Name, item.Reference));
    }

    [Fact]
    public void Every_rule_of_telling_names_items_that_exist_and_purposes_that_its_recipients_may_state() =>
        Assert.All(DutyRule.All, rule => Assert.NotEmpty(rule.Paragraph));

    [Theory]
    [InlineData("5b.a", 1, "ResidentsOffice", "29", true)]
    [InlineData("5b.a", 3, "ResidentsOffice", "29", false)]
    [InlineData("10.c", 1, "ResidentsOffice", "29", false)]
    [InlineData("4.e", 1, "ResidentsOffice", "29", false)]
    [InlineData("4.e", 1, "AsylumBenefitsBody", "22", true)]
    [InlineData("4.e", 1, "AsylumBenefitsBody", null, false)]
    [InlineData("4.e", 1, "AsylumBenefitsBody", "1", false)]
    [InlineData("3.a", 3, "AsylumBenefitsBody", "22", false)]
    [InlineData("3.a", 1, "OtherPublicBody", null, true)]
    [InlineData("3.a", 1, "OtherPublicBody", "39", true)]
    [InlineData("10.c.aa", 2, "ForeignersAuthority", "1", true)]
    [InlineData("17.b", 1, "FederalPolice", "3", true)]
    [InlineData("3a.j", 1, "PublicHealthAuthority", "26", true)]
    [InlineData("3a.j", 1, "PublicHealthAuthority", "27", false)]
    [InlineData("8-I.f.cc", 1, "ForeignersAuthority", "1", false)]
    [InlineData("8-I.f.cc", 1, "FederalCriminalPoliceOffice", "10a", true)]
    [InlineData("3.a", 1, "RegisterAuthority", "1", false)]
    public void Reading_follows_column_D_and_the_sections(string item, int group, string kind, string? purpose, bool allowed)
    {
        var answer = LawInquiry.Ask(RightDirection.Read, kind, item, group, purpose, Scenario.Today);
        Assert.Null(answer.Fault);
        Assert.Equal(allowed, answer.Explanation!.Allowed);
        Assert.StartsWith(allowed ? "Ja: " : "Nein: ", answer.Explanation.German(answer.Kind!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5b.a", 1, "ResidentsOffice", true)]
    [InlineData("5b.a", 3, "ResidentsOffice", false)]
    [InlineData("10.a.aa", 1, "ForeignersAuthority", true)]
    [InlineData("10.a.aa", 1, "FederalMigrationOffice", false)]
    [InlineData("8-I.f", 1, "FederalMigrationOffice", true)]
    [InlineData("8-I.f", 1, "ForeignersAuthority", false)]
    [InlineData("7a.b", 1, "Jobcentre", true)]
    [InlineData("1.a", 1, "Jobcentre", false)]
    public void Writing_follows_column_C(string item, int group, string kind, bool allowed) =>
        Assert.Equal(allowed, LawInquiry.Ask(RightDirection.Write, kind, item, group, null, Scenario.Today).Explanation!.Allowed);

    [Theory]
    [InlineData("authority", "Standesamt", "3.a", 1, null)]
    [InlineData("item", "ResidentsOffice", "99.z", 1, null)]
    [InlineData("group", "ResidentsOffice", "3.a", 4, null)]
    [InlineData("purpose", "ResidentsOffice", "3.a", 1, "777")]
    public void A_question_that_names_nothing_says_which_part(string part, string kind, string item, int group, string? purpose) =>
        Assert.Equal(part, LawInquiry.Ask(RightDirection.Read, kind, item, group, purpose, Scenario.Today).Fault!.Part);

    [Fact]
    public void Authorities_are_found_by_identifier_designation_and_german_name() =>
        Assert.All(["ResidentsOffice", "meldebehoerden", "Meldebehörde"], name => Assert.Same(AuthorityKind.ResidentsOffice, LawInquiry.FindKind(name)));

    private static LegalState Find(string name) => LegalStates.All.First(state => state.Name == name);
}
