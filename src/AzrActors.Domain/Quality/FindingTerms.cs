using System.Globalization;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Quality;

/// <summary>By when findings should be mended (<c>finding-terms.csv</c>); the day on which one opens chooses the line.</summary>
public sealed class FindingTerms
{
    private const string Others = "*";

    private static readonly FindingTerms Kept = new(Table.Load("Quality.finding-terms.csv"));

    private readonly ILookup<string, (Table.Row Valid, int Days)> _lines;

    /// <exception cref="InvalidDataException">A line is of no rule, or on some day there are two lines of a rule or none for all others.</exception>
    internal FindingTerms(Table table)
    {
        _lines = table.Rows.ToLookup(row => row["rule"], row => (row, int.Parse(row["days"], NumberStyles.None, CultureInfo.InvariantCulture)));
        foreach (var lines in _lines)
        {
            if (lines.Key != Others && Rules.Find(lines.Key) is null) throw new InvalidDataException($"{table.Name}: there is no rule {lines.Key}.");
            if (lines.Any(line => lines.Count(other => other.Valid.Covers(line.Valid.Day("valid_from") ?? DateOnly.MinValue)) > 1))
                throw new InvalidDataException($"{table.Name}: there are two terms of {lines.Key} on one day.");
        }
        var dayAfter = _lines[Others].Select(line => line.Valid.Day("valid_to")?.AddDays(1)).OfType<DateOnly>();
        if (dayAfter.Prepend(DateOnly.MinValue).Any(day => FindDays(Others, day) is null))
            throw new InvalidDataException($"{table.Name}: there are days without a term.");
    }

    /// <summary>The day by which a finding of the rule that opened on a day should be mended.</summary>
    public static DateOnly DueOn(Rule rule, DateOnly openedOn) => Kept.DueOn(rule.Id, openedOn);

    internal DateOnly DueOn(string rule, DateOnly openedOn) => openedOn.AddDays((FindDays(rule, openedOn) ?? FindDays(Others, openedOn))!.Value);

    private int? FindDays(string rule, DateOnly day)
    {
        foreach (var (valid, days) in _lines[rule])
            if (valid.Covers(day)) return days;
        return null;
    }
}
