using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Consequences;

/// <summary>When the register notes that a person left for somewhere unknown (<c>departure-terms.csv</c>, rule Q035).</summary>
internal static class DepartureTerms
{
    private static readonly IReadOnlyList<Table.Row> Rows = Table.Load("Consequences.departure-terms.csv").Rows;

    public static IEnumerable<string> Items => Rows.SelectMany(row => Table.Words(row["facts"]));

    /// <summary>The day, not before the last movement, and the paragraph; null while nothing leads to it.</summary>
    public static (DateOnly On, string Paragraph)? Find(PersonRecord record, DateOnly today)
    {
        if (record.LastMovement is { IsArrival: false } || WasTakenBack(record)) return null;
        (DateOnly On, string Paragraph)? first = null;
        foreach (var row in Rows)
            if (row.Covers(today) && StartOf(record, row, today) is { } start && start.AddMonths(LegalTerm.Months(row)) is var on && !(first?.On <= on))
                first = (on, row["paragraph"]);
        return first;
    }

    // What an authority has taken out of the record again, the register does not put back by itself.
    private static bool WasTakenBack(PersonRecord record) =>
        record.LastNumbers.GetValueOrDefault(FactPath.Movement) > (record.LastMovement?.Number ?? 0);

    private static DateOnly? StartOf(PersonRecord record, Table.Row row, DateOnly today) => row["case"] switch
    {
        "unkept" => record.LastMovement is { } arrival && !IsKept(record, today) ? arrival.On : null,
        "untold" => Table.Words(row["facts"]).SelectMany(record.FactsOf).Where(fact => !(record.LastMovement?.Source.Version >= fact.Source.Version))
            .Select(fact => (DateOnly?)LegalTerm.DayOf(fact.Source)).Max(),
        var word => throw new InvalidDataException($"departure-terms.csv: there is no case '{word}'."),
    };

    // A foreigners' authority, a reception facility, or the federal office while the procedure runs.
    private static bool IsKept(PersonRecord record, DateOnly today) =>
        record.FileKeeper is not null || new RecordOccasions(record, today) is { IsPlacedInReception: true } or { IsAsylumRunning: true };
}
