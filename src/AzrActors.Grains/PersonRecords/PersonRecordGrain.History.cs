using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Grains.AccessLog;

namespace AzrActors.Grains.PersonRecords;

/// <summary>The past of the record: read from the journal when somebody asks, and kept by nobody.</summary>
internal sealed partial class PersonRecordGrain
{
    public async Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        var asking = await AskAsync(request.Stating, cancellationToken);
        if (asking.Disclosed is null)
        {
            var unknown = new Rejection.RecordUnknown();
            await log.WriteQueryAsync(
                LogEntries.HistoryRefused(request, asking.Record?.Id, unknown.Code, asking.Now), asking.Caller, [], cancellationToken);
            return Replies.NoHistory(unknown);
        }
        var (record, caller) = (asking.Record!, asking.Caller!);
        var (versions, changes, sight) = await LookBackAsync(asking, cancellationToken);
        var seen = Histories.Of(versions, changes, sight).Where(change => !(change.Version >= request.Before)).Reverse().ToList();
        var page = seen.Take(request.Limit).ToList();
        var shown = request.WithRecord == true ? ShownState.Of(record, asking.Disclosed) : null;
        await LogShownAsync(asking, LogEntries.HistoryRead(request, record, shown, [.. page.SelectMany(Paths)], asking.Now), cancellationToken);
        return new HistoryReply
        {
            History = new Contracts.Records.RecordHistory
            {
                Version = record.Version,
                Versions = [.. page.Select(change => Replies.ToVersion(change, caller.Key, letters, asking.Now.Today))],
                Earlier = seen.Count > page.Count ? page[^1].Version : null,
                Record = shown is null ? null : Replies.View(shown, letters, asking.Now.Today, record.Number).View,
            },
        };
    }

    /// <returns>Null for nothing: whoever may see nothing of the record today is not told either what it once held.</returns>
    private async Task<ShownState?> ShownAsync(RecordRequest request, Asking asking, CancellationToken cancellationToken)
    {
        if (asking.Disclosed is not { } disclosed) return null;
        if (request.KnownOn is null && request.ValidOn is null) return ShownState.Of(asking.Record!, disclosed);
        var (versions, changes, sight) = await LookBackAsync(asking, cancellationToken);
        return Histories.AsOf(versions, changes, sight, request.KnownOn, request.ValidOn, LegalCalendar.DayOf) is { } then
            ? new ShownState(then.Version, then.Items, disclosed.WithNumber) : null;
    }

    private async Task<(IReadOnlyList<PersonRecord> Versions, IReadOnlyList<RecordChange> Changes, HistorySight Sight)> LookBackAsync(
        Asking asking, CancellationToken cancellationToken)
    {
        var record = asking.Record!;
        try
        {
            var history = await journal.ReadChangesAsync(_id, 0, cancellationToken);
            // Erased since the record was looked at, or a change came: the caller asks again and gets that.
            if (history.Changes.Count < record.Version) throw new RegisterBusyException();
            IReadOnlyList<RecordChange> changes = [.. history.Changes.Take(record.Version)];
            var sight = new Sight(record, asking.Caller!, VerifiedCaller.Current.Purpose, asking.Stated, asking.Now.Today);
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
