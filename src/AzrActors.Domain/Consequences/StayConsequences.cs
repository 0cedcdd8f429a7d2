using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Consequences;

/// <summary>
/// Who was deported or removed no longer stays (Meldestatus 07, rule Q083): only the register says so (Q032). It ends with the
/// next arrival, and goes when the measure turns out not to have been.
/// </summary>
internal static class StayConsequences
{
    private const string Since = "since";
    private const string Basis = "§ 1 AZRG-DV (DSAusländer Blatt 024)";

    public static IEnumerable<RecordEvent> Of(
        PersonRecord? before, List<StandingMeasure> was, List<StandingMeasure> isNow, Func<PersonRecord> now, DateOnly today)
    {
        var (left, leaves) = (LastDay(was), LastDay(isNow));
        var record = now();
        var held = record.FactsOf(KnownItems.NoLongerResidentSince).LastOrDefault(fact => fact.EndedOn is null);
        if (leaves != left)
        {
            if (leaves is { } day) yield return Note(record, held, day);
            else if (held is not null)
                yield return new RecordEvent.Erased([held.Path.ToString()], ErasureReasons.Withdrawn, "§ 18 Abs. 4 AZRG-DV");
        }
        else if (held is not null && record.LastMovement is { IsArrival: true } arrival && arrival.On >= held.Day(Since)
            && !ReferenceEquals(arrival, before?.LastMovement))
        {
            yield return new RecordEvent.FactEnded(held.Number, held.Item, arrival.On, Basis);
        }
    }

    private static RecordEvent Note(PersonRecord record, StoredFact? held, DateOnly day)
    {
        IReadOnlyList<PersonFact> values = [new(Since, [CanonicalDay.Write(day)])];
        return held is null
            ? new RecordEvent.FactStored(record.NextNumber(KnownItems.NoLongerResidentSince), KnownItems.NoLongerResidentSince, values, Basis)
            : new RecordEvent.FactChanged(held.Number, held.Item, values, false, Basis);
    }

    private static DateOnly? LastDay(List<StandingMeasure> measures) =>
        measures.Where(measure => measure.Measure.Leaves).Max(measure => measure.Day);
}
