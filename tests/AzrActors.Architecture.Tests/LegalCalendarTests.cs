using System.Globalization;
using System.Text.RegularExpressions;
using AzrActors.Contracts.Law;

namespace AzrActors.Architecture.Tests;

public partial class LegalCalendarTests
{
    /// <summary>Not a legal day: months back on the clock of Berlin, in a room that knows no contracts.</summary>
    private static readonly string[] Exempt = ["LegalCalendar.cs", "LogTerm.cs"];

    [Theory]
    [InlineData("2026-07-14T21:59:59Z", "2026-07-14")]
    [InlineData("2026-07-14T22:00:00Z", "2026-07-15")]
    [InlineData("2026-07-14T23:30:00Z", "2026-07-15")]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31")]
    [InlineData("2026-12-31T23:30:00Z", "2027-01-01")]
    [InlineData("2027-01-01T01:30:00+02:00", "2027-01-01")]
    public void The_legal_day_is_that_of_Berlin(string instant, string day) => Assert.Equal(
        DateOnly.Parse(day, CultureInfo.InvariantCulture),
        LegalCalendar.DayOf(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));

    [Fact]
    public void No_other_place_makes_a_day_of_an_instant()
    {
        var read = Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Where(file => !Exempt.Append("LegalCalendarTests.cs").Contains(Path.GetFileName(file))).ToList();
        Assert.True(read.Count > 100, "The sources were not read.");
        Assert.Equal([], read.Where(file => DayOfAClock().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Root, file)));
    }

    [GeneratedRegex(@"DateTime\.Today|UtcNow\.Date\b|Now\.Date\b|DateOnly\.FromDateTime|Europe/Berlin""")]
    private static partial Regex DayOfAClock();
}
