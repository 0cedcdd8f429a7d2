using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Consequences;

/// <summary>When single facts leave a record by time (<c>fact-terms.csv</c>, rules Q096, Q134, Q139).</summary>
internal static class FactTerms
{
    private const string Transmission = "transmission";
    private const string Settled = "settled";
    private const string Entered = "entered";
    private const string LimitField = "validUntil";

    private static readonly FrozenDictionary<string, Table.Row[]> ByItem = Table.Load("Consequences.fact-terms.csv").Rows
        .SelectMany(row => Table.Words(row["items"]), (row, item) => (row, item)).GroupBy(pair => pair.item, pair => pair.row)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Every item that has a term.</summary>
    public static IEnumerable<string> Items => ByItem.Keys;

    /// <summary>Facts with a term, the day on which each is to be erased, and the paragraph. Facts that hold no day are not among them.</summary>
    public static IEnumerable<(StoredFact Fact, DateOnly On, string Paragraph)> Of(PersonRecord record, DateOnly today)
    {
        foreach (var (item, facts) in record.Facts)
        {
            if (facts.Count == 0 || !ByItem.TryGetValue(item, out var rows)) continue;
            foreach (var fact in facts)
            {
                var terms = rows.Where(row => row.Covers(today) && !(row["unless"] == Entered && record.Movements.Any(movement => movement.IsArrival)))
                    .Select(row => (On: DueOn(fact, row), Paragraph: row["paragraph"])).Where(term => term.On is not null).ToList();
                if (terms.Count > 0 && terms.MinBy(term => term.On) is var first) yield return (fact, first.On!.Value, first.Paragraph);
            }
        }
    }

    private static DateOnly? DueOn(StoredFact fact, Table.Row row)
    {
        var months = LegalTerm.Months(row);
        return row["from"] switch
        {
            Transmission => LegalTerm.AfterQuarter(LegalTerm.DayOf(fact.Fields.Values.MaxBy(value => value.Source.KnownSince)!.Source)).AddMonths(months),
            // On the day on which it is lifted it holds no more; on the last day of its limit it still does.
            Settled => LegalTerm.Earlier(fact.EndedOn, fact.Day(LimitField)?.AddDays(1))?.AddMonths(months),
            var field => fact.Day(field)?.AddMonths(months).AddDays(1),
        };
    }
}
