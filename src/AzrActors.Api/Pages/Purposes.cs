namespace AzrActors.Api.Pages;

/// <summary>Purposes of AZRG-DV § 8 Abs. 3 that officials can choose here.</summary>
internal static class Purposes
{
    public static IReadOnlyList<(string Key, string Text)> All { get; } =
    [
        ("1", "ausländerrechtliche Aufgabe"),
        ("2", "asylrechtliche Aufgabe"),
        ("3", "grenzpolizeilicher Schutz des Bundesgebietes"),
        ("4", "Strafverfolgung - Verfahren gegen den Betroffenen"),
        ("20", "Visaverfahren"),
        ("22", "Aufgaben nach SGB XII oder Asylbewerberleistungsgesetz"),
        ("24", "Datenpflege"),
        ("25", "Aufgaben nach SGB II oder III"),
        ("28", "Aufgaben nach SGB VIII"),
        ("29", "Aufgaben nach dem Bundesmeldegesetz"),
        ("39", "Grunddatenauskunft"),
    ];

    /// <summary>What a kind of authority mostly works for: the purpose that a new session begins with.</summary>
    public static string UsualFor(string kind) => kind switch
    {
        "ResidentsOffice" => "29",
        "AsylumBenefitsBody" => "22",
        "FederalMigrationOffice" => "2",
        "RegisterAuthority" => "24",
        _ => "1",
    };

    public static string Describe(string key) => Find(key) is { } text ? $"{text} ({Number(key)})" : Number(key);

    /// <summary>The purpose in words, for where its number is not needed.</summary>
    public static string Name(string key) => Find(key) ?? Number(key);

    private static string? Find(string key) => All.FirstOrDefault(purpose => purpose.Key == key).Text;

    private static string Number(string key) => $"Nr.\u00A0{key}";
}
