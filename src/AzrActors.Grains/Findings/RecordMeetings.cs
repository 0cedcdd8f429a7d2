using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Findings;

/// <summary>
/// Asks the rules on several records of whoever changed and of those that it meets, and keeps what they find. It reads the
/// journal and not the grains: nobody is woken for it. Nearly every record meets nobody and costs one look into the index (ADR 29).
/// </summary>
internal sealed partial class RecordMeetings(IMeetings meetings, IJournal journal, RegisterClock clock, ILogger<RecordMeetings> logger)
{
    private const int AttemptsMax = 3;
    private const int PageMax = 64;

    /// <summary>These records changed.</summary>
    public async Task SpreadAsync(IReadOnlyList<DueRecord> due, CancellationToken cancellationToken)
    {
        await LookAsync(await meetings.TouchedByAsync([.. due.Select(one => one.Record)], cancellationToken), cancellationToken);
        var moved = due.Where(one => one.HasMoved).Select(one => one.Record).ToList();
        if (moved.Count == 0) return;
        // Of a place only the number of its persons is held against a record. When another silo dealt with somebody there meanwhile, what was
        // just kept may be as it was before; whoever kept it puts it right.
        for (var attempt = 1; attempt <= AttemptsMax && await meetings.OutOfStepAsync(moved, cancellationToken) is { Count: > 0 } late; attempt++)
            await LookAsync(late, cancellationToken);
    }

    /// <summary>Looks at these records, whoever changed.</summary>
    public async Task LookAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken)
    {
        foreach (var page in records.Chunk(PageMax))
        {
            // Of a family each one meets all others.
            var read = new Dictionary<RecordId, PersonRecord?>();
            foreach (var place in await meetings.LookAroundAsync(page, cancellationToken))
                if (MayFind(place)) await LookAsync(place, read, cancellationToken);
        }
    }

    private static bool MayFind(MeetingPlace place) => place.Met.Count > 0 || place.IsSubscribed || place.HasFindings || place.HasReturnedMail
        || RecordsRules.IsCrowded(place.PersonsAtAddress, place.IsShelter);

    private async Task LookAsync(MeetingPlace place, Dictionary<RecordId, PersonRecord?> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await JudgeAsync(place, read, null, cancellationToken) is not var (outlook, seen, today)) return;
            if (await meetings.KeepAsync(place.Record, outlook, Sight.IsHidden(seen[0], today), seen, today, cancellationToken)) return;
            // Somebody changed meanwhile.
            read.Clear();
        }
        throw new RegisterBusyException();
    }

    /// <summary>What the rules find of a record at this moment; nothing of it is kept.</summary>
    public async Task<IReadOnlyList<StandingFinding>> FindAsync(RecordId record, CancellationToken cancellationToken) =>
        (await meetings.LookAroundAsync([record], cancellationToken)).SingleOrDefault() is { } place && MayFind(place)
        && await JudgeAsync(place, [], null, cancellationToken) is var (outlook, _, _) ? [.. outlook.Findings.Select(one => one.Finding)] : [];

    /// <summary>What storing a record as it is said to become would add to what the rules find of it; nothing of it is kept.</summary>
    /// <param name="keys">Under which it would meet others.</param>
    /// <param name="author">Whoever would store it, and so would have had to do with it today.</param>
    public async Task<IReadOnlyList<StandingFinding>> ForeseeAsync(
        PersonRecord record, MeetingKeys keys, AuthorityKey author, CancellationToken cancellationToken)
    {
        var place = await meetings.LookAroundAsync(record.Id, keys, cancellationToken);
        if (!MayFind(place) || await JudgeAsync(place, new() { [record.Id] = record }, author, cancellationToken) is not var (outlook, _, _)) return [];
        return [.. (await meetings.OpeningAsync(record.Id, outlook.Findings, cancellationToken)).Select(one => one.Finding)];
    }

    /// <param name="author">Who has to do with the record today, whatever is stored of that; null for nobody besides.</param>
    /// <returns>What is found, of which records, that one first, on which day; null when it is erased.</returns>
    private async Task<(MeetingOutlook Outlook, IReadOnlyList<PersonRecord> Seen, DateOnly Today)?> JudgeAsync(
        MeetingPlace place, Dictionary<RecordId, PersonRecord?> read, AuthorityKey? author, CancellationToken cancellationToken)
    {
        if (await ReadAsync(place.Record, read, cancellationToken) is not { } record) return null;
        var met = new List<PersonRecord>();
        foreach (var other in place.Met)
            if (await ReadOtherAsync(other, read, cancellationToken) is { } found) met.Add(found);
        var today = clock.Now().Today;
        var reasons = await ReasonsAsync(record, cancellationToken);
        if (author is not null) reasons[author] = today;
        var around = new Surroundings(met, place.PersonsAtAddress, place.IsShelter, reasons)
        {
            ReturnedMail = place.HasReturnedMail ? await meetings.ReturnedMailAsync(place.Record, cancellationToken) : [],
        };
        return (MeetingRules.Judge(record, around, today), [record, .. met], today);
    }

    private async Task<Dictionary<AuthorityKey, DateOnly>> ReasonsAsync(PersonRecord record, CancellationToken cancellationToken)
    {
        if (record.Subscriptions.IsEmpty) return [];
        var last = await meetings.LastReasonsAsync(record.Id, [.. record.Subscriptions.Select(one => one.Authority).Distinct()], cancellationToken);
        return last.ToDictionary(one => one.Key, one => BerlinTime.DayOf(one.Value));
    }

    /// <summary>One whose seal is broken is none that others could be held against; its grain says so when somebody asks for it.</summary>
    private async Task<PersonRecord?> ReadOtherAsync(RecordId id, Dictionary<RecordId, PersonRecord?> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(id, read, cancellationToken);
        }
        catch (CryptographicException exception)
        {
            LogUnreadable(logger, exception, id);
            return null;
        }
    }

    private async Task<PersonRecord?> ReadAsync(RecordId id, Dictionary<RecordId, PersonRecord?> read, CancellationToken cancellationToken)
    {
        if (read.TryGetValue(id, out var known)) return known;
        return read[id] = (await journal.ReadAsync(id, 0, cancellationToken)).StateOf(id);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be read, and others were not held against it")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, RecordId record);
}
