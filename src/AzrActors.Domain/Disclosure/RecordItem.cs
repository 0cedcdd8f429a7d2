using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>One stored value with its place in the record and in the annex.</summary>
/// <param name="Path">Stable over versions: <c>person/familyName</c>, <c>address/2/street</c>.</param>
/// <param name="Item">Row and letter of the annex, on which rights depend.</param>
/// <param name="Label">German name of the field.</param>
/// <param name="Value">Canonical value: dates as yyyy-MM-dd, codes as their key.</param>
/// <param name="Text">The value as a caseworker reads it.</param>
public sealed record RecordItem(string Path, string Item, string Label, string Value, string Text, Source Source);
