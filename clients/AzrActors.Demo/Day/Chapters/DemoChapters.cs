using System.Globalization;
using AzrActors.Demo.Synthetic;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>The chapters in the order of the day.</summary>
public static class DemoChapters
{
    public static IReadOnlyList<DemoChapter> Of(DemoStage stage) =>
    [
        MovesChapter.Written,
        TitlesChapter.WrittenFor(stage),
        SideBySideChapter.Written,
        PersonalDataChapter.Written,
        FaultsChapter.Written,
        ArrivalsChapter.Written,
        FactsChapter.Written,
        DeparturesChapter.Written,
    ];

    internal static DemoStep Step(string time, string title, string story, params IReadOnlyList<DemoAct> acts) =>
        new(TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture), title, story, acts);

    internal static DemoStep AtOnce(string time, string title, string story, params IReadOnlyList<DemoAct> acts) =>
        Step(time, title, story, acts) with { AtOnce = true };
}

/// <summary>Numbers of papers of the play. Each day has its own: one number at two persons would be a find of the register.</summary>
internal static class Papers
{
    /// <summary>A title, toleration or permission.</summary>
    /// <param name="series">First letter of the paper.</param>
    /// <param name="serial">Tells the papers of one day apart.</param>
    public static string Sticker(string series, DateOnly today, string serial) =>
        string.Create(CultureInfo.InvariantCulture, $"{series}99{NumberOf(today)}{serial}");

    public static string Passport(DateOnly today) => $"99L{NumberOf(today)}01";

    private static string NumberOf(DateOnly today) => (today.DayNumber % 10_000).ToString("D4", CultureInfo.InvariantCulture);
}

/// <summary>Addresses of the play: real municipalities, invented streets.</summary>
internal static class Places
{
    public static SyntheticAddress Potsdam(string street, string houseNumber) => In("12054000", street, houseNumber);

    public static SyntheticAddress Naumburg(string street, string houseNumber) => In("15084355", street, houseNumber);

    public static SyntheticAddress Weissenfels(string street, string houseNumber) => In("15084550", street, houseNumber);

    public static SyntheticAddress Zeitz(string street, string houseNumber) => In("15084590", street, houseNumber);

    private static SyntheticAddress In(string ags, string street, string houseNumber)
    {
        var municipality = Municipalities.Find(ags)
            ?? throw new InvalidOperationException($"The municipality {ags} is not in the code list.");
        return new SyntheticAddress(ags, street, houseNumber, null, municipality.PostalCode, SyntheticAddresses.TownOf(municipality));
    }
}
