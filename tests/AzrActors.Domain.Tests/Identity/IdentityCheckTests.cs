using AzrActors.Domain.Identity;
using AzrActors.Domain.Quality;

namespace AzrActors.Domain.Tests.Identity;

/// <summary>What holding one person against a record comes to, and which rules of the catalogue it meets (Q100 to Q104).</summary>
public class IdentityCheckTests
{
    private static readonly RecordIdentity Rima = new(
        new PersonIdentity
        {
            FamilyName = "al-Ḥasan", GivenNames = "Rīma Nour", BirthDate = new WrittenDate(1990, 7, 14), Sex = "w", Nationalities = ["475"], BirthPlace = "Aleppo",
        }, [], []);

    [Fact, Trait("rule", "Q101")]
    public void The_same_basic_data_are_nearly_identical() => Check(Rima, Rima, nearlyIdentical: true, Rules.SamePersonalData);

    [Fact, Trait("rule", "Q102")]
    public void Another_romanisation_with_day_and_month_exchanged_is_a_doubt() => Check(
        Rima, With(person => person with { FamilyName = "Al Hassan", GivenNames = "Reema Nur", BirthDate = new WrittenDate(1990, 7, 14) }), null, Rules.SimilarPersonalData);

    [Fact]
    public void Another_nationality_meets_no_rule() => Check(Rima, With(person => person with { Nationalities = ["423"] }), null);

    [Fact, Trait("rule", "Q004")]
    public void Whoever_only_resembles_somebody_may_be_stored_beside_them()
    {
        Check(Rima, Rima, nearlyIdentical: true, Rules.SamePersonalData);
        Check(Rima, With(person => person with { GivenNames = "Samir" }), nearlyIdentical: false);
    }

    [Fact, Trait("rule", "Q100")]
    public void The_same_paper_of_two_persons_is_looked_at_even_if_nothing_else_agrees()
    {
        var paper = PersonNumber.Paper("475", "passport", "N 0047-11");
        var stranger = new RecordIdentity(
            new PersonIdentity { FamilyName = "Kowalczyk", GivenNames = "Piotr", BirthDate = new WrittenDate(1960, 3, 4), Sex = "m", Nationalities = ["152"] }, [],
            [PersonNumber.Paper("475", "passport", "n004711")]);
        var match = Check(Rima with { Numbers = [paper] }, stranger, nearlyIdentical: false, Rules.SameDocument);
        Assert.NotEqual(MatchOutcome.Different, match.Outcome);
    }

    [Fact, Trait("rule", "Q103")]
    public void The_same_fingerprints_are_one_person_whatever_the_name()
    {
        var prints = PersonNumber.FingerprintReference("D-123456789");
        var match = Check(
            Rima with { Numbers = [prints] }, With(person => person with { FamilyName = "Öztürk", GivenNames = "Elif" }) with { Numbers = [prints] }, true,
            Rules.SameFingerprint);
        Assert.Equal(MatchOutcome.Same, match.Outcome);
    }

    [Fact]
    public void A_former_family_name_finds_who_has_another_one_today()
    {
        var married = With(person => person with { FamilyName = "Schneider" }) with { FormerFamilyNames = ["al-Hasan"] };
        var check = new IdentityCheck(Rima, MatchModel.Unlearnt(1_000_000));
        Assert.True(check.Against(married).Score.Bits > check.Against(married with { FormerFamilyNames = [] }).Score.Bits);
    }

    [Fact]
    public void Whoever_shares_a_number_shares_a_key_and_a_former_name_has_its_own()
    {
        var paper = PersonNumber.Paper(null, null, "L01X00T47");
        Assert.Contains(BlockingKeys.Of(PersonNumber.Paper("475", "passport", "L01X00T47")), BlockingKeys.Of(Rima with { Numbers = [paper] }));
        var former = BlockingKeys.Of(Rima with { FormerFamilyNames = ["Schneider"] });
        Assert.Superset(BlockingKeys.Of(Rima).ToHashSet(), former.ToHashSet());
        Assert.NotEmpty(former.Intersect(BlockingKeys.Of(With(person => person with { FamilyName = "Schneider" }))).Except(BlockingKeys.Of(Rima)));
    }

    private static RecordIdentity With(Func<PersonIdentity, PersonIdentity> change) => Rima with { Person = change(Rima.Person) };

    private static IdentityMatch Check(RecordIdentity one, RecordIdentity other, bool? nearlyIdentical, params IReadOnlyList<Rule> rules)
    {
        var model = MatchModel.Unlearnt(1_000_000);
        var match = new IdentityCheck(one, model).Against(other);
        var back = new IdentityCheck(other, model).Against(one);
        Assert.Equal(rules, match.Rules);
        Assert.Equal((match.Score.Bits, match.Outcome), (back.Score.Bits, back.Outcome));
        if (nearlyIdentical is { } expected) Assert.Equal(expected, match.IsNearIdentical);
        return match;
    }
}
