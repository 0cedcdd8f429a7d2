using System.Collections.Immutable;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>
/// A record on its two time axes: what the register knew (when changes were received), and what held (the legal days
/// that the changes name).
/// </summary>
public static class RecordTimes
{
    /// <summary>Every version of a record, oldest first; the first is version 1.</summary>
    /// <param name="changes">All changes from the first on.</param>
    public static IReadOnlyList<PersonRecord> Versions(RecordId id, IReadOnlyList<RecordChange> changes)
    {
        var versions = new List<PersonRecord>(changes.Count);
        foreach (var change in changes) versions.Add(PersonRecord.Evolve(id, versions.Count == 0 ? null : versions[^1], change));
        return versions;
    }

    /// <summary>
    /// What of the newest of the versions held on a day. A value of the person that was replaced later comes back from the
    /// version that last said one for that day; one that the newest version no longer has was withdrawn and stays away.
    /// </summary>
    /// <param name="versions">Oldest first, not empty.</param>
    public static PersonRecord HeldOn(IReadOnlyList<PersonRecord> versions, DateOnly day)
    {
        var newest = versions[^1];
        return newest with
        {
            Person = newest.Person.Keys
                .Select(field => (Field: field, Said: LastSaidFor(versions, record => record.Person.GetValueOrDefault(field), day)))
                .Where(pair => pair.Said is not null).ToImmutableDictionary(pair => pair.Field, pair => pair.Said!),
            FileKeeper = newest.FileKeeper is null ? null : LastSaidFor(versions, record => record.FileKeeper, day),
            Addresses = newest.Addresses.RemoveAll(address => address.MovedInOn > day || address.MovedOutOn <= day),
            Movements = newest.Movements.RemoveAll(movement => movement.On > day),
            Statuses = newest.Statuses.RemoveAll(status => !status.RunsOn(day)),
            Facts = newest.Facts.ToImmutableDictionary(
                pair => pair.Key, pair => pair.Value.RemoveAll(fact => !fact.RunsOn(day) || fact.Fields.Values.Min(value => value.Source.ValidFrom) > day)),
        };
    }

    /// <summary>Of all that was said for the day or an earlier one what holds from the latest day; of several, what was said last.</summary>
    private static Sourced<T>? LastSaidFor<T>(IReadOnlyList<PersonRecord> versions, Func<PersonRecord, Sourced<T>?> find, DateOnly day) =>
        versions.Select(find).OfType<Sourced<T>>().Where(said => said.Source.ValidFrom <= day)
            .MaxBy(said => (said.Source.ValidFrom, said.Source.Version));
}
