using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Consequences;

/// <summary>
/// What follows from a submission by itself and at once, as part of the same change (rules Q081, Q082, Q083, Q130). Each way
/// forth has its way back: when the cause is corrected or erased, what was drawn from it follows.
/// </summary>
internal static class ImmediateConsequences
{
    /// <param name="before">The record before the submission; null when that registers the person.</param>
    /// <param name="now">The record with all that was drawn so far.</param>
    /// <param name="said">What the submission itself changed.</param>
    public static IEnumerable<RecordEvent> Of(
        PersonRecord? before, Func<PersonRecord> now, IReadOnlyList<RecordEvent> said, Authority caller, DateOnly today)
    {
        // Nearly every submission touches nothing from which anything follows.
        if (!said.Any(Matters)) yield break;
        var (was, isNow) = (Measures.Of(before, today), Measures.Of(now(), today));
        foreach (var drawn in BanConsequences.Of(was, isNow, now, today)) yield return drawn;
        foreach (var drawn in StayConsequences.Of(before, was, isNow, now, today)) yield return drawn;
        foreach (var drawn in DurationConsequences.Of(Departures.Of(before, was), Departures.Of(now(), isNow), now, today)) yield return drawn;
        foreach (var drawn in BlockConsequences.Of(said, now, caller)) yield return drawn;
    }

    private static bool Matters(RecordEvent happened) => happened is RecordEvent.FactStored or RecordEvent.FactChanged or RecordEvent.FactEnded
        or RecordEvent.MovementReported or RecordEvent.MovementCorrected or RecordEvent.Erased;
}

/// <summary>Days on which the person left, by the path of the fact that says so.</summary>
internal static class Departures
{
    public static Dictionary<string, DateOnly> Of(PersonRecord? record, List<StandingMeasure> measures)
    {
        var days = new Dictionary<string, DateOnly>();
        foreach (var movement in record?.Movements ?? [])
            if (movement.Kind == MovementKind.DepartureAbroad) days[new FactPath(FactPath.Movement, movement.Number).ToString()] = movement.On;
        foreach (var measure in measures)
            if (measure is { Measure.Leaves: true, Day: { } day }) days[measure.Fact.Path.ToString()] = day;
        return days;
    }
}

/// <summary>
/// A block that the residents' office reports is one against private bodies, and is deleted when the office reports its end
/// (AZRG § 4 Abs. 2 Satz 3, rule Q130).
/// </summary>
internal static class BlockConsequences
{
    private const string Scope = "scope";
    private const string Small = "small";
    private const string Basis = "§ 4 Abs. 2 Satz 3 AZRG";

    public static IEnumerable<RecordEvent> Of(IReadOnlyList<RecordEvent> said, Func<PersonRecord> now, Authority caller)
    {
        if (caller.Kind != AuthorityKind.ResidentsOffice) yield break;
        foreach (var happened in said)
        {
            if (happened is RecordEvent.FactStored { Item: KnownItems.TransmissionBlock } stored
                && now().FindFact(new FactPath(stored.Item, stored.Number)) is { } block && block.Value(Scope) != Small)
                yield return new RecordEvent.FactChanged(stored.Number, stored.Item, [new PersonFact(Scope, [Small])], false, Basis);
            if (happened is RecordEvent.FactEnded { Item: KnownItems.TransmissionBlock } ended)
                yield return new RecordEvent.Erased([new FactPath(ended.Item, ended.Number).ToString()], ErasureReasons.Withdrawn, Basis);
        }
    }
}

/// <summary>Reasons of the list of reasons for an erasure that the register gives.</summary>
internal static class ErasureReasons
{
    public const string Withdrawn = "withdrawn";
    public const string TermExpired = "termExpired";
}
