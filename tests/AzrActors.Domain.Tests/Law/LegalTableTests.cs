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

    [Theory]
    [InlineData(AuthorityKind.ResidentsOffice, "5b.a", PersonGroup.ThirdCountry, true)]
    [InlineData(AuthorityKind.ResidentsOffice, "5b.a", PersonGroup.UnionCitizen, false)]
    [InlineData(AuthorityKind.ResidentsOffice, "10.c", PersonGroup.ThirdCountry, false)]
    [InlineData(AuthorityKind.ResidentsOffice, "4.e", PersonGroup.ThirdCountry, false)]
    [InlineData(AuthorityKind.BenefitAuthority, "4.e", PersonGroup.ThirdCountry, true)]
    [InlineData(AuthorityKind.BenefitAuthority, "3.a", PersonGroup.UnionCitizen, false)]
    [InlineData(AuthorityKind.ForeignersAuthority, "10.c", PersonGroup.UnionCitizen, true)]
    [InlineData(AuthorityKind.FederalPolice, "17.b", PersonGroup.ThirdCountry, true)]
    [InlineData(AuthorityKind.RegisterAuthority, "3.a", PersonGroup.ThirdCountry, false)]
    public void Reading_follows_the_table(AuthorityKind kind, string item, PersonGroup group, bool allowed) =>
        Assert.Equal(allowed, ReadRights.Allow(item, kind, group, Scenario.Today));

    [Fact]
    public void Nothing_is_told_that_may_not_be_read()
    {
        var relations = new (Relation Relation, AuthorityKind Kind)[]
        {
            (Relation.FileKeeper, AuthorityKind.ForeignersAuthority), (Relation.ResidentsOfficeOfAddress, AuthorityKind.ResidentsOffice),
            (Relation.AsylumAuthority, AuthorityKind.FederalMigrationOffice),
        };
        Assert.Equal(Enum.GetValues<Relation>().Length, relations.Length);
        string[] items = ["1.a", "3.a", "4.e", "5b.a", "5b.b", "6.d", "8-I.t", "9.a", "10.c", "11.a", "12.a", "17.b"];
        foreach (var (relation, kind) in relations)
            foreach (var item in items.Where(item => DutiesToTell.FindParagraph(item, relation, Scenario.Today) is not null))
                Assert.True(ReadRights.Allow(item, kind, PersonGroup.ThirdCountry, Scenario.Today), $"{relation} is told {item}");
    }

    [Fact]
    public void Before_its_day_a_duty_does_not_hold() =>
        Assert.Null(DutiesToTell.FindParagraph("6.d", Relation.FileKeeper, new DateOnly(2023, 4, 30)));

    [Fact]
    public void Every_field_that_can_be_stored_can_be_written_and_read_by_somebody()
    {
        foreach (var item in EntryForms.PersonFields.Concat(EntryForms.AddressFields).Select(field => field.Item).Distinct())
        {
            Assert.Contains(Enum.GetValues<AuthorityKind>(), kind => WriteRights.FindBasis(item, kind, Scenario.Today) is not null);
            Assert.Contains(Enum.GetValues<AuthorityKind>(), kind => ReadRights.Allow(item, kind, PersonGroup.ThirdCountry, Scenario.Today));
        }
    }

    [Fact]
    public void The_directory_serves_every_district_with_three_authorities()
    {
        Assert.Equal((Districts.All.Count * 3) + 3, Scenario.Directory.All.Count());
        Assert.Equal("M15084", Scenario.Directory.FindServing(AuthorityKind.ResidentsOffice, "15084550", Scenario.Today)!.Key.Value);
        Assert.All(Municipalities.All, municipality =>
            Assert.NotNull(Scenario.Directory.FindServing(AuthorityKind.ForeignersAuthority, municipality.Ags, Scenario.Today)));
    }

    [Fact]
    public void Every_kind_of_movement_has_a_letter_and_a_text() =>
        Assert.All(Enum.GetValues<MovementKind>(), kind =>
        {
            Assert.StartsWith("6.", MovementItems.Of(kind), StringComparison.Ordinal);
            Assert.NotEmpty(RecordItems.MovementText(kind));
        });

    private static object Example(Type kind)
    {
        var constructor = kind.GetConstructors(BindingFlags.Public | BindingFlags.Instance).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(int) ? 1 : (object)Array.CreateInstance(parameter.ParameterType.GetGenericArguments()[0], 0))]);
    }
}
