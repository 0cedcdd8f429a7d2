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

    private static readonly string[] Syllables = "bo da fi go ku la mi no pe ra su ti vo ze".Split(' ');

    // Strangers of such a stock never differ in the town, so whoever does would seem to be none: somebody who has moved.
    [Fact]
    public void In_a_stock_of_one_town_living_elsewhere_does_not_speak_for_being_one_of_them()
    {
        var stock = Enumerable.Range(1, 1_200).Select(Townswoman).ToList();
        var profiles = stock.ConvertAll(identity => new IdentityProfile(identity.Person));
        var keys = stock.ConvertAll(BlockingKeys.Of);
        var estimator = new WeightEstimator();
        for (var one = 0; one < stock.Count; one++)
            for (var other = one + 1; other < stock.Count; other++)
            {
                if (keys[one].Overlaps(keys[other])) estimator.AddCandidate(IdentityComparison.Compare(profiles[one], profiles[other]));
                if ((one + other) % 64 == 0) estimator.AddRandom(IdentityComparison.Compare(profiles[one], profiles[other]));
            }
        var records = (double)stock.Count;
        var model = new MatchModel(
            estimator.Estimate(records * (records - 1) / 2, records, 1), new ValueShares(profiles), MatchThresholds.Default, records);

        var newcomers = Enumerable.Range(1_201, 300).Select(Townswoman)
            .Select(one => one with { Person = one.Person with { Postcode = "63739", Town = "Aschaffenburg" } });
        Assert.All(newcomers, newcomer => Assert.All(stock.Where((_, i) => keys[i].Overlaps(BlockingKeys.Of(newcomer))),
            townswoman => Assert.Equal(MatchOutcome.Different, new IdentityCheck(newcomer, model).Against(townswoman).Outcome)));

        static RecordIdentity Townswoman(int number)
        {
            var born = new DateOnly(1940, 1, 2).AddDays((int)(number * 9973L % 26_000));
            return new RecordIdentity(new PersonIdentity
            {
                FamilyName = $"Beispiel-{number}", GivenNames = string.Concat(Enumerable.Range(0, 5).Select(i => Syllables[(number * 7919 / (int)Math.Pow(14, i)) % 14])), Sex = "w",
                Nationalities = ["475"], BirthDate = new WrittenDate(born.Year, born.Month, born.Day), BirthPlace = "Beispielhausen", PaperNumber = $"P{number:D7}X1",
                Street = $"Kanalweg {number}", Postcode = "14467", Town = "Potsdam",
            }, [], []);
        }
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
