using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>A fact of the catalogue: one decision, document, ban, benefit … with a source for every value.</summary>
/// <param name="Number">Ordinal among the facts of its item, from 1; never given twice.</param>
/// <param name="Item">Item of the annex by its name in every legal state.</param>
/// <param name="EndedOn">Day from which it holds no more; it stays as history.</param>
public sealed record StoredFact(
    int Number, string Item, ImmutableDictionary<string, Sourced<IReadOnlyList<string>>> Fields, DateOnly? EndedOn, Source? EndSource)
{
    public FactPath Path => new(Item, Number);

    /// <summary>Of one of its values: whoever placed a note or supported a return said all of it.</summary>
    public Source Source => Fields.Values.First().Source;

    public string? Value(string field) => Fields.TryGetValue(field, out var value) ? value.Value[0] : null;

    public DateOnly? Day(string field) => CanonicalDay.Read(Value(field));

    public bool RunsOn(DateOnly day) => EndedOn is null || day < EndedOn;

    internal StoredFact With(IEnumerable<PersonFact> values, Source source)
    {
        var fields = Fields.ToBuilder();
        foreach (var value in values)
        {
            if (value.Values.Count == 0) fields.Remove(value.Field);
            else fields[KeptValue.NameOf(value.Field)] = KeptValue.Of(value.Values, source);
        }
        return this with { Fields = fields.ToImmutable() };
    }
}

/// <summary>Place of one fact in the record: <c>address/2</c>, <c>status/1</c>, <c>IdentityDocument/3</c>.</summary>
public sealed record FactPath(string Group, int Number)
{
    public const string Address = "address";
    public const string Movement = "movement";
    public const string Status = "status";
    public const string Person = "person";
    public const string Subscription = "subscription";

    /// <summary>Reads <c>group/number</c>; the group may hold no slash.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FactPath? path)
    {
        path = text?.Split('/') is [{ Length: > 0 } group, var digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new FactPath(group, number) : null;
        return path is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Group}/{Number}");
}
