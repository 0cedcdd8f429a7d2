using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality;

/// <summary>Whether a change touches what a finding is about: then a word that it was checked no longer holds.</summary>
public static class FindingChange
{
    public static bool Touches(RecordChange change, StandingFinding finding) => change.Events.Any(happened => Touches(happened, finding));

    private static bool Touches(RecordEvent happened, StandingFinding finding) => (happened, finding.Path) switch
    {
        // Another record said the rest of it, or says it from now on.
        (RecordEvent.MergedInto or RecordEvent.TakenOver or RecordEvent.Rebuilt, _) => true,
        (RecordEvent.PersonalDataChanged changed, null) when finding.Field is { } field => changed.Facts.Any(fact => fact.Field == field),
        // The record as a whole: everything but the name of somebody who wants to be told.
        (_, null) => finding.Field is null && happened is not (RecordEvent.Subscribed or RecordEvent.SubscriptionEnded),
        var (_, path) => PathsOf(happened).Contains(path),
    };

    private static IEnumerable<string> PathsOf(RecordEvent happened) => happened switch
    {
        RecordEvent.PersonalDataChanged e => e.Facts.Select(fact => $"{FactPath.Person}/{fact.Field}"),
        RecordEvent.Erased e => e.Facts,
        _ => EventPlaces.Of(happened) is { } place ? [place.ToString()] : [],
    };
}
