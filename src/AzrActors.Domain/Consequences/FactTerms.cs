using System.Collections.Frozen;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Consequences;

/// <summary>When single facts leave a record by time (<c>fact-terms.csv</c>, rules Q096, Q134, Q139).</summary>
internal static class FactTerms
{
    private const string EveryItem = "*";
    private const string Transmission = "transmission";
    private const string Settled = "settled";
    private const string Entered = "entered";
    private const string LimitField = "validUntil";

    private static readonly Table.Row[] Rows = [.. Table.Load("Consequences.fact-terms.csv").Rows];
    private static readonly Table.Row[] OfEveryItem = [.. Rows.Where(row => row["items"] == EveryItem)];

    private static readonly FrozenDictionary<string, Table.Row[]> ByItem = Rows.Where(row => row["items"] != EveryItem)
        .SelectMany(row => Table.Words(row["items"]), (row, item) => (row, item)).GroupBy(pair => pair.item, pair => pair.row)
        .ToFrozenDictionary(group => group.Key, group => (Table.Row[])[.. group, .. OfEveryItem]);

    /// <summary>Every item that has a term of its own.</summary>
    public static IEnumerable<string> Items => ByItem.Keys;

    /// <summary>Facts with a term, the day on which each is to be erased, and the paragraph. Facts that hold no day are not among them.</summary>
    public static IEnumerable<(StoredFact Fact, DateOnly On, string Paragraph)> Of(PersonRecord record, DateOnly today)
    {
        foreach (var (item, facts) in record.Facts)
        {
            var rows = ByItem.GetValueOrDefault(item, OfEveryItem);
            foreach (var fact in facts)
            {
                (DateOnly On, string Paragraph)? first = null;
                foreach (var row in rows)
                    if (DueOn(fact, row) is { } on && !(first?.On <= on) && Applies(row, record, today)) first = (on, row["paragraph"]);
                if (first is { } term) yield return (fact, term.On, term.Paragraph);
            }
        }
    }

    private static bool Applies(Table.Row row, PersonRecord record, DateOnly today) =>
        row.Covers(today) && !(row["unless"] == Entered && record.Movements.Any(movement => movement.IsArrival));

    // Whoever only names another term transmits nothing anew.
    private static DateOnly? LastTransmission(StoredFact fact) =>
        fact.Fields.Where(field => field.Key != CatalogueItem.KeptUntilField).Select(field => field.Value.Source).MaxBy(source => source.KnownSince) is { } last
            ? LegalTerm.DayOf(last) : null;

    // How long it is matters only where it has begun to run, which is so of few facts.
    private static DateOnly? DueOn(StoredFact fact, Table.Row row) => row["from"] switch
    {
        Transmission => LastTransmission(fact) is { } on ? LegalTerm.AfterQuarter(on).AddMonths(LegalTerm.Months(row)) : null,
        // On the day on which it is lifted it holds no more; on the last day of its limit it still does.
        Settled => LegalTerm.Earlier(fact.EndedOn, fact.Day(LimitField)?.AddDays(1))?.AddMonths(LegalTerm.Months(row)),
        var field => fact.Day(field)?.AddMonths(LegalTerm.Months(row)).AddDays(1),
    };
}
