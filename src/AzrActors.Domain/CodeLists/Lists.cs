using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace AzrActors.Domain.CodeLists;

/// <summary>A district or independent city (Kreis, kreisfreie Stadt), 5-digit key.</summary>
public sealed record District(string Key, string Name, string State);

/// <summary>Districts and independent cities.</summary>
public static class Districts
{
    public static IReadOnlyList<District> All { get; } =
        [.. Table.Load("CodeLists.districts.csv").Rows.Select(row => new District(row["key"], row["name"], row["state"]))];

    private static readonly FrozenDictionary<string, District> ByKey = All.ToFrozenDictionary(district => district.Key);

    public static District? Find(string key) => ByKey.GetValueOrDefault(key);
}

/// <summary>A municipality by its key (amtlicher Gemeindeschlüssel, AGS, 8 digits).</summary>
public sealed record Municipality(string Ags, string Name, string PostalCode, int Population)
{
    public string District => Ags[..5];
}

/// <summary>Municipalities by AGS.</summary>
public static class Municipalities
{
    private static readonly FrozenDictionary<string, Municipality> ByAgs = Table.Load("CodeLists.municipalities.csv").Rows
        .Select(row => new Municipality(row["ags"], row["name"], row["postcode"],
            int.Parse(row["population"], System.Globalization.CultureInfo.InvariantCulture)))
        .ToFrozenDictionary(municipality => municipality.Ags);

    public static IReadOnlyList<Municipality> All => ByAgs.Values;

    public static Municipality? Find(string ags) => ByAgs.GetValueOrDefault(ags);
}

/// <summary>A state or kind of nationality by its key of the federal statistical office (3 digits).</summary>
/// <param name="InUnion">True for members of the European Union.</param>
public sealed record State(string Key, string Name, bool InUnion);

/// <summary>States by key.</summary>
public static class States
{
    /// <summary>German (000): never the nationality of an active record (rule Q010).</summary>
    public const string German = "000";

    private static readonly FrozenDictionary<string, (State State, Table.Row Row)> ByKey = Table.Load("CodeLists.states.csv").Rows
        .Select(row => (State: new State(row["key"], row["name_de"], row["eu"] == "true"), Row: row))
        .ToFrozenDictionary(entry => entry.State.Key);

    /// <summary>Every state that was ever valid.</summary>
    public static IEnumerable<State> All => ByKey.Values.Select(entry => entry.State);

    /// <summary>States whose key is valid on the day.</summary>
    public static IEnumerable<State> On(DateOnly day) => ByKey.Values.Where(entry => entry.Row.Covers(day)).Select(entry => entry.State);

    /// <summary>Stateless, unclear, not stated: no concrete nationality.</summary>
    public static bool IsOpen(string key) => key is "997" or "998" or "999";

    /// <summary>German name of a key that was once stored; the key itself if it is unknown.</summary>
    public static string NameOf(string key) => key == German ? "Deutschland" : ByKey.TryGetValue(key, out var entry) ? entry.State.Name : key;

    public static State? Find(string key, DateOnly day) =>
        ByKey.TryGetValue(key, out var entry) && entry.Row.Covers(day) ? entry.State : null;
}

/// <summary>Kinds of residence status; what they exclude and need differs.</summary>
public enum StatusKind
{
    /// <summary>Aufenthaltserlaubnis, always limited (annex row 10).</summary>
    Permit = 1,

    /// <summary>Niederlassungserlaubnis, Erlaubnis zum Daueraufenthalt-EU: never limited (annex row 11).</summary>
    Settlement = 2,

    /// <summary>Duldung: deportation is suspended, there is no title (annex row 17).</summary>
    Toleration = 3,

    /// <summary>Aufenthaltsgestattung during the asylum procedure (annex row 8 I t).</summary>
    AsylumPermission = 4,

    /// <summary>Right of residence under the Freizügigkeitsgesetz/EU (annex row 12).</summary>
    FreeMovement = 5,
}

/// <summary>A residence status that can be granted.</summary>
/// <param name="Item">Item of the annex by its name in every legal state.</param>
/// <param name="LegalBasis">Paragraph under which it is granted.</param>
public sealed record StatusCode(string Code, StatusKind Kind, string Item, string LegalBasis, string Label)
{
    /// <summary>A title, as distinct from mere toleration or permission during a procedure.</summary>
    public bool IsTitle => Kind is StatusKind.Permit or StatusKind.Settlement or StatusKind.FreeMovement;
}

/// <summary>Residence statuses by code.</summary>
public static class StatusCodes
{
    private static readonly FrozenDictionary<string, (StatusCode Status, Table.Row Row)> ByCode =
        Table.Load("CodeLists.residence-statuses.csv").Rows
            .Select(row => (Status: new StatusCode(row["code"], Enum.Parse<StatusKind>(row["kind"], ignoreCase: true),
                row["item"], row["legal_basis_de"], row["label_de"]), Row: row))
            .ToFrozenDictionary(entry => entry.Status.Code);

    public static IEnumerable<StatusCode> All => ByCode.Values.Select(entry => entry.Status);

    /// <summary>The status if it can be granted on the day (a code may have ended, AZRG-DV § 19a).</summary>
    public static StatusCode? Find(string code, DateOnly day) =>
        ByCode.TryGetValue(code, out var entry) && entry.Row.Covers(day) ? entry.Status : null;

    /// <summary>The status of a code that was once stored.</summary>
    public static StatusCode Get(string code) => ByCode[code].Status;
}

/// <summary>Lists of nothing but a code and its German name.</summary>
public sealed class CodeList
{
    private static readonly ConcurrentDictionary<string, CodeList> ByName = new();

    private readonly FrozenDictionary<string, Table.Row> _rows;
    private readonly IReadOnlyList<string> _order;

    private CodeList(string name)
    {
        var rows = Table.Load($"CodeLists.{name}.csv").Rows;
        (_rows, _order) = (rows.ToFrozenDictionary(row => row["code"]), [.. rows.Select(row => row["code"])]);
    }

    public static CodeList Sexes { get; } = Get("sexes");

    public static CodeList MaritalStatuses { get; } = Get("marital-statuses");

    public static CodeList Doctorates { get; } = Get("doctorates");

    /// <exception cref="InvalidDataException">There is no such list.</exception>
    public static CodeList Get(string name) => ByName.GetOrAdd(name, static one => new CodeList(one));

    /// <summary>German name of the code; null if the list valid on the day does not have it.</summary>
    public string? FindName(string code, DateOnly day) =>
        _rows.TryGetValue(code, out var row) && row.Covers(day) ? row["name_de"] : null;

    /// <summary>Codes that are valid on the day, in the order of the list.</summary>
    public IReadOnlyList<string> CodesOn(DateOnly day) => [.. _order.Where(code => FindName(code, day) is not null)];

    /// <summary>German name of a code that was once stored; the code itself if the list has lost it.</summary>
    public string NameOf(string code) => _rows.TryGetValue(code, out var row) ? row["name_de"] : code;
}
