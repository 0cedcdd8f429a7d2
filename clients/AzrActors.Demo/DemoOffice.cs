using System.Globalization;
using AzrActors.Contracts.Doors;
using AzrActors.Demo.Synthetic;

namespace AzrActors.Demo;

/// <summary>An authority that plays in the demo, with the official who sits there.</summary>
/// <param name="Name">As the story calls it, in German.</param>
public sealed record DemoOffice(Caller Caller, string Name)
{
    public string Key => Caller.Authority;

    /// <summary>The office's own file reference for a person of the population of a day (Geschäftszeichen).</summary>
    public string FileReference(DateOnly today, int index) => string.Create(CultureInfo.InvariantCulture, $"{Key}-SYN-{today:yyMMdd}-{index:D6}");
}

/// <summary>The authorities of the demo. Keys are synthetic, as everywhere in this register.</summary>
public static class DemoOffices
{
    private const string ForeignersLaw = "1";
    private const string Asylum = "2";
    private const string BorderProtection = "3";
    private const string SocialBenefits = "22";
    private const string ResidentsRegistration = "29";
    private const string DataCare = "24";

    public static DemoOffice PotsdamForeigners { get; } = ForeignersAuthority(DemoDistricts.Potsdam);

    public static DemoOffice PotsdamResidents { get; } = ResidentsOffice(DemoDistricts.Potsdam);

    public static DemoOffice PotsdamBenefits { get; } = BenefitAuthority(DemoDistricts.Potsdam);

    public static DemoOffice BurgenlandForeigners { get; } = ForeignersAuthority(DemoDistricts.Burgenlandkreis);

    public static DemoOffice BurgenlandResidents { get; } = ResidentsOffice(DemoDistricts.Burgenlandkreis);

    public static DemoOffice BurgenlandBenefits { get; } = BenefitAuthority(DemoDistricts.Burgenlandkreis);

    public static DemoOffice Bamf { get; } = new(new Caller("BAMF00", "referat-31b", Asylum), "BAMF");

    public static DemoOffice FederalPolice { get; } = new(new Caller("BPOL00", "revier-7", BorderProtection), "Bundespolizei");

    /// <summary>The register authority itself, which sets blocks that also work against public bodies.</summary>
    public static DemoOffice Register { get; } = new(new Caller("REG000", "registerfuehrung-1", DataCare), "Registerbehörde");

    /// <summary>Those whose notices the demo counts.</summary>
    public static IReadOnlyList<DemoOffice> OnStage { get; } =
    [
        PotsdamForeigners, PotsdamResidents, PotsdamBenefits,
        BurgenlandForeigners, BurgenlandResidents, BurgenlandBenefits, Bamf, FederalPolice,
    ];

    /// <summary>The foreigners' authority of a district (Ausländerbehörde).</summary>
    public static DemoOffice ForeignersAuthority(string district) =>
        new(new Caller("A" + district, "sachbearbeitung-3", ForeignersLaw), "Ausländerbehörde " + Place(district));

    private static DemoOffice ResidentsOffice(string district) =>
        new(new Caller("M" + district, "buergerbuero-2", ResidentsRegistration), "Meldebehörde " + Place(district));

    private static DemoOffice BenefitAuthority(string district) =>
        new(new Caller("L" + district, "leistung-1", SocialBenefits), "Leistungsbehörde " + Place(district));

    private static string Place(string district) => district switch
    {
        DemoDistricts.Potsdam => "Potsdam",
        DemoDistricts.Burgenlandkreis => "Burgenlandkreis",
        _ => district,
    };
}
