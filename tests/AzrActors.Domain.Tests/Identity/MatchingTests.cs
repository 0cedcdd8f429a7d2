using System.Globalization;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Identity;

namespace AzrActors.Domain.Tests.Identity;

public class MatchingTests
{
    private static readonly PersonIdentity Rima = new()
    {
        FamilyName = "al-Halabi", GivenNames = "Rima", BirthDate = new WrittenDate(1990, 7, 4), Sex = "w", Nationalities = ["475"],
        BirthPlace = "Aleppo", PaperNumber = "X123456789", Street = "Kranichweg 12", Postcode = "14467", Town = "Potsdam",
    };

    private static readonly string[] Families = ["Ahmadi", "Nowacki", "Petrenko", "Ionescu", "Berisha", "Santoro", "Dupré", "Hoekstra", "Balogh", "Varela"];

    [Fact]
    public void The_degrees_of_each_field_add_up_to_one()
    {
        foreach (var field in Table.Load("Identity.match-weights.csv").Rows.GroupBy(row => row["field"]))
            foreach (var column in new[] { "same", "stranger", "relative" })
                Assert.Equal(1, field.Sum(row => double.Parse(row[column], CultureInfo.InvariantCulture)), 1e-9);
    }

    public static TheoryData<PersonIdentity, MatchOutcome> Pairs { get; } = new()
    {
        { Rima with { FamilyName = "Alhalaby", GivenNames = "Reema", PaperNumber = null }, MatchOutcome.Same },
        { Rima with { BirthDate = new WrittenDate(1990, 4, 7), Street = null, Postcode = null, Town = null }, MatchOutcome.Same },
        { Rima with { BirthDate = new WrittenDate(1990, 1, 1) }, MatchOutcome.Same },
        { Rima with { FamilyName = "Rima", GivenNames = "Halabi", PaperNumber = "X555000111" }, MatchOutcome.Same },
        // A twin sister: everything agrees but the given name and the paper. Officials look, nothing is decided by itself.
        { Rima with { GivenNames = "Hanan", PaperNumber = "X987654321" }, MatchOutcome.Possible },
        { Rima with { GivenNames = "Hanan", PaperNumber = "X123456780" }, MatchOutcome.Possible },
        { Rima with { GivenNames = "Hanan", PaperNumber = null, Street = null, Postcode = null, Town = null }, MatchOutcome.Possible },
        // A namesake elsewhere.
        {
            Rima with
            {
                BirthDate = new WrittenDate(1971, 11, 23), BirthPlace = "Homs", PaperNumber = "X987654321", Street = "Ulmenring 3", Postcode = "80331", Town = "München",
            }, MatchOutcome.Different
        },
    };

    [Theory]
    [MemberData(nameof(Pairs), DisableDiscoveryEnumeration = true)]
    public void Persons_are_told_from_relatives_and_namesakes(PersonIdentity other, MatchOutcome expected)
    {
        var stock = Stock();
        var right = new IdentityProfile(other);
        var pair = new IdentityMatcher([.. stock, right], null, MatchThresholds.Default, TestContext.Current.CancellationToken)
            .Check(new IdentityProfile(Rima)).SingleOrDefault(pair => pair.Right == stock.Count);
        var why = pair is null ? "no key in common" : $"{pair.Score.Prior:0.0} and {string.Join(" ", pair.Score.Weights.Select(bits => $"{bits:0.0}"))} against {pair.Score.Against}";
        Assert.True(expected == (pair?.Outcome ?? MatchOutcome.Different), $"not {expected}: {why}");
    }

    [Fact]
    public void Weights_follow_the_data_and_not_only_the_table()
    {
        // Two files of the same persons, of whom every other moved: the address says less than the table thinks.
        var left = Enumerable.Range(0, 400).Select(Person).ToList();
        var right = left.Select((person, i) => i % 2 == 0 ? person : person with { Street = $"Neuweg {i}", Postcode = $"{50000 + i}", Town = "Köln" }).ToList();
        var matcher = Matcher(left, right);
        Assert.InRange(matcher.Weights.Same[MatchField.Address, Degree.Different], 0.4, 0.6);
        Assert.InRange(matcher.Weights.SameShare * 400 * 400, 380, 420);
        Assert.All(Enumerable.Range(0, 400), i => Assert.Contains(matcher.PairsOf(i), pair => pair.Right == i && pair.Outcome == MatchOutcome.Same));
    }

    [Fact]
    public void One_list_gives_each_pair_once()
    {
        var persons = Enumerable.Range(0, 100).SelectMany(i => new[] { Person(i), Person(i) }).ToList();
        var matcher = Matcher(persons, null);
        var pairs = Enumerable.Range(0, persons.Count).SelectMany(matcher.PairsOf).Where(pair => pair.Outcome == MatchOutcome.Same).ToList();
        Assert.Equal(100, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal((pair.Left / 2, pair.Left + 1), (pair.Right / 2, pair.Right)));
    }

    [Fact]
    public void Of_two_lists_of_the_same_persons_each_record_is_in_one_pair()
    {
        var score = new MatchScore(0, 0, [], Alternative.Strangers);
        MatchedPair Pair(int left, int right, double bits) => new(left, right, score with { Bits = bits }, MatchOutcome.Same);
        var kept = OneToOne.Assign([Pair(0, 0, 5), Pair(0, 1, 9), Pair(1, 1, 8), Pair(1, 2, 3), Pair(2, 0, 1)]);
        Assert.Equal([(0, 1), (1, 2), (2, 0)], kept.Select(pair => (pair.Left, pair.Right)));
    }

    [Fact]
    public void Nothing_to_match_is_no_error()
    {
        Assert.Empty(Matcher([], null).Check(new IdentityProfile(Rima)));
        Assert.Empty(Matcher([Rima], null).PairsOf(0));
        Assert.Empty(Matcher([new PersonIdentity()], [new PersonIdentity()]).PairsOf(0));
    }

    [Fact]
    public void A_block_of_very_many_is_passed_over()
    {
        var alike = new IdentityProfile(new PersonIdentity { PaperNumber = "12345678" });
        var found = new HashSet<int>();
        new BlockIndex([.. Enumerable.Repeat(alike, BlockIndex.MembersMax)]).Find(alike, found);
        Assert.Equal(BlockIndex.MembersMax, found.Count);
        new BlockIndex([.. Enumerable.Repeat(alike, BlockIndex.MembersMax + 1)]).Find(alike, found);
        Assert.Empty(found);
    }

    [Fact]
    public void A_key_is_the_same_number_for_ever()
    {
        // Stored in indexed columns one day: another hash would find nobody.
        Assert.Equal([18295536922044256668UL], BlockingKeys.Of(new IdentityProfile(new PersonIdentity { PaperNumber = "X123456789" })));
    }

    private static IdentityMatcher Matcher(IEnumerable<PersonIdentity> left, IEnumerable<PersonIdentity>? right) => new(
        [.. left.Select(person => new IdentityProfile(person))], right is null ? null : [.. right.Select(person => new IdentityProfile(person))],
        MatchThresholds.Default, TestContext.Current.CancellationToken);

    private static List<IdentityProfile> Stock() => [.. Enumerable.Range(0, 200).Select(i => new IdentityProfile(Person(i)))];

    private static PersonIdentity Person(int i) => new()
    {
        FamilyName = Families[i % 10] + Families[i / 10 % 10].ToLowerInvariant(),
        GivenNames = Families[(i * 7) % 10] + Families[(i / 7) % 10][..3].ToLowerInvariant(),
        BirthDate = new WrittenDate(1950 + (i * 13 % 60), 1 + (i * 5 % 12), 2 + (i * 11 % 27)),
        Sex = i % 2 == 0 ? "m" : "w",
        Nationalities = [(120 + (i % 9)).ToString(CultureInfo.InvariantCulture)],
        BirthPlace = Families[i / 3 % 10] + "stadt",
        PaperNumber = (500_000_000L + (i * 7919L * 7919L % 400_000_000L)).ToString(CultureInfo.InvariantCulture),
        Street = $"{Families[i / 4 % 10]}weg {i % 97}",
        Postcode = (10_000 + (i * 31 % 900)).ToString(CultureInfo.InvariantCulture),
        Town = Families[i / 2 % 10] + "burg",
    };
}
