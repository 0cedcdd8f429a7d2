using AzrActors.Domain.Identity;

namespace AzrActors.Domain.Tests.Identity;

/// <summary>Street, postcode and town are one statement about a person and weigh as one.</summary>
public class AddressTests
{
    private const int StockSize = 2_000;
    private static readonly string[] Syllables = "bo da fi go ku la mi no pe ra su ti vo ze".Split(' ');
    private static readonly MatchModel Model = Learn([.. Enumerable.Range(1, StockSize).Select(Citizen)]);

    private static readonly PersonIdentity Olha = new()
    {
        FamilyName = "Kowalenko", GivenNames = "Olha", BirthDate = new WrittenDate(1990, 7, 4), Sex = "w", Nationalities = ["166"], BirthPlace = "Sumy",
        Street = "Kranichweg 12", Postcode = "99999", Town = "Neustadtl",
    };

    [Theory]
    [InlineData("Kranichweg 12", "99999", "Neustadtl", Degree.Exact)]
    [InlineData("12, Kranich-Weg", null, null, Degree.Exact)]
    [InlineData("Kranichweg12", "99999", "Neustadtl", Degree.Exact)]
    [InlineData("Kranichweg Nr. 12", "99999", "Neustadtl", Degree.Exact)]
    [InlineData("Kranichweg 12b", "99999", "Neustadtl", Degree.Part)]
    [InlineData("Kranichweg 12", "99998", "Neustadtl", Degree.Exact)]
    [InlineData("Kranichwge 12", "99999", "Neustadtl", Degree.Close)]
    [InlineData("Kranichweg 12", "99998", null, Degree.Close)]
    [InlineData("Kranichweg 14", "99999", "Neustadtl", Degree.Part)]
    [InlineData("Kranichweg 12", "80331", "München", Degree.Part)]
    [InlineData("Ulmenring 3", "99999", "Neustadtl", Degree.Nearby)]
    [InlineData("Ulmenring 3", "99997", "Neustadtl", Degree.Nearby)]
    [InlineData("Ulmenring 3", "99999", "München", Degree.Different)]
    [InlineData(null, null, "Neustadtl", Degree.Missing)]
    [InlineData("Kranichwge 12", "80331", "München", Degree.Different)]
    [InlineData("Ulmenring 3", "80331", "München", Degree.Different)]
    [InlineData("Ulmenring 3", null, null, Degree.Different)]
    [InlineData(null, null, null, Degree.Missing)]
    public void Addresses_agree_in_the_home_or_the_street_or_the_place(string? street, string? postcode, string? town, Degree degree)
    {
        var (one, other) = (new IdentityProfile(Olha), new IdentityProfile(Olha with { Street = street, Postcode = postcode, Town = town }));
        Assert.Equal((degree, degree), (
            IdentityComparison.Compare(one, other)[MatchField.Address], IdentityComparison.Compare(other, one)[MatchField.Address]));
    }

    [Theory]
    [InlineData("99999", "München", Degree.Close)]
    [InlineData("99999", null, Degree.Exact)]
    [InlineData(null, "NEUSTADTL", Degree.Exact)]
    [InlineData("99998", null, Degree.Close)]
    [InlineData("80331", "München", Degree.Different)]
    public void A_place_counts_by_itself_only_without_a_street(string? postcode, string? town, Degree degree)
    {
        var pattern = IdentityComparison.Compare(
            new IdentityProfile(Olha), new IdentityProfile(Olha with { Street = null, Postcode = postcode, Town = town }));
        Assert.Equal((Degree.Missing, degree), (pattern[MatchField.Address], pattern[MatchField.Place]));
        Assert.Equal(Degree.Missing, IdentityComparison.Compare(new IdentityProfile(Olha), new IdentityProfile(Olha))[MatchField.Place]);
    }

    [Fact]
    public void Strangers_new_in_a_place_that_the_stock_hardly_knows_are_not_one_person() => Check(
        Olha with { FamilyName = "Kovalenka", GivenNames = "Daryna", BirthDate = new WrittenDate(1990, 4, 7), BirthPlace = "Poltawa", Street = "Ulmenring 3" },
        MatchOutcome.Different);

    // As three fields, street, postcode and town made one person of them.
    [Fact]
    public void Nor_are_namesakes_of_one_birth_place_there_with_another_family_name_and_another_day() => Check(
        Olha with { FamilyName = "Melnyk", BirthDate = new WrittenDate(1990, 7, 11), Street = "Ulmenring 3" }, MatchOutcome.Possible);

    [Fact]
    public void Nor_are_strangers_with_one_family_name_there() => Check(
        Olha with { GivenNames = "Daryna", BirthPlace = "Poltawa", Street = "Ulmenring 3" }, MatchOutcome.Different);

    [Fact]
    public void A_sister_in_the_same_home_is_not_one_person_even_with_day_and_month_exchanged() => Check(
        Olha with { GivenNames = "Daryna", BirthDate = new WrittenDate(1990, 4, 7) }, MatchOutcome.Possible);

    [Fact]
    public void Nor_is_a_twin_or_a_younger_brother()
    {
        Check(Olha with { GivenNames = "Daryna" }, MatchOutcome.Possible);
        Check(Olha with { GivenNames = "Taras", Sex = "m", BirthDate = new WrittenDate(1994, 2, 17) }, MatchOutcome.Different);
    }

    [Fact]
    public void Whoever_has_moved_within_such_a_place_is_still_found() => Check(
        Olha with { GivenNames = "Olga", FamilyName = "Kovalenko", Street = "Ulmenring 3" }, MatchOutcome.Same);

    private static void Check(PersonIdentity other, MatchOutcome expected)
    {
        var (one, two) = (new RecordIdentity(Olha, [], []), new RecordIdentity(other, [], []));
        var match = new IdentityCheck(one, Model).Against(two);
        Assert.True(expected == match.Outcome, $"{match.Outcome} with {string.Join(" ", match.Score.Weights.Select(bits => $"{bits:0.0}"))} against {match.Score.Against}");
        Assert.Equal(match.Score.Bits, new IdentityCheck(two, Model).Against(one).Score.Bits);
    }

    private static MatchModel Learn(List<IdentityProfile> stock)
    {
        var weights = new IdentityMatcher(stock, null, MatchThresholds.Default, TestContext.Current.CancellationToken).Weights;
        return new MatchModel(weights, new ValueShares(stock), MatchThresholds.Default, stock.Count);
    }

    // Every twentieth is the person before them once more, a third of these elsewhere; every fourth is a relative of the one before.
    private static IdentityProfile Citizen(int number)
    {
        var person = number % 20 == 0 ? number - 1 : number;
        var family = person % 4 == 2 ? person - 1 : person;
        var home = number % 60 == 0 ? number : family;
        var born = new DateOnly(1940, 1, 2).AddDays((int)(person * 9973L % 26_000));
        return new IdentityProfile(new PersonIdentity
        {
            FamilyName = Name(family, 104_729), GivenNames = Name(person, 7_919), Sex = person % 2 == 0 ? "m" : "w", Nationalities = [$"{120 + (family % 17)}"],
            BirthDate = new WrittenDate(born.Year, born.Month, born.Day), BirthPlace = Name(person % 300, 15_485_863), PaperNumber = number == person ? $"P{person:D7}X1" : null,
            Street = $"{Name(home % 80, 31_337)}weg {home % 90}", Postcode = $"{10_000 + (home % 61)}", Town = Name(home % 20, 611_953),
        });
    }

    private static string Name(int number, long step)
    {
        var name = "";
        for (var rest = (number + 7) * step; name.Length < 8; rest /= Syllables.Length) name += Syllables[rest % Syllables.Length];
        return name;
    }
}
