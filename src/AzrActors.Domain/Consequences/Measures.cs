using System.Collections.Frozen;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;

namespace AzrActors.Domain.Consequences;

/// <summary>An expulsion, deportation or refusal that brings a ban (<c>measures.csv</c>).</summary>
/// <param name="Ban">Item of the ban.</param>
/// <param name="Leaves">The person no longer stays from its day on.</param>
internal sealed record Measure(string Item, string Ban, bool Leaves, string Paragraph)
{
    /// <summary>Field with the day of the measure.</summary>
    public string DayField { get; } = ItemCatalogue.Get(Item).Fields.First(field => field is { Type: FieldType.Day, Mandatory: true }).Name;
}

/// <summary>A measure that stands in a record.</summary>
internal sealed record StandingMeasure(Measure Measure, StoredFact Fact)
{
    public DateOnly? Day => Fact.Day(Measure.DayField);
}

internal static class Measures
{
    private static readonly FrozenDictionary<string, (Measure Measure, Table.Row Row)> ByItem = Table.Load("Consequences.measures.csv").Rows
        .ToFrozenDictionary(row => row["item"], row => (new Measure(row["item"], row["ban"], row["leaves"] == "true", row["paragraph"]), row));

    /// <summary>Items of measures and of the bans they bring.</summary>
    public static IReadOnlyList<Measure> All { get; } = [.. ByItem.Values.Select(measure => measure.Measure)];

    /// <summary>Measures in the record; the law of the day says what is one. Few records have any.</summary>
    public static List<StandingMeasure> Of(PersonRecord? record, DateOnly today)
    {
        var found = new List<StandingMeasure>();
        if (record is null) return found;
        foreach (var (item, facts) in record.Facts)
            if (facts.Count > 0 && ByItem.TryGetValue(item, out var known) && known.Row.Covers(today))
                found.AddRange(facts.Select(fact => new StandingMeasure(known.Measure, fact)));
        return found;
    }
}
