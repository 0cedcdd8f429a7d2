using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Law;

/// <summary>What a request states widens what it is given just as far as the law asks for it (AZRG § 22 Abs. 3).</summary>
public class CircumstanceTests
{
    private static readonly DateOnly DayOf2021 = new(2022, 1, 1);

    [Fact]
    public void With_the_consent_of_the_person_the_residence_status_is_given_for_a_naturalisation()
    {
        var scenario = WithStatus();
        Assert.DoesNotContain(View(scenario, "NationalityAuthority", "32"), IsStatus);
        Assert.Contains(View(scenario, "NationalityAuthority", "32", "consent"), IsStatus);
    }

    [Fact]
    public void A_court_is_given_more_on_an_extended_request_only()
    {
        var scenario = WithStatus();
        Assert.DoesNotContain(View(scenario, "Court", "7"), IsStatus);
        Assert.Contains(View(scenario, "Court", "7", "extendedRequest"), IsStatus);
    }

    [Fact]
    public void Former_names_are_given_when_they_are_asked_for_especially()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Entry("store", ("item", "4.c.aa"), ("familyName", "Ḥaddād")));
        Assert.DoesNotContain(View(scenario, "OtherPublicBody", "39"), item => item.Value == "Ḥaddād");
        Assert.Contains(View(scenario, "OtherPublicBody", "39", "onRequest"), item => item.Value == "Ḥaddād");
    }

    [Theory]
    [InlineData("NationalityAuthority", "32", "consent")]
    [InlineData("Court", "7", "extendedRequest")]
    public void What_is_stated_is_given_besides_what_is_given_anyway(string kind, string purpose, string stating)
    {
        var scenario = WithStatus();
        Assert.ProperSubset(Paths(View(scenario, kind, purpose, stating)), Paths(View(scenario, kind, purpose)));
    }

    [Fact]
    public void What_is_stated_lifts_no_block()
    {
        var scenario = WithStatus();
        scenario.Accepted("REG000", Entry("store", ("item", "32"), ("scope", "large")));
        Assert.Empty(View(scenario, "NationalityAuthority", "32", "consent"));
    }

    [Fact]
    public void What_is_stated_lifts_no_restriction()
    {
        var scenario = WithStatus();
        scenario.Accepted("REG000", Entry("store", ("item", "34"), ("since", "2026-11-20"), ("restrictedFact", "status/1")));
        Assert.DoesNotContain(View(scenario, "NationalityAuthority", "32", "consent"), IsStatus);
    }

    [Theory]
    [InlineData("NationalityAuthority", "32", "Einwilligung", "circumstance.unknown")]
    [InlineData("NationalityAuthority", "32", "", "circumstance.unknown")]
    [InlineData("NationalityAuthority", "32", "CONSENT", "circumstance.unknown")]
    [InlineData("NationalityAuthority", "32", "applicationPending", "circumstance.unknown")]
    [InlineData("Court", "7", "renewedRequest", "circumstance.unknown")]
    [InlineData("ResidentsOffice", "29", "statisticsRun", "circumstance.unknown")]
    [InlineData("ResidentsOffice", "29", "asylumNotFinal", "circumstance.unknown")]
    [InlineData("NationalityAuthority", "15", "consent", "circumstance.not-of-caller")]
    [InlineData("ResidentsOffice", "29", "consent", "circumstance.not-of-caller")]
    [InlineData("ResidentsOffice", "29", "extendedRequest", "circumstance.not-of-caller")]
    [InlineData("ResidentsOffice", "32", "consent", "circumstance.not-of-caller")]
    [InlineData("PrivateBody", "39", "onRequest", "circumstance.not-of-caller")]
    public void What_cannot_be_stated_is_refused(string kind, string purpose, string stating, string code)
    {
        Assert.False(StatedCircumstances.TryState([stating], Body(kind), purpose, Today, out var stated, out var rejection));
        Assert.Equal(code, rejection.Code);
        Assert.Same(StatedCircumstances.None, stated);
    }

    [Fact]
    public void One_that_cannot_be_stated_spoils_the_others()
    {
        Assert.False(StatedCircumstances.TryState(["consent", "extendedRequest"], Body("NationalityAuthority"), "32", Today, out _, out var rejection));
        Assert.Equal(["extendedRequest"], Assert.IsType<Rejection.CircumstanceNotOfCaller>(rejection).Refused);
    }

    [Fact]
    public void A_role_that_may_not_state_the_purpose_may_not_state_what_goes_with_it()
    {
        var role = Body("NationalityAuthority") with { Purposes = ["15"] };
        Assert.False(StatedCircumstances.TryState(["consent"], role, "32", Today, out _, out var rejection));
        Assert.IsType<Rejection.CircumstanceNotOfCaller>(rejection);
    }

    [Fact]
    public void The_list_is_that_of_the_day()
    {
        var office = AuthorityKind.Get("NationalityAuthority");
        Assert.Equal(["onRequest", "consent", "applicationPending"], Stated(DayOf2021));
        Assert.Equal(["onRequest", "consent"], Stated(Today));

        IEnumerable<string> Stated(DateOnly day) => Circumstance.Of(office, Purpose.Find("32", day), day).Select(one => one.Id);
    }

    [Fact]
    public void Every_circumstance_is_a_condition_that_no_record_fulfils_and_has_words()
    {
        var record = WithStatus().Record!;
        Assert.All(Circumstance.All, one =>
        {
            Assert.Equal(Conditions.None, one.Condition & (Conditions.Reductions | new RecordConditions(record, Today).For(Body("Court"))));
            Assert.All([one.German, one.English], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        });
    }

    [Theory]
    [InlineData(null, true, null, 1)]
    [InlineData("", false, DenialReason.CircumstanceNotStated, 1)]
    [InlineData("onRequest", false, DenialReason.CircumstanceNotStated, 1)]
    [InlineData("consent", true, null, 0)]
    public void The_answer_about_the_law_turns_from_yes_if_into_yes_or_no(string? stating, bool allowed, DenialReason? reason, int conditions)
    {
        var answer = LawInquiry.Ask(RightDirection.Read, "NationalityAuthority", "9-I.a", 1, "32", Today, stating?.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(answer.Fault);
        Assert.Equal((allowed, reason, conditions), (answer.Explanation!.Allowed, answer.Explanation.Reason, answer.Explanation.ConditionTexts.Count));
        if (conditions > 0) Assert.Contains("Einwilligung", answer.Explanation.German(answer.Kind!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("extendedRequest")]
    public void The_law_is_not_explained_for_what_cannot_be_stated(string stating) => Assert.Equal("stating",
        LawInquiry.Ask(RightDirection.Read, "NationalityAuthority", "9-I.a", 1, "32", Today, [stating]).Fault!.Part);

    private static Scenario WithStatus()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"));
        return scenario;
    }

    private static IReadOnlyList<RecordItem> View(Scenario scenario, string kind, string purpose, params string[] stating)
    {
        Assert.True(StatedCircumstances.TryState(stating, Body(kind), purpose, Today, out var stated, out _));
        return Disclosures.For(scenario.Record!, Body(kind), purpose, stated, Today).Items;
    }

    private static bool IsStatus(RecordItem item) => item.Group == FactPath.Status;

    private static HashSet<string> Paths(IEnumerable<RecordItem> items) => [.. items.Select(item => item.Path)];

    private static Authority Body(string kind) =>
        new(AuthorityKey.Parse("TEST01"), AuthorityKind.Get(kind), "Testbehörde", [], DateOnly.MinValue, null);
}
