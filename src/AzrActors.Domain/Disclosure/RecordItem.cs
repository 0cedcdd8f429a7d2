using System.Text.Json.Serialization;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>One stored value with its place in the record and in the annex.</summary>
/// <param name="Path">Stable over versions: <c>person/familyName</c>, <c>address/2/street</c>.</param>
/// <param name="Item">Item of the annex by its name in every legal state; rights depend on it.</param>
/// <param name="Label">German name of the field.</param>
/// <param name="Value">Canonical value: dates as yyyy-MM-dd, codes as their key.</param>
/// <param name="Text">The value as a caseworker reads it.</param>
public sealed record RecordItem(string Path, string Item, string Label, string Value, string Text, Source Source)
{
    /// <summary>The person says otherwise, and it could not be found out who is right (AZRG-DV § 17); null for nearly every value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dispute? Dispute { get; init; }

    /// <summary>The fact that the value belongs to: <c>address/2</c>, <c>person/nationality</c>.</summary>
    [JsonIgnore]
    public string Fact => Path.IndexOf('/', Group.Length + 1) is var second and > 0 ? Path[..second] : Path;

    /// <summary>First part of the path: <c>address</c>, <c>IdentityDocument</c>.</summary>
    [JsonIgnore]
    public string Group => Path[..Path.IndexOf('/', StringComparison.Ordinal)];
}

/// <summary>
/// What the person says instead of a stored value (Bestreiten der Richtigkeit, AZRG § 37, AZRG-DV § 17). Both statements are
/// kept. Of personal data the person's own counts as right unless it is proved wrong, and both are shown; what else is
/// disputed is restricted.
/// </summary>
/// <param name="Statement">In the person's words; null if only the stored value is denied.</param>
/// <param name="Since">Day from which it is disputed, inclusive.</param>
public sealed record Dispute(string? Statement, DateOnly Since)
{
    public override string ToString() => "Dispute ***";
}
