using System.Text.Json;
using AzrActors.Demo.Synthetic;
using AzrActors.Domain.CodeLists;
using Xunit;

namespace AzrActors.Cluster.Tests.Demo;

/// <summary>The synthetic population: reproducible, plausible in its weights, and nobody real in it.</summary>
public sealed class SyntheticPersonsTests
{
    private const int Seed = 2026;
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly Lazy<IReadOnlyList<SyntheticPerson>> TenThousand =
        new(() => [.. new SyntheticPopulation(Seed, Today).Take(10_000)]);

    [Fact]
    public void The_same_seed_and_day_give_the_same_submissions()
    {
        Assert.Equal(Written(Seed, Today), Written(Seed, Today));
        Assert.NotEqual(Written(Seed, Today), Written(Seed + 1, Today));
    }

    [Fact]
    public void A_person_is_the_same_whoever_else_is_generated() =>
        Assert.Equal(Written(TenThousand.Value[4_711]), Written(new SyntheticPopulation(Seed, Today).Person(4_711)));

    [Fact]
    public void No_submission_id_occurs_twice_not_even_on_the_next_day()
    {
        var ids = TenThousand.Value.Concat(new SyntheticPopulation(Seed, Today.AddDays(1)).Take(1_000))
            .SelectMany(person => person.Submissions).Select(submission => submission.SubmissionId).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("163", 0.108)]
    [InlineData("166", 0.093)]
    [InlineData("475", 0.075)]
    [InlineData("154", 0.069)]
    [InlineData("152", 0.069)]
    [InlineData("423", 0.032)]
    public void Nationalities_occur_as_often_as_in_the_statistics(string key, double share) =>
        CheckShare(share, 0.012, person => person.Nationalities[0] == key);

    [Theory]
    [InlineData("w", 0.475)]
    [InlineData("m", 0.524)]
    public void Sexes_occur_as_often_as_in_the_statistics(string sex, double share) =>
        CheckShare(share, 0.02, person => person.Sex == sex);

    [Theory]
    [InlineData(0, 19, 0.19)]
    [InlineData(20, 49, 0.55)]
    [InlineData(50, 64, 0.17)]
    [InlineData(65, 120, 0.09)]
    public void Ages_occur_as_often_as_in_the_statistics(int from, int to, double share) =>
        CheckShare(share, 0.03, person => AgeOf(person) is var age && age >= from && age <= to);

    [Theory]
    [InlineData(StatusKind.Settlement, 0.32, 0.05)]
    [InlineData(StatusKind.Permit, 0.55, 0.06)]
    [InlineData(StatusKind.AsylumPermission, 0.045, 0.02)]
    [InlineData(StatusKind.Toleration, 0.02, 0.012)]
    public void Third_country_nationals_hold_statuses_as_often_as_in_the_statistics(StatusKind kind, double share, double tolerance) =>
        CheckShare(share, tolerance, person => person.Status is { } status && StatusCodes.Get(status.Code).Kind == kind,
            [.. TenThousand.Value.Where(person => States.Find(person.Nationalities[0], Today) is { InUnion: false })]);

    [Fact]
    public void Guessed_birth_dates_heap_on_new_year_where_they_do_in_reality()
    {
        var afghans = TenThousand.Value.Where(person => person.Nationalities[0] == "423").ToList();
        CheckShare(0.13, 0.05, person => person.BirthDate.EndsWith("-01-01", StringComparison.Ordinal), afghans);
        CheckShare(0.006, 0.006, person => person.BirthDate.EndsWith("-00", StringComparison.Ordinal));
    }

    [Fact]
    public void The_two_districts_of_the_demo_have_a_few_hundred_persons_in_a_thousand()
    {
        var districts = TenThousand.Value.Take(1_000).CountBy(person => person.District).ToDictionary();
        Assert.InRange(districts[DemoDistricts.Potsdam], 200, 400);
        Assert.InRange(districts[DemoDistricts.Burgenlandkreis], 200, 400);
        Assert.True(districts.Count > 100, "The rest of the population does not spread over the country.");
    }

    [Fact]
    public void Every_address_lies_in_a_municipality_of_the_district_that_keeps_the_file() =>
        Assert.All(TenThousand.Value.Where(person => person.Address is not null), person =>
        {
            var municipality = Municipalities.Find(person.Address!.Ags);
            Assert.NotNull(municipality);
            Assert.Equal(person.District, municipality.District);
            Assert.Equal("A" + person.District, person.Submissions[0].Authority);
        });

    [Fact]
    public void Codes_exist_and_document_numbers_carry_the_synthetic_mark() =>
        Assert.All(TenThousand.Value, person =>
        {
            Assert.All(person.Nationalities, key => Assert.NotNull(States.Find(key, Today)));
            if (person.Status is not { } status) return;
            Assert.NotNull(StatusCodes.Find(status.Code, Today));
            Assert.Equal("99", status.DocumentNumber[1..3]);
        });

    [Fact]
    public void Nobody_comes_with_a_number_of_their_own() =>
        Assert.All(TenThousand.Value.SelectMany(person => person.Submissions), submission => Assert.Null(submission.AzrNumber));

    [Fact]
    public void Nothing_lies_in_the_future_and_nobody_arrives_before_birth() =>
        Assert.All(TenThousand.Value, person =>
        {
            Assert.InRange(person.ArrivedOn, EarliestBirth(person), Today);
            Assert.All(person.Submissions, submission => Assert.InRange(submission.OccurredOn, Today.AddDays(-10), Today));
            if (person.Status is { } status) Assert.InRange(status.GrantedOn, person.ArrivedOn, Today);
        });

    [Fact]
    public void Asylum_permissions_are_reported_by_the_BAMF_and_titles_by_the_foreigners_authority() =>
        Assert.All(TenThousand.Value, person =>
        {
            var inProcedure = person.Status is { IsAsylumPermission: true };
            Assert.Equal(inProcedure, person.Submissions.Any(submission => submission.Authority == "BAMF00"));
            Assert.Equal(inProcedure ? 2 : 1, person.Submissions.Count);
        });

    private static void CheckShare(
        double expected, double tolerance, Func<SyntheticPerson, bool> counts, IReadOnlyList<SyntheticPerson>? among = null)
    {
        var persons = among ?? TenThousand.Value;
        Assert.Equal(expected, persons.Count(counts) / (double)persons.Count, tolerance);
    }

    private static string Written(int seed, DateOnly today) =>
        string.Join('\n', new SyntheticPopulation(seed, today).Take(200).Select(Written));

    private static string Written(SyntheticPerson person) => JsonSerializer.Serialize(person.Submissions);

    private static int AgeOf(SyntheticPerson person) => (Today.DayNumber - EarliestBirth(person).DayNumber) * 100 / 36525;

    private static DateOnly EarliestBirth(SyntheticPerson person) => DateOnly.ParseExact(
        person.BirthDate.Replace("-00", "-01", StringComparison.Ordinal), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
