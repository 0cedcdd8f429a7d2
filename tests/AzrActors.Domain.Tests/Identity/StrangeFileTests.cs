using AzrActors.Domain.Identity;

namespace AzrActors.Domain.Tests.Identity;

/// <summary>Files as offices send them: few lines, columns missing, a second source with habits of its own. All persons are invented.</summary>
public class StrangeFileTests
{
    private const int Persons = 240;
    private const int Every = 5;
    private static readonly string[] Families = "Haddad Ahmadi Kowalenko Yıldız Nowacki Petrow Marković Ionescu Berisha Santoro Hoekstra Varela".Split(' ');
    private static readonly string[] Fathers = "Mohammed Reza Serhiy Ahmet Piotr Dmitri Nikola Andrei Arben Luca Joost Diego Omar Farhad Andriy".Split(' ');
    private static readonly string[] Mothers = "Fatima Shirin Kateryna Zeynep Anna Ekaterina Jelena Ioana Teuta Giulia Femke Carmen Layla Parisa".Split(' ');

    /// <summary>Households of four with one name and one home; in every twentieth the children are twins.</summary>
    private static readonly IReadOnlyList<PersonIdentity> File = [.. Enumerable.Range(0, Persons).Select(Member)];

    /// <summary>Second records, a third of them with another paper and a quarter of them after a move.</summary>
    private static readonly IReadOnlyList<PersonIdentity> Retold = [.. File.Where((_, number) => number % Every == 0).Select((person, number) =>
        (number % 4 == 1 ? Elsewhere(person) : person) with { PaperNumber = number % 3 == 1 ? $"X{number:D8}" : person.PaperNumber })];

    [Fact]
    public void In_a_file_of_fifty_lines_without_a_duplicate_none_is_found() => Assert.Empty(Found([.. File.Take(50)]));

    [Fact]
    public void In_a_file_where_everybody_is_a_duplicate_all_are_found()
    {
        var persons = File.Where((_, number) => number % 10 == 0).ToList();
        Assert.Equal(Enumerable.Range(0, persons.Count).Select(i => (i, i + persons.Count)), Found([.. persons, .. persons.Select(Elsewhere)]));
    }

    // Relatives share no key in such a file. It must not be learnt from that that there are none.
    [Fact]
    public void Twins_are_two_persons_in_a_file_without_streets() => CheckRetold(person => person with { Street = null });

    [Fact]
    public void Twins_are_two_persons_in_a_file_without_addresses() => CheckRetold(person => person with { Street = null, Postcode = null });

    [Fact]
    public void Twins_are_two_persons_in_a_file_without_papers() => CheckRetold(person => person with { PaperNumber = null });

    [Fact]
    public void A_source_that_abbreviates_streets_and_puts_the_number_first_is_read() => CheckRetold(person => person, person => person with
    {
        Street = $"{person.Street!.Split(' ')[1]} {person.Street.Split(' ')[0].Replace("straße", " Str.", StringComparison.Ordinal)}",
    });

    [Fact]
    public void A_source_that_leaves_no_blank_before_the_number_and_writes_out_the_sex_is_read() => CheckRetold(person => person, person => person with
    {
        Street = person.Street!.Replace("straße ", "str.", StringComparison.Ordinal),
        Sex = person.Sex == "w" ? "female" : "male",
    });

    [Fact]
    public void A_source_that_exchanges_family_and_given_names_does_not_make_a_son_his_father() =>
        CheckRetold(person => person, person => person with { FamilyName = person.GivenNames, GivenNames = person.FamilyName });

    // In most files two records alike in all but the given name would be one person of two names. Brothers and sisters born on one day
    // show that here they are twins.
    [Fact]
    public void Twins_are_two_persons_in_a_file_full_of_them_where_nearly_everybody_is_there_twice()
    {
        var persons = File.Take(160).ToList();
        for (var child = 3; child < persons.Count; child += 8)
            persons[child] = persons[child] with
            {
                BirthDate = persons[child - 1].BirthDate,
                BirthPlace = persons[child - 1].BirthPlace,
                Sex = child % 24 == 3 ? "w" : "m",
                GivenNames = child % 24 == 3 ? "Selma" : "Bilal",
            };
        List<PersonIdentity> first = [.. persons.Select(person => person with { PaperNumber = null })];
        var second = first.Select((person, i) => i / 4 % 2 == 0 ? person : person with { Street = $"Ulmenring {i / 4}", Postcode = $"{80_331 + (i / 4)}" });
        Assert.Equal(Enumerable.Range(0, first.Count).Select(i => (i, i + first.Count)), Found([.. first, .. second]));
    }

    // The second and the third record differ in the family name, the day and the home; both agree with the first.
    [Fact]
    public void Records_that_are_alike_in_little_are_one_person_with_a_third()
    {
        var married = File[5] with { FamilyName = "Oyelaran" };
        var moved = Elsewhere(File[5]) with { BirthDate = File[5].BirthDate with { Month = 0, Day = 0 } };
        List<PersonIdentity> persons = [.. File, .. Retold, married, moved];
        var (second, third) = (persons.Count - 2, persons.Count - 1);
        var alone = Matcher(persons).PairsOf(second);
        Assert.DoesNotContain(alone, pair => pair.Right == third && pair.Outcome == MatchOutcome.Same);
        Assert.Contains((second, third), Found(persons));
    }

    [Theory]
    [InlineData("Mohammed", "Haddad", "Muhamad", "Hadad")]
    [InlineData("Abd al-Rahman", "Al-Khatib", "Abdulrahman", "Khateeb")]
    [InlineData("Schirin", "Ahmadi", "Shireen", "Ahmady")]
    [InlineData("Ekaterina", "Zwetkowa", "Jekaterina", "Tsvetkova")]
    [InlineData("Volodymyr", "Schewtschenko", "Wladimir", "Shevchenko")]
    [InlineData("Şükran", "Yıldız", "Sukran", "Yildiz")]
    public void Romanisations_are_one_person_even_with_day_and_month_exchanged_and_after_a_move(string given, string family, string otherGiven, string otherFamily)
    {
        var person = File[0] with { GivenNames = given, FamilyName = family, BirthDate = new WrittenDate(1971, 3, 9) };
        var other = Elsewhere(person) with { GivenNames = otherGiven, FamilyName = otherFamily, BirthDate = new WrittenDate(1971, 9, 3) };
        Assert.Contains((0, 1), Found([person, other, .. File.Skip(4), .. Retold.Skip(1)]));
    }

    /// <summary>Of every fifth person a second record from a second source: each is found, and nobody in another.</summary>
    private static void CheckRetold(Func<PersonIdentity, PersonIdentity> both, Func<PersonIdentity, PersonIdentity>? second = null) => Assert.Equal(
        Enumerable.Range(0, Persons / Every).Select(i => (i * Every, Persons + i)),
        Found([.. File.Select(both), .. Retold.Select(both).Select(second ?? (person => person))]));

    private static IEnumerable<(int Left, int Right)> Found(List<PersonIdentity> persons)
    {
        var matcher = Matcher(persons);
        return [.. PersonGroups.Settle(matcher, Enumerable.Range(0, persons.Count).SelectMany(matcher.PairsOf), MatchThresholds.Default)
            .Where(pair => pair.Outcome == MatchOutcome.Same).Select(pair => (pair.Left, pair.Right))];
    }

    private static IdentityMatcher Matcher(List<PersonIdentity> persons) =>
        new(Profiles(persons), null, MatchThresholds.Default, TestContext.Current.CancellationToken);

    private static List<IdentityProfile> Profiles(IEnumerable<PersonIdentity> persons) => [.. persons.Select(person => new IdentityProfile(person))];

    private static PersonIdentity Elsewhere(PersonIdentity person) => person with { Street = "Ulmenring 3", Postcode = "80331", PaperNumber = null };

    private static PersonIdentity Member(int number)
    {
        var (household, place) = (number / 4, number % 4);
        var isTwin = place == 3 && household % 20 == 0;
        var sex = place is 0 or 2 || isTwin ? "m" : "w";
        var given = place is 0 && household % 12 == 7 ? 2 : place;
        var names = sex == "m" ? Fathers : Mothers;
        var year = place < 2 ? 1950 + (number * 7 % 36) : 1996 + (household * 5 % 20) + (isTwin ? 0 : place - 2);
        var day = isTwin ? number - 1 : number;
        return new PersonIdentity
        {
            FamilyName = Families[household % 12] + (household % 5 == 4 ? "" : Families[household / 12].ToLowerInvariant()),
            GivenNames = names[((household * 5) + (given * 3)) % names.Length],
            BirthDate = new WrittenDate(year, 1 + (day * 5 % 12), 2 + (day * 11 % 26)), Sex = sex, Nationalities = [$"{120 + (household % 12)}"],
            BirthPlace = Families[household % 12] + (place < 2 ? "stadt" : "au"), PaperNumber = $"C{number * 7_919L * 31 % 100_000_000:D8}",
            Street = $"{Families[household * 7 % 12]}straße {1 + (household % 23)}", Postcode = $"{10_000 + (household % 9 * 113)}",
        };
    }
}
