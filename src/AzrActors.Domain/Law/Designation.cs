using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// How the annex names who writes or reads: a kind of authority, a class of them, or one of them for a certain task
/// ("Bundesagentur für Arbeit zur Aufgabenerfüllung nach § 18b").
/// </summary>
internal sealed class Designation
{
    private const string Residual = "rest";

    private static readonly FrozenDictionary<string, Designation> ById = Table.Load("Law.designations.csv").Rows
        .Select(row => new Designation(row)).ToFrozenDictionary(designation => designation.Id);

    private readonly KindList _kinds;
    private readonly string[] _purposes;

    private Designation(Table.Row row)
    {
        (Id, IsResidual, IsClass) = (row["designation"], row["kinds"] == Residual, row["kinds"] is "*" or "public" or "migration");
        _kinds = new KindList(IsResidual ? "public" : row["kinds"]);
        _purposes = Table.Words(row["purposes"]);
    }

    public string Id { get; }

    /// <summary>Names a whole class of bodies, so that nobody counts as named by it.</summary>
    public bool IsClass { get; }

    /// <summary>Means every public body that its cell names in no other way.</summary>
    public bool IsResidual { get; }

    public static Designation? Find(string id) => ById.GetValueOrDefault(id);

    /// <exception cref="InvalidDataException">The table has no such designation.</exception>
    public static Designation Get(string id) => Find(id) ?? throw new InvalidDataException($"Nobody is designated '{id}'.");

    public bool Covers(AuthorityKind kind) => _kinds.Covers(kind);

    /// <param name="purpose">Null when no purpose was stated: then nobody acts for a task that the designation demands.</param>
    public bool Serves(Purpose? purpose) => _purposes.Length == 0 || (purpose is not null && _purposes.Contains(purpose.Code));
}
