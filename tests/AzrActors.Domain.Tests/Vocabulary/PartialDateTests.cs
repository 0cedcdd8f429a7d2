using AzrActors.Domain.Vocabulary;
using CsCheck;

namespace AzrActors.Domain.Tests.Vocabulary;

public class PartialDateTests
{
    [Theory]
    [InlineData("1990-07-14", "1990-07-14", "1990-07-14", "14.07.1990")]
    [InlineData("1990-07-00", "1990-07-01", "1990-07-31", "00.07.1990")]
    [InlineData("1992-02-00", "1992-02-01", "1992-02-29", "00.02.1992")]
    [InlineData("1990-00-00", "1990-01-01", "1990-12-31", "00.00.1990")]
    [InlineData("0000-00-00", "0001-01-01", "9999-12-31", "00.00.0000")]
    public void A_date_stands_for_every_day_it_may_mean(string text, string earliest, string latest, string german)
    {
        Assert.True(PartialDate.TryParse(text, out var date));
        Assert.Equal((DateOnly.Parse(earliest, null), DateOnly.Parse(latest, null)), (date.Earliest, date.Latest));
        Assert.Equal((text, german), (date.ToString(), date.ToGerman()));
    }

    [Theory]
    [InlineData("1990-00-14")] // An unknown month needs an unknown day (Q021).
    [InlineData("0000-07-00")]
    [InlineData("0000-00-01")]
    [InlineData("1991-02-29")]
    [InlineData("1990-13-01")]
    [InlineData("14.07.1990")]
    [InlineData("1990-7-14")]
    [InlineData("+990-07-14")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_date_is_refused(string? text) => Assert.False(PartialDate.TryParse(text, out _));

    [Fact]
    public void Writing_and_reading_is_the_identity() =>
        Gen.Select(Gen.Int[1, 9998], Gen.Int[0, 12], Gen.Int[0, 28]).Sample((year, month, day) =>
        {
            var text = $"{year:D4}-{month:D2}-{(month == 0 ? 0 : day):D2}";
            return PartialDate.TryParse(text, out var date) && date.ToString() == text && date.Earliest <= date.Latest;
        });
}
