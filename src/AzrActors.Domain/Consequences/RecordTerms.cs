using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Consequences;

/// <summary>That a whole record is to be erased (AZRG § 36).</summary>
/// <param name="On">First day on which it must be gone.</param>
/// <param name="Rule">Rule of the catalogue.</param>
/// <param name="IsExpiry">By term: then nobody is told by AZRG § 38 (its Abs. 2).</param>
public sealed record RecordErasure(DateOnly On, string Rule, string Paragraph, bool IsExpiry);

/// <summary>When whole records are erased (<c>record-terms.csv</c>, rules Q043 and Q133).</summary>
public static class RecordTerms
{
    private static readonly IReadOnlyList<Table.Row> Rows = Table.Load("Consequences.record-terms.csv").Rows;

    /// <summary>Items that a line names, for the test of the table.</summary>
    internal static IEnumerable<string> Items => Rows.SelectMany(row => Table.Words(row["facts"]));

    /// <summary>The erasure that the record is under; null while none is in sight.</summary>
    public static RecordErasure? Find(PersonRecord record, DateOnly today)
    {
        // At once means: today, whatever day it was.
        if (record.GermanSince is { } german)
            return new RecordErasure(LegalTerm.DayOf(german.Source), "Q133", "§ 36 Abs. 2 AZRG", IsExpiry: false);
        if (OccasionOf(record) is not var (occasion, on)) return null;
        foreach (var row in Rows)
            if (row.Covers(today) && row["occasion"] == occasion && Fits(record, row))
                return DueOn(record, row, on) is { } due ? new RecordErasure(due, row["rule"], row["paragraph"], IsExpiry: true) : null;
        return null;
    }

    private static (string Occasion, DateOnly On)? OccasionOf(PersonRecord record) => record.LastMovement switch
    {
        { Kind: MovementKind.Died } death => ("died", death.On),
        { IsArrival: false } departure => ("departed", departure.On),
        _ => LeftOn(record) is { } since ? ("departed", since) : null,
    };

    private static DateOnly? LeftOn(PersonRecord record) =>
        record.FactsOf(KnownItems.NoLongerResidentSince).LastOrDefault(fact => fact.EndedOn is null)?.Day("since");

    private static bool Fits(PersonRecord record, Table.Row row) =>
        row["facts"].Length == 0 || Table.Words(row["facts"]).Any(item => record.FactsOf(item).Count > 0);

    private static DateOnly? DueOn(PersonRecord record, Table.Row row, DateOnly on)
    {
        var months = LegalTerm.Months(row);
        if (row["from"] == "quarterAfter") return LegalTerm.AfterQuarter(on).AddMonths(months);
        // A year of birth that is not known gives no day; the record then stays until somebody finds out.
        return record.BirthDate is { Year: > 0 } birth ? LegalTerm.AfterQuarter(birth.Latest.AddMonths(months)) : null;
    }
}
