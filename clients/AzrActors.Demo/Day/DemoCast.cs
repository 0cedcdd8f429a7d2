using AzrActors.Demo.Synthetic;

namespace AzrActors.Demo.Day;

/// <summary>
/// The parts of the day. They are the first persons of the population: their district, nationality and status are
/// settled, the rest of them is drawn like everybody's.
/// </summary>
public static class DemoCast
{
    /// <summary>Population below which the play has no background.</summary>
    public const int PersonsMin = 100;

    // First of all: the parts below enter themselves here in the order of their text.
    private static readonly List<DemoRole> Roles = [];

    public static IReadOnlyList<DemoRole> All => Roles;

    public static DemoRole MovesToNaumburg { get; } = Potsdam("475", "25-2-1", 34);

    public static DemoRole MovesToPotsdam { get; } = Burgenland("166", "24-1", 29);

    public static DemoRole MovesInsidePotsdam { get; } = Potsdam("436", "18g", 31);

    public static DemoRole MovesInsideBurgenland { get; } = Burgenland("423", "25-3", 41);

    public static DemoRole AsylumSeekerMoves { get; } = Burgenland("163", "55", 26);

    public static DemoRole LineBreaks { get; } = Potsdam("432", "9", 52);

    public static DemoRole TwoTownsClaim { get; } = Potsdam("170", "28-1-1", 38);

    public static DemoRole FileComesToPotsdam { get; } = Burgenland("438", "25-2-2", 45);

    public static DemoRole Graduate { get; } = Potsdam("479", "16b-1", 25);

    public static DemoRole Displaced { get; } = Burgenland("166", "24-1", 44);

    public static DemoRole Settles { get; } = Potsdam("122", "30-1", 40);

    public static DemoRole Rejected { get; } = Burgenland("273", "55", 23);

    public static DemoRole LongSettled { get; } = Burgenland("163", "9", 61);

    public static DemoRole Tolerated { get; } = Burgenland("238", "60a-2-1", 30);

    public static DemoRole OldTitleForgotten { get; } = Potsdam("439", "16b-1", 28);

    public static DemoRole Clerical { get; } = Potsdam("327", "18a", 36);

    public static DemoRole TwoOffices { get; } = Potsdam("461", "18b", 33, maritalStatus: "VH");

    public static DemoRole StaleScreen { get; } = Burgenland("451", "28-1-1", 35, maritalStatus: "VH");

    public static DemoRole SameField { get; } = Potsdam("163", "28-1-1", 27);

    public static DemoRole Marries { get; } = Potsdam("160", "18b", 32, maritalStatus: "LD");

    public static DemoRole Misspelt { get; } = Burgenland("432", "18a", 24);

    public static DemoRole ManyPassports { get; } = Potsdam("368", "18b", 47);

    public static DemoRole Naturalised { get; } = Burgenland("475", "26-3-1", 39);

    public static DemoRole WrongDates { get; } = Potsdam("224", "25-2-1", 22);

    public static DemoRole Unclear { get; } = Burgenland("475", "25-2-2", 50);

    public static DemoRole Leaves { get; } = Potsdam("442", "18g", 37);

    public static DemoRole Vanishes { get; } = Burgenland("430", "60a-2-1", 42);

    public static DemoRole Dies { get; } = Burgenland("144", "9", 79);

    public static DemoRole Newborn { get; } = Potsdam("475", "33", 0, inStock: false);

    public static DemoRole AtTheBorder { get; } = Burgenland("423", "55", 21, inStock: false);

    public static DemoRole WithoutEntry { get; } = Potsdam("287", "18b", 34, inStock: false);

    public static DemoRole Supported { get; } = Potsdam("475", "25-5", 29);

    public static DemoRole Threatened { get; } = Burgenland("423", "25-2-1", 33);

    public static DemoRole Sought { get; } = Potsdam("238", "60a-2-1", 35);

    public static DemoRole Appellant { get; } = Burgenland("439", "55", 31);

    private static DemoRole Potsdam(string nationality, string status, int age, string? maritalStatus = null, bool inStock = true) =>
        Enter(DemoDistricts.Potsdam, nationality, status, age, maritalStatus, inStock);

    private static DemoRole Burgenland(string nationality, string status, int age, string? maritalStatus = null, bool inStock = true) =>
        Enter(DemoDistricts.Burgenlandkreis, nationality, status, age, maritalStatus, inStock);

    private static DemoRole Enter(string district, string nationality, string status, int age, string? maritalStatus, bool inStock)
    {
        var traits = new SyntheticTraits
        {
            District = district,
            Nationality = nationality,
            Status = status,
            Age = age,
            MaritalStatus = maritalStatus,
        };
        var role = new DemoRole(Roles.Count, traits, inStock);
        Roles.Add(role);
        return role;
    }
}
