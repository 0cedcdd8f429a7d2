using System.Globalization;
using System.Text.RegularExpressions;
using AzrActors.Contracts.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Architecture.Tests;

public partial class LegalCalendarTests
{
    /// <summary>For rooms that know contracts, and for those that know the domain only.</summary>
    // The example stands for a program that has nothing of ours.
    private static readonly string[] Exempt = ["LegalCalendar.cs", "BerlinTime.cs", "AuthorityExample.cs"];

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
    public void Both_places_know_the_same_days() => Assert.All(
        Enumerable.Range(0, 24 * 366).Select(hour => new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero).AddHours(hour)),
        instant => Assert.Equal(LegalCalendar.DayOf(instant), BerlinTime.DayOf(instant)));

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
