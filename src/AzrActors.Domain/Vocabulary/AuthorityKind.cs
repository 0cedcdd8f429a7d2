using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Vocabulary;

/// <summary>
/// A kind of authority or other body; what each may write and read is in the tables of <c>Law/</c>. Kinds are data
/// (<c>Law/authority-kinds.csv</c>): a body that the law invents is a new line there. Only those that code speaks of
/// have a name here.
/// </summary>
public sealed class AuthorityKind
{
    private static readonly FrozenDictionary<string, AuthorityKind> ById = Table.Load("Law.authority-kinds.csv").Rows
        .Select((row, index) => new AuthorityKind(index, row))
        .ToFrozenDictionary(kind => kind.Id, StringComparer.OrdinalIgnoreCase);

    private AuthorityKind(int index, Table.Row row) =>
        (Index, Id, German, English, IsPublic, IsMigrationAuthority, KeepsOwnLog) =
            (index, row["kind"], row["name_de"], row["name_en"], row["public"] == "true", row["migration"] == "true",
                row["own_log"] == "true");

    /// <summary>Ausländerbehörde (AZRG § 6 Abs. 1 Nr. 1).</summary>
    public static AuthorityKind ForeignersAuthority { get; } = Get("ForeignersAuthority");

    /// <summary>Meldebehörde (AZRG § 6 Abs. 1 Nr. 9).</summary>
    public static AuthorityKind ResidentsOffice { get; } = Get("ResidentsOffice");

    /// <summary>Body that carries out the Asylbewerberleistungsgesetz (AZRG § 18a).</summary>
    public static AuthorityKind AsylumBenefitsBody { get; } = Get("AsylumBenefitsBody");

    /// <summary>Bundesamt für Migration und Flüchtlinge in its procedures (AZRG § 6 Abs. 1 Nr. 3).</summary>
    public static AuthorityKind FederalMigrationOffice { get; } = Get("FederalMigrationOffice");

    /// <summary>Bundespolizei (AZRG § 6 Abs. 1 Nr. 2).</summary>
    public static AuthorityKind FederalPolice { get; } = Get("FederalPolice");

    /// <summary>Registerbehörde (AZRG § 1 Abs. 1), origin of what the register does by itself.</summary>
    public static AuthorityKind RegisterAuthority { get; } = Get("RegisterAuthority");

    /// <summary>Every kind, in the order of the table.</summary>
    public static IReadOnlyList<AuthorityKind> All { get; } = [.. ById.Values.OrderBy(kind => kind.Index)];

    /// <summary>Place in <see cref="All"/>.</summary>
    public int Index { get; }

    public string Id { get; }

    public string German { get; }

    public string English { get; }

    /// <summary>False for private bodies, foreign states and intergovernmental bodies.</summary>
    public bool IsPublic { get; }

    /// <summary>Entrusted with tasks of foreigners' or asylum law: may see Union citizens (AZRG § 10 Abs. 1a).</summary>
    public bool IsMigrationAuthority { get; }

    /// <summary>An intelligence service: its retrievals are recorded by itself alone (AZRG § 13 Abs. 3).</summary>
    public bool KeepsOwnLog { get; }

    /// <exception cref="InvalidDataException">There is no such kind.</exception>
    public static AuthorityKind Get(string id) =>
        ById.TryGetValue(id, out var kind) ? kind : throw new InvalidDataException($"There is no kind of authority '{id}'.");

    /// <summary>Finds a kind by identifier or German name, in any case of letters.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AuthorityKind? kind)
    {
        kind = text is null
            ? null
            : ById.GetValueOrDefault(text)
                ?? All.FirstOrDefault(one => string.Equals(one.German, text, StringComparison.OrdinalIgnoreCase));
        return kind is not null;
    }

    public override string ToString() => Id;
}
