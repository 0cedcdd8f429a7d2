using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Findings;

/// <summary>Which records meet (<see cref="MeetingKeys"/>), and what was found of it. Every look goes through an index and is bounded, whatever the stock.</summary>
public interface IMeetings
{
    /// <summary>
    /// Records that have to be looked at because these changed: they themselves, whom they meet, whom they met before, and who
    /// lives at a place that has become crowded or is so no more.
    /// </summary>
    Task<IReadOnlyList<RecordId>> TouchedByAsync(IReadOnlyList<RecordId> changed, CancellationToken cancellationToken);

    /// <summary>Who lives at a place of these changes and is said to be, or not to be, at a crowded one against what is so now.</summary>
    Task<IReadOnlyList<RecordId>> OutOfStepAsync(IReadOnlyList<RecordId> changed, CancellationToken cancellationToken);

    /// <summary>What surrounds these records; without those that are erased.</summary>
    Task<IReadOnlyList<MeetingPlace>> LookAroundAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken);

    /// <summary>What would surround a record if it met others under these keys, stored or not.</summary>
    Task<MeetingPlace> LookAroundAsync(RecordId record, MeetingKeys keys, CancellationToken cancellationToken);

    /// <summary>When each of these bodies last submitted something of the record or asked for it; without those that never did.</summary>
    Task<IReadOnlyDictionary<AuthorityKey, DateTimeOffset>> LastReasonsAsync(
        RecordId record, IReadOnlyList<AuthorityKey> bodies, CancellationToken cancellationToken);

    /// <summary>Mail to the person that came back.</summary>
    Task<IReadOnlyList<ReturnedMail>> ReturnedMailAsync(RecordId record, CancellationToken cancellationToken);

    /// <summary>Keeps that mail came back to a body, once however often it says so, and has the record looked at.</summary>
    Task ReportMailAsync(RecordId record, AuthorityKey body, ReturnedMail mail, CancellationToken cancellationToken);

    /// <summary>
    /// Those of the findings that keeping them would bring to the list of an authority: they do not stand yet, or with another authority, or
    /// were checked before their data were said anew.
    /// </summary>
    Task<IReadOnlyList<MetFinding>> OpeningAsync(RecordId record, IReadOnlyList<MetFinding> findings, CancellationToken cancellationToken);

    /// <summary>Keeps what was found of a record: opens, closes and leaves findings, and says when to look again.</summary>
    /// <param name="seen">Every record that was read for it, as it was.</param>
    /// <returns>False if one of them has changed since; nothing is kept.</returns>
    Task<bool> KeepAsync(
        RecordId record, MeetingOutlook outlook, bool hidden, IReadOnlyList<PersonRecord> seen, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Has those records looked at whose day has come.</summary>
    Task WakeAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>What surrounds a record, as far as the index knows.</summary>
/// <param name="Met">Those that share a key with it.</param>
/// <param name="PersonsAtAddress">Counted up to <see cref="Domain.Quality.RecordsRules.CrowdedFrom"/>.</param>
/// <param name="HasFindings">Something was found before.</param>
public sealed record MeetingPlace(
    RecordId Record, IReadOnlyList<RecordId> Met, int PersonsAtAddress, bool IsShelter, bool IsSubscribed, bool HasFindings, bool HasReturnedMail);
