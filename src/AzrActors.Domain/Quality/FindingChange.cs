using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality;

/// <summary>Whether a change touches what a finding is about: then a word that it was checked no longer holds.</summary>
public static class FindingChange
{
    public static bool Touches(RecordChange change, StandingFinding finding) => change.Events.Any(happened => Touches(happened, finding));

    private static bool Touches(RecordEvent happened, StandingFinding finding) => (happened, finding.Path) switch
    {
        (RecordEvent.PersonalDataChanged changed, null) when finding.Field is { } field => changed.Facts.Any(fact => fact.Field == field),
        // The record as a whole: everything but the name of somebody who wants to be told.
        (_, null) => finding.Field is null && happened is not (RecordEvent.Subscribed or RecordEvent.SubscriptionEnded),
        var (_, path) => PathsOf(happened).Contains(path),
    };

    private static IEnumerable<string> PathsOf(RecordEvent happened) => happened switch
    {
        RecordEvent.MovedIn e => [Path(FactPath.Address, e.Number)],
        RecordEvent.MovedOut e => [Path(FactPath.Address, e.Number)],
        RecordEvent.AddressCorrected e => [Path(FactPath.Address, e.Number)],
        RecordEvent.MovementReported e => [Path(FactPath.Movement, e.Number)],
        RecordEvent.MovementCorrected e => [Path(FactPath.Movement, e.Number)],
        RecordEvent.StatusGranted e => [Path(FactPath.Status, e.Number)],
        RecordEvent.StatusEnded e => [Path(FactPath.Status, e.Number)],
        RecordEvent.StatusCorrected e => [Path(FactPath.Status, e.Number)],
        RecordEvent.FactStored e => [Path(e.Item, e.Number)],
        RecordEvent.FactChanged e => [Path(e.Item, e.Number)],
        RecordEvent.FactEnded e => [Path(e.Item, e.Number)],
        RecordEvent.PersonalDataChanged e => e.Facts.Select(fact => $"{FactPath.Person}/{fact.Field}"),
        RecordEvent.Erased e => e.Facts,
        RecordEvent.PersonRegistered or RecordEvent.FileKeepingAssumed or RecordEvent.Subscribed or RecordEvent.SubscriptionEnded
            or RecordEvent.BecameGerman => [],
        _ => throw new System.Diagnostics.UnreachableException($"No paths of {happened.GetType().Name}."),
    };

    private static string Path(string group, int number) => new FactPath(group, number).ToString();
}
