using System.Reflection;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.Law;

public class LegalTableTests
{
    [Fact]
    public void Every_rule_has_an_id_of_its_own_a_source_and_texts()
    {
        Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(Rules.All, rule => Assert.All([rule.Source, rule.German, rule.English], text => Assert.False(string.IsNullOrWhiteSpace(text))));
    }

    [Fact]
    public void At_least_fifteen_quality_rules_refuse() =>
        Assert.True(Rules.All.Count(rule => rule.Severity == Severity.Refuse && rule.Id[0] == 'Q') >= 15);

    [Fact]
    public void Every_rejection_names_its_paragraph_in_both_languages()
    {
        var kinds = typeof(Rejection).GetNestedTypes();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind =>
        {
            var rejection = (Rejection)Example(kind);
            Assert.All([rejection.Code, rejection.Paragraph, rejection.German, rejection.English], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        });
    }

    [Fact]
    public void Every_refusal_and_condition_has_words()
    {
        Assert.All(Enum.GetValues<Conditions>().Where(one => one is not (Conditions.None or Conditions.Reductions)),
            condition => Assert.NotEmpty(ConditionTexts.German(condition)));
        var item = LegalState.On(Scenario.Today).Find("3.a")!;
        Assert.All(Enum.GetValues<DenialReason>(),
            reason => Assert.StartsWith("Nein: ", new Explanation(item, [], reason).German(AuthorityKind.ResidentsOffice), StringComparison.Ordinal));
    }

    [Fact]
    public void The_directory_serves_every_district_with_three_authorities()
    {
        Assert.Equal((Districts.All.Count * 3) + 3, Scenario.Directory.All.Count);
        Assert.Equal("M15084", Scenario.Directory.FindServing(AuthorityKind.ResidentsOffice, "15084550", Scenario.Today)!.Key.Value);
        Assert.All(Municipalities.All, municipality =>
            Assert.NotNull(Scenario.Directory.FindServing(AuthorityKind.ForeignersAuthority, municipality.Ags, Scenario.Today)));
    }

    [Fact]
    public void Every_kind_of_movement_has_an_item_and_a_text() =>
        Assert.All(Enum.GetValues<MovementKind>(), kind =>
        {
            Assert.Equal("6", LegalState.On(Scenario.Today).FindById(MovementItems.Of(kind))!.Row);
            Assert.NotEmpty(RecordItems.MovementText(kind));
        });

    private static object Example(Type kind)
    {
        var constructor = kind.GetConstructors(BindingFlags.Public | BindingFlags.Instance).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(int) ? 1 : parameter.ParameterType == typeof(string) ? "text" : (object)Array.CreateInstance(parameter.ParameterType.GetGenericArguments()[0], 0))]);
    }
}
