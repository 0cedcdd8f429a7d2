using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Quality;

namespace AzrActors.Domain.Tests.Findings;

/// <summary>By when findings should be mended, by the line of the table that holds on the day on which they open.</summary>
public class FindingTermsTests
{
    private static readonly DateOnly Change = new(2027, 1, 1);

    [Fact]
    public void A_term_that_changes_on_a_day_changes_what_opens_from_that_day_on_and_nothing_before()
    {
        var terms = Read("*,14,,2026-12-31", "*,10,2027-01-01,", "Q067,30,,2026-12-31", "Q067,40,2027-01-01,", "Q041,7,2027-01-01,2027-01-31");

        Assert.Equal((14, 30, 14), DaysOf(Change.AddDays(-1)));
        Assert.Equal((10, 40, 7), DaysOf(Change));
        Assert.Equal((10, 40, 7), DaysOf(Change.AddDays(30)));
        Assert.Equal((10, 40, 10), DaysOf(Change.AddDays(31)));

        (int Others, int Expired, int Departed) DaysOf(DateOnly day) => (Of("Q001", day), Of("Q067", day), Of("Q041", day));

        int Of(string rule, DateOnly day) => terms.DueOn(rule, day).DayNumber - day.DayNumber;
    }

    [Theory]
    [InlineData("two terms", "*,14,,", "Q067,30,,2027-01-01", "Q067,40,2027-01-01,")]
    [InlineData("two terms", "*,14,,", "*,10,2027-01-01,")]
    [InlineData("without a term", "*,14,,2026-12-31", "*,10,2027-01-02,")]
    [InlineData("without a term", "*,14,2027-01-01,")]
    [InlineData("no rule", "*,14,,", "Q999,10,,")]
    public void A_table_that_leaves_a_day_open_or_says_two_things_of_it_stops_the_start(string because, params string[] lines) =>
        Assert.Contains(because, Assert.Throws<InvalidDataException>(() => Read(lines)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_table_of_the_register_is_read() =>
        Assert.Equal((Change.AddDays(14), Change.AddDays(7)), (FindingTerms.DueOn(Rules.NameOrder, Change), FindingTerms.DueOn(Rules.Find("Q041")!, Change)));

    private static FindingTerms Read(params string[] lines) =>
        new(Table.Read("finding-terms", new StringReader(string.Join('\n', lines.Prepend("rule,days,valid_from,valid_to")))));
}
