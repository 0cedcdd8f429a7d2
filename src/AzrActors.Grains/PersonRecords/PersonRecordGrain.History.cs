using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Journal;

namespace AzrActors.Grains.PersonRecords;

/// <summary>The past of the record: read from the journal when somebody asks, and kept by nobody.</summary>
internal sealed partial class PersonRecordGrain
{
    public async Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        if (clock.Since(_memory.NewestAt) > Trusted) await CatchUpAsync(cancellationToken);
        var record = _memory.Stored;
        var directory = await authorities.GetFreshAsync(GrainFactory);
        var now = clock.Now();
        var caller = directory.Find(CallerKey());
        if (record is null || caller is null || !caller.ExistsOn(now.Today)
            || !StatedCircumstances.TryState(request.Stating, caller, VerifiedCaller.Current.Purpose, now.Today, out var stated, out _)
            || Disclosures.For(record, caller, VerifiedCaller.Current.Purpose, stated, now.Today).Items.Count == 0)
        {
            var unknown = new Rejection.RecordUnknown();
            await log.WriteQueryAsync(LogEntries.HistoryRefused(request, record?.Id, unknown.Code, now), caller, [], cancellationToken);
            return Replies.NoHistory(unknown);
        }
        var (versions, changes, sight) = await LookBackAsync(record, caller, stated, now, cancellationToken);
        var seen = Histories.Of(versions, changes, sight).Where(change => !(change.Version >= request.Before)).Reverse().ToList();
        var page = seen.Take(request.Limit).ToList();
        var told = Inquiries.NoticesFor(record, caller, now.Instant, directory, now.Today);
        await log.WriteQueryAsync(LogEntries.HistoryRead(request, record, [.. page.SelectMany(Paths)], now), caller,
            [.. told.Select(notice => new StoredLetter(_id, record.Version, notice))], cancellationToken);
        return new HistoryReply
        {
            History = new Contracts.Records.RecordHistory
            {
                Version = record.Version,
                Versions = [.. page.Select(change => Replies.ToVersion(change, caller.Key, letters, now.Today))],
                Earlier = seen.Count > page.Count ? page[^1].Version : null,
            },
        };
    }

    private async Task<ShownState?> DiscloseAsync(
        RecordRequest request, PersonRecord record, Authority caller, StatedCircumstances stated, RegisterTime now, CancellationToken cancellationToken)
    {
        var disclosed = Disclosures.For(record, caller, VerifiedCaller.Current.Purpose, stated, now.Today);
        // Whoever may see nothing of the record today is not told either what it once held.
        if (disclosed.Items.Count == 0 || (request.KnownOn is null && request.ValidOn is null))
            return new ShownState(record.Version, disclosed.Items, disclosed.WithNumber);
        var (versions, changes, sight) = await LookBackAsync(record, caller, stated, now, cancellationToken);
        return Histories.AsOf(versions, changes, sight, request.KnownOn, request.ValidOn, LegalCalendar.DayOf) is { } then
            ? new ShownState(then.Version, then.Items, disclosed.WithNumber) : null;
    }

    private async Task<(IReadOnlyList<PersonRecord> Versions, IReadOnlyList<RecordChange> Changes, HistorySight Sight)> LookBackAsync(
        PersonRecord record, Authority caller, StatedCircumstances stated, RegisterTime now, CancellationToken cancellationToken)
    {
        try
        {
            var history = await journal.ReadChangesAsync(_id, 0, cancellationToken);
            // Erased since the record was looked at, or a change came: the caller asks again and gets that.
            if (history.Changes.Count < record.Version) throw new RegisterBusyException();
            IReadOnlyList<RecordChange> changes = [.. history.Changes.Take(record.Version)];
            var sight = new Sight(record, caller, VerifiedCaller.Current.Purpose, stated, now.Today);
            return (RecordTimes.Versions(_id, changes), changes, new HistorySight(record, changes, sight));
        }
        catch (Exception exception) when (exception is DbException or CryptographicException)
        {
            LogNotRead(logger, exception, _id);
            throw new RegisterBusyException();
        }
    }

    private static IEnumerable<string> Paths(DisclosedChange change) => change.Values.SelectMany(value =>
        new[] { value.Before, value.After }.OfType<Domain.Disclosure.RecordItem>()
            .Select(item => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Path}@{item.Source.Version}")));
}
