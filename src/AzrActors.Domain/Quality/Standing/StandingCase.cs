using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>
/// A record as rules on its standing look at it. They say from which day to which something is wrong; the day itself
/// serves to choose the law and the code lists.
/// </summary>
internal sealed class StandingCase(PersonRecord record, DateOnly today)
{
    private PersonGroup? _group;

    public PersonRecord Record { get; } = record;

    public DateOnly Today { get; } = today;

    public PersonGroup Group => _group ??= PersonGroups.Of(Record, Today);

    /// <summary>The stay as it was last reported: since the first of the arrivals that follow one another; null if there is none.</summary>
    public DateOnly? ResidentSince
    {
        get
        {
            DateOnly? since = null;
            for (var at = Record.Movements.Count - 1; at >= 0 && Record.Movements[at].IsArrival; at--) since = Record.Movements[at].On;
            return since;
        }
    }

    /// <summary>Day of the departure or death that stands last; null while the person is resident or nothing is reported.</summary>
    public DateOnly? GoneOn => Record.LastMovement is { IsArrival: false } last ? last.On : null;

    /// <summary>The days on which a status runs.</summary>
    public static Span Of(StoredStatus status) =>
        status.EndedOn is { } ended ? new Span(status.GrantedOn, ended) : Span.To(status.GrantedOn, status.ValidUntil);

    /// <summary>The days on which a fact holds from a day of it on.</summary>
    public static Span Of(StoredFact fact, string dayField) => new(fact.Day(dayField) ?? fact.Source.ValidFrom, fact.EndedOn ?? DateOnly.MaxValue);

    /// <summary>Statuses with the days on which they run.</summary>
    public IEnumerable<(StoredStatus Status, Span When)> Statuses(Func<StoredStatus, bool> which)
    {
        foreach (var status in Record.Statuses)
            if (which(status)) yield return (status, Of(status));
    }

    /// <summary>Facts of the items with the days on which they hold, each from the day of the field on.</summary>
    public IEnumerable<(StoredFact Fact, Span When)> Facts(string dayField, params IReadOnlyList<string> items)
    {
        if (Record.Facts.Count == 0) yield break;
        foreach (var item in items)
            foreach (var fact in Record.FactsOf(item)) yield return (fact, Of(fact, dayField));
    }

    /// <summary>Earliest day of the field in facts of the items; null without any.</summary>
    public DateOnly? First(string dayField, params IReadOnlyList<string> items)
    {
        DateOnly? first = null;
        foreach (var (_, when) in Facts(dayField, items))
            if (!(first <= when.From)) first = when.From;
        return first;
    }

    /// <summary>Earliest day, not before the given one; null without any.</summary>
    public DateOnly? FirstFrom(DateOnly day, string dayField, params IReadOnlyList<string> items)
    {
        DateOnly? first = null;
        foreach (var (_, when) in Facts(dayField, items))
            if (when.From >= day && !(first <= when.From)) first = when.From;
        return first;
    }

    public bool Has(params IReadOnlyList<string> items)
    {
        if (Record.Facts.Count == 0) return false;
        foreach (var item in items)
            if (Record.FactsOf(item).Count > 0) return true;
        return false;
    }
}
