using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Consequences;

/// <summary>What the law does to a record as days pass, whoever submits nothing (AZRG § 36, AZRG-DV §§ 3, 18).</summary>
public static class DayConsequences
{
    private const string Reason = "automatisch";

    /// <summary>What is due on the day, as a change of the register authority's own; null if nothing is.</summary>
    /// <param name="id">Names the change as the id of a submission does.</param>
    public static (RecordChange Change, PersonRecord Record)? Of(PersonRecord record, DateOnly today, DateTimeOffset at, Guid id)
    {
        var events = EventsOf(record, today).ToList();
        if (events.Count == 0) return null;
        var origin = new ChangeOrigin(AuthorityKey.Register, Reason, "", "", id, today, at);
        var change = new RecordChange(record.Version + 1, origin, [.. events.Select(happened => happened with { Automatic = true })]);
        return (change, PersonRecord.Evolve(record.Id, record, change));
    }

    /// <summary>First day on which something is due, the erasure of the whole record included; it may have passed. Null for never.</summary>
    public static DateOnly? NextDay(PersonRecord record, DateOnly today)
    {
        var next = RecordTerms.Find(record, today)?.On;
        if (record.GermanSince is not null) return next;
        next = LegalTerm.Earlier(next, DepartureTerms.Find(record, today)?.On);
        foreach (var (_, on, _) in FactTerms.Of(record, today)) next = LegalTerm.Earlier(next, on);
        return next;
    }

    private static IEnumerable<RecordEvent> EventsOf(PersonRecord record, DateOnly today)
    {
        if (DepartureTerms.Find(record, today) is var (on, paragraph) && on <= today)
            yield return new RecordEvent.MovementReported(record.NextNumber(FactPath.Movement), MovementKind.DepartureUnknown, on, paragraph);
        foreach (var term in FactTerms.Of(record, today).Where(term => term.On <= today).GroupBy(term => term.Paragraph).OrderBy(term => term.Key, StringComparer.Ordinal))
            yield return new RecordEvent.Erased([.. term.Select(due => due.Fact.Path.ToString())], ErasureReasons.TermExpired, term.Key);
    }
}
