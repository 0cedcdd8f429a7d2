using System.Diagnostics;

namespace AzrActors.Domain.PersonRecords;

/// <summary>Which numbered fact of a record an event is about.</summary>
internal static class EventPlaces
{
    /// <returns>Null where it is about none, or about several.</returns>
    public static FactPath? Of(RecordEvent happened) => happened switch
    {
        RecordEvent.MovedIn e => new FactPath(FactPath.Address, e.Number),
        RecordEvent.MovedOut e => new FactPath(FactPath.Address, e.Number),
        RecordEvent.AddressCorrected e => new FactPath(FactPath.Address, e.Number),
        RecordEvent.MovementReported e => new FactPath(FactPath.Movement, e.Number),
        RecordEvent.MovementCorrected e => new FactPath(FactPath.Movement, e.Number),
        RecordEvent.StatusGranted e => new FactPath(FactPath.Status, e.Number),
        RecordEvent.StatusEnded e => new FactPath(FactPath.Status, e.Number),
        RecordEvent.StatusCorrected e => new FactPath(FactPath.Status, e.Number),
        RecordEvent.FactStored e => new FactPath(e.Item, e.Number),
        RecordEvent.FactChanged e => new FactPath(e.Item, e.Number),
        RecordEvent.FactEnded e => new FactPath(e.Item, e.Number),
        RecordEvent.Subscribed e => new FactPath(FactPath.Subscription, e.Number),
        RecordEvent.SubscriptionEnded e => new FactPath(FactPath.Subscription, e.Number),
        RecordEvent.PersonRegistered or RecordEvent.PersonalDataChanged or RecordEvent.FileKeepingAssumed or RecordEvent.Erased
            or RecordEvent.BecameGerman or RecordEvent.DifferentPersonStated or RecordEvent.DifferentPersonWithdrawn or RecordEvent.MergedInto or RecordEvent.TakenOver
            or RecordEvent.Rebuilt => null,
        _ => throw new UnreachableException($"No place for {happened.GetType().Name}."),
    };
}
