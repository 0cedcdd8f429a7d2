using System.Text;
using AzrActors.Domain.Identity;
using CsCheck;

namespace AzrActors.Domain.Tests.Identity;

public class ComparisonTests
{
    private static readonly PersonIdentity Rima = new()
    {
        FamilyName = "al-Halabi", GivenNames = "Rima", BirthDate = new WrittenDate(1990, 7, 4), Sex = "w", Nationalities = ["475"],
        BirthPlace = "Aleppo", PaperNumber = "X123456789", Street = "Kranichweg 12a", Postcode = "14467", Town = "Potsdam",
    };

    private static readonly Gen<PersonIdentity> Persons = Gen.Select(
        OneOf("Müller", "al-Halabi", "de la Fuente", "Nguyễn", "Ahmadi", "Rima Halabi", null),
        OneOf("Anna Lena", "Mohammed", "Muhammad", "Rima", "Văn Hùng", "M.", "al-Halabi", null),
        Gen.Select(Gen.Int[1988, 1991], Gen.Int[0, 13], Gen.Int[0, 31]),
        OneOf("w", "m", "x", null), OneOf("475", "163", null), OneOf("X123456789", "X123456798", null),
        OneOf("Kranichweg 12a", "Kranichweg 13", "Ulmenring 1", null),
        (family, given, date, sex, nationality, paper, street) => new PersonIdentity
        {
            FamilyName = family, GivenNames = given, BirthDate = new WrittenDate(date.Item1, date.Item2, date.Item3), Sex = sex,
            Nationalities = nationality is null ? [] : [nationality], PaperNumber = paper, Street = street,
        });

    [Theory]
    [InlineData("Halabi", Degree.Exact)]
    [InlineData("AL HALABI", Degree.Exact)]
    [InlineData("Halaby", Degree.Variant)]
    [InlineData("Halavbi", Degree.Close)]
    [InlineData("Sabbagh Halabi", Degree.Part)]
    [InlineData("Schneider", Degree.Different)]
    [InlineData(null, Degree.Missing)]
    public void A_family_name_agrees_to_a_degree(string? name, Degree degree) => Check(Rima with { FamilyName = name }, MatchField.FamilyName, degree);

    [Theory]
    [InlineData("1990-07-04", "1990-07-04", Degree.Exact)]
    [InlineData("1990-07-04", "1990-04-07", Degree.Swapped)]
    [InlineData("1990-07-04", "1990-01-01", Degree.Part)]
    [InlineData("1990-07-04", "1990-00-00", Degree.Part)]
    [InlineData("1990-07-04", "1990-07-00", Degree.Part)]
    [InlineData("1990-07-04", "1990-08-00", Degree.Different)]
    [InlineData("1990-07-04", "1990-07-05", Degree.Close)]
    [InlineData("1990-07-04", "1991-07-04", Degree.Close)]
    [InlineData("1990-07-14", "1990-17-14", Degree.Close)]
    [InlineData("1990-07-04", "1978-12-30", Degree.Different)]
    [InlineData("1990-07-04", "0000-00-00", Degree.Missing)]
    public void Dates_agree_as_the_days_they_may_mean(string one, string other, Degree degree)
    {
        Assert.True(WrittenDate.TryParse(one, out var first));
        Assert.True(WrittenDate.TryParse(other, out var second));
        Assert.Equal((degree, degree), (WrittenDate.Compare(first.Value, second.Value), WrittenDate.Compare(second.Value, first.Value)));
    }

    [Theory]
    [InlineData("1990-07-04")]
    [InlineData("19900704")]
    [InlineData("04.07.1990")]
    [InlineData("4.7.1990")]
    [InlineData("04/07/1990")]
    [InlineData("1990-07-04T00:00:00")]
    [InlineData("1990", 0, 0)]
    [InlineData("07.1990", 7, 0)]
    [InlineData("1990-07", 7, 0)]
    [InlineData("XX.XX.1990", 0, 0)]
    [InlineData("1990--", 0, 0)]
    public void Dates_are_read_as_offices_write_them(string text, int month = 7, int day = 4)
    {
        Assert.True(WrittenDate.TryParse(text, out var date));
        Assert.Equal(new WrittenDate(1990, month, day), date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("July 1990")]
    [InlineData("90-07-04")]
    public void What_is_no_date_is_not_read(string text) => Assert.False(WrittenDate.TryParse(text, out _));

    [Theory]
    [InlineData("w", "F", Degree.Exact)]
    [InlineData("weiblich", "female", Degree.Exact)]
    [InlineData("2", "w", Degree.Exact)]
    [InlineData("männlich", "1", Degree.Exact)]
    [InlineData("male", "Frau", Degree.Different)]
    [InlineData("w", "unbekannt", Degree.Missing)]
    [InlineData("x", "m", Degree.Missing)]
    [InlineData("9", "m", Degree.Missing)]
    public void A_sex_is_read_as_code_word_or_number(string one, string other, Degree degree) => Assert.Equal(degree, IdentityComparison.Compare(
        new IdentityProfile(new PersonIdentity { Sex = one }), new IdentityProfile(new PersonIdentity { Sex = other }))[MatchField.Sex]);

    [Theory]
    [InlineData("Rima", "al-Halabi")]
    [InlineData("Rima al-Halabi", null)]
    [InlineData("Halabi Rima", null)]
    public void Names_in_another_place_are_one_agreement(string family, string? given)
    {
        var other = Rima with { FamilyName = family, GivenNames = given };
        Check(other, MatchField.FamilyName, Degree.Swapped);
        Check(other, MatchField.GivenNames, Degree.Missing);
    }

    [Theory]
    [InlineData("x 123-456 789", Degree.Exact)]
    [InlineData("X123456798", Degree.Close)]
    [InlineData("X999999999", Degree.Different)]
    public void A_paper_number_is_compared_without_its_blanks(string paper, Degree degree) => Check(Rima with { PaperNumber = paper }, MatchField.PaperNumber, degree);

    [Fact]
    public void What_nobody_says_weighs_nothing()
    {
        var unknown = new IdentityProfile(new PersonIdentity { Sex = "x", Nationalities = ["998"] });
        var score = Score(unknown, new IdentityProfile(Rima));
        Assert.All(score.Weights, weight => Assert.Equal(0, weight));
        Assert.Equal(score.Prior, score.Bits);
    }

    [Fact]
    public void The_score_is_the_sum_of_prior_and_weights_and_does_not_depend_on_the_order() => Gen.Select(Persons, Persons).Sample((one, other) =>
    {
        var (first, second) = (new IdentityProfile(one), new IdentityProfile(other));
        var (score, back) = (Score(first, second), Score(second, first));
        return score.Bits == back.Bits && score.Against == back.Against && score.Weights.SequenceEqual(back.Weights)
            && Math.Abs(score.Prior + score.Weights.Sum() - score.Bits) < 1e-9;
    });

    [Fact]
    public void Keys_and_comparison_do_not_see_case_and_composition() => Gen.Select(Persons, Persons).Sample((one, other) =>
    {
        var changed = one with
        {
            FamilyName = one.FamilyName?.ToUpperInvariant().Normalize(NormalizationForm.FormD),
            GivenNames = one.GivenNames?.Normalize(NormalizationForm.FormD),
            Street = one.Street?.ToUpperInvariant(),
        };
        var (first, again, second) = (new IdentityProfile(one), new IdentityProfile(changed), new IdentityProfile(other));
        return BlockingKeys.Of(first).SetEquals(BlockingKeys.Of(again))
            && IdentityComparison.Compare(first, second) == IdentityComparison.Compare(again, second);
    });

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("MARTHA", "MARHTA", 1)]
    [InlineData("", "AB", 2)]
    public void A_turned_pair_of_letters_is_one_error(string one, string other, int steps)
    {
        Assert.True(WordDistance.IsWithin(one, other, steps));
        Assert.False(WordDistance.IsWithin(one, other, steps - 1));
    }

    // Values of Winkler's own papers.
    [Theory]
    [InlineData("MARTHA", "MARHTA", 0.961)]
    [InlineData("DWAYNE", "DUANE", 0.840)]
    [InlineData("DIXON", "DICKSONX", 0.813)]
    public void Similarity_is_that_of_the_literature(string one, string other, double expected) =>
        Assert.Equal(expected, WordDistance.Similarity(one, other), 0.0006);

    private static Gen<string?> OneOf(params string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static MatchScore Score(IdentityProfile one, IdentityProfile other) =>
        MatchWeights.Default(1e6, 1e3).Score(IdentityComparison.Compare(one, other), one, other, null);

    private static void Check(PersonIdentity other, MatchField field, Degree degree)
    {
        var (one, two) = (new IdentityProfile(Rima), new IdentityProfile(other));
        Assert.Equal(degree, IdentityComparison.Compare(one, two)[field]);
        Assert.Equal(degree, IdentityComparison.Compare(two, one)[field]);
    }
}
