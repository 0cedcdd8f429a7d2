using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Demo.Synthetic;

/// <summary>An address in a real municipality and an invented street.</summary>
public sealed record SyntheticAddress(
    string Ags, string Street, string HouseNumber, string? HouseNumberSuffix, string PostalCode, string Town)
{
    /// <summary>The entry by which somebody moves in here.</summary>
    public Entry MoveIn(DateOnly movedInOn) =>
        Entries.MoveIn(Ags, Street, HouseNumber, PostalCode, Town, movedInOn, HouseNumberSuffix);
}

/// <summary>Draws addresses: most of the population lives in the two districts of the demo, the rest where people live.</summary>
internal static class SyntheticAddresses
{
    /// <summary>Districts of the demo, together with the share of all persons who live there.</summary>
    private static readonly (string District, double Share)[] Staged =
        [(DemoDistricts.Potsdam, 0.3), (DemoDistricts.Burgenlandkreis, 0.3)];

    private static readonly string[] Grounds =
    [
        "Kranich", "Ulmen", "Mühlteich", "Salzsteig", "Rebhang", "Töpfer",
        "Bleich", "Sperling", "Schleifstein", "Holunder", "Fährmann", "Zinnkraut",
    ];

    private static readonly string[] Ways = ["weg", "straße", "gasse", "ring", "grund", "ufer"];

    private static readonly Weighted<Municipality> Everywhere = Of(Municipalities.All);

    private static readonly Dictionary<string, Weighted<Municipality>> ByDistrict =
        Municipalities.All.GroupBy(municipality => municipality.District).ToDictionary(group => group.Key, Of);

    public static string DrawDistrict(SeededDraw draw)
    {
        var share = draw.Share();
        foreach (var (district, part) in Staged)
        {
            if (share < part) return district;
            share -= part;
        }
        return Everywhere.Draw(draw).District;
    }

    public static SyntheticAddress Draw(SeededDraw draw, string district)
    {
        var municipality = ByDistrict[district].Draw(draw);
        return new SyntheticAddress(
            municipality.Ags,
            draw.Pick(Grounds) + draw.Pick(Ways),
            draw.Between(1, 140).ToString(CultureInfo.InvariantCulture),
            draw.Chance(0.08) ? draw.Pick(["a", "b", "c"]) : null,
            municipality.PostalCode,
            TownOf(municipality));
    }

    /// <summary>The name without its title: <c>Potsdam, Stadt</c> is Potsdam on an envelope.</summary>
    public static string TownOf(Municipality municipality) => municipality.Name.Split(',')[0];

    // In order of the key: the draw must not depend on the order in which a code list happens to be kept.
    private static Weighted<Municipality> Of(IEnumerable<Municipality> municipalities) =>
        new(municipalities.OrderBy(municipality => municipality.Ags, StringComparer.Ordinal), municipality => municipality.Population);
}

/// <summary>Keys of the two districts that work side by side in the demo.</summary>
public static class DemoDistricts
{
    public const string Potsdam = "12054";
    public const string Burgenlandkreis = "15084";
}
