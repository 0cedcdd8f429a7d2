using System.Data.Common;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Findings;
using AzrActors.Domain.Consequences;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Findings;
using AzrActors.Journal;
using AzrActors.Journal.Findings;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.PersonRecords;

/// <summary>What happens to a record without a submission, and what is wrong with it.</summary>
internal sealed partial class PersonRecordGrain
{
    /// <summary>Of the versions before and after the last change.</summary>
    private IReadOnlyList<Judged> _outlooks = [];

    public Task PassDayAsync(CancellationToken cancellationToken) => InTurnAsync(() => ActAsync(cancellationToken), cancellationToken);

    public async Task<DescribedFindings?> DescribeFindingsAsync(IReadOnlyList<FindingPlace> findings, CancellationToken cancellationToken)
    {
        var asking = await AskAsync(null, cancellationToken);
        if (Describe(findings, asking) is not { } described) return null;
        await log.WriteQueryAsync(
            LogEntries.FindingsShown(asking.Record!, described.AzrNumber is not null, FindingItems(findings, described), asking.Now), asking.Caller, [], cancellationToken);
        return described;
    }

    /// <summary>What is wrong with the record and the caller's to mend, to be shown beside it and logged with it.</summary>
    private async Task<(IReadOnlyList<FindingView>? Views, IReadOnlyList<string> Items)> FindingsOfAsync(Asking asking, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredFinding> stored;
        try
        {
            stored = await sight.OfRecordAsync(_id, asking.Caller!, asking.Now.Today, cancellationToken);
        }
        catch (DbException exception)
        {
            LogNotRead(logger, exception, _id);
            throw new RegisterBusyException();
        }
        IReadOnlyList<FindingPlace> places = [.. stored.Select(FindingSight.PlaceOf)];
        if (Describe(places, asking) is not { } described) return ([], []);
        return (
            [
                .. stored.Where(finding => described.Mends.ContainsKey(finding.Id)).Select(finding =>
                    FindingSight.View(finding, described.AzrNumber, described.Mends[finding.Id], asking.Now.Today)),
            ],
            FindingItems(places, described));
    }

    /// <summary>A finding about a fact that the caller may not see is none for it; null if none is left.</summary>
    private static DescribedFindings? Describe(IReadOnlyList<FindingPlace> findings, Asking asking)
    {
        if (asking.Disclosed is not { } seen) return null;
        var record = asking.Record!;
        var facts = seen.Items.Select(item => item.Fact).Concat(OwnSubscriptions(record, asking.Caller!)).ToHashSet();
        var shown = findings.Where(finding => finding.Path.Length == 0 || facts.Contains(finding.Path)).ToList();
        return shown.Count == 0 ? null : new DescribedFindings(
            seen.WithNumber ? record.Number.Digits : null,
            shown.ToDictionary(finding => finding.Finding, finding => Mends.Find(finding.Rule, finding.Path, record) is { } entry ? Requests.ToContract(entry) : null));
    }

    private static IReadOnlyList<string> FindingItems(IReadOnlyList<FindingPlace> findings, DescribedFindings shown) =>
        [.. findings.Where(finding => shown.Mends.ContainsKey(finding.Finding)).Select(finding => $"finding/{finding.Rule}/{finding.Path}")];

    /// <summary>Whoever is told of the person is nobody's business but its own and the register authority's.</summary>
    private static IEnumerable<string> OwnSubscriptions(PersonRecord record, Authority caller) =>
        record.Subscriptions.Where(one => one.Authority == caller.Key || caller.Kind == AuthorityKind.RegisterAuthority)
            .Select(one => new FactPath(FactPath.Subscription, one.Number).ToString());

    /// <summary>Acts upon the newest version; when another was stored meanwhile, upon that one.</summary>
    private async Task<bool> ActAsync(CancellationToken cancellationToken)
    {
        var directory = await authorities.GetFreshAsync(GrainFactory);
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.Now();
            try
            {
                await CatchUpAsync(cancellationToken);
                if (_memory.Newest is { } record) await ActAsync(record, directory, now, cancellationToken);
                else await watch.ForgetAsync(_id, cancellationToken);
                return true;
            }
            catch (JournalConflictException conflict) when (attempt < AttemptsMax)
            {
                LogConflict(logger, _id, conflict.Conflict, attempt);
            }
        }
    }

    private Task ActAsync(PersonRecord record, AuthorityDirectory directory, RegisterTime now, CancellationToken cancellationToken)
    {
        var outlook = OutlookOf(record, directory, now.Today);
        var waits = outlook.Findings.Any(finding => finding.Rule.Id == Rules.ErasureWaits.Id);
        if (!waits && RecordTerms.Find(record, now.Today) is { } erasure && erasure.On <= now.Today)
            return EraseAsync(record, erasure, directory, now, cancellationToken);
        return DayConsequences.Of(record, now.Today, now.Instant, _id.ActOf(record.Version + 1)) is var (change, after)
            ? StoreAsync(record, change, after, directory, now, cancellationToken)
            : journal.KeepOutlookAsync(_id, record.Version, OutlookUpdate.OfDay(outlook, null, now.Today), cancellationToken);
    }

    private async Task EraseAsync(
        PersonRecord record, RecordErasure erasure, AuthorityDirectory directory, RegisterTime now, CancellationToken cancellationToken)
    {
        var told = Farewells.Of(record, erasure, directory, now.Today);
        var asked = clock.Mark();
        await journal.EraseAsync(
            new JournalErasure(_id, record.Version, erasure, now.Today, told, LogEntries.Erased(_id, record.Version, erasure, told, now)), cancellationToken);
        _memory.Erase(asked);
        LogErased(logger, _id, erasure.Rule);
    }

    /// <summary>Stores what the day did, as the register authority's own submission.</summary>
    private async Task StoreAsync(
        PersonRecord record, RecordChange change, PersonRecord after, AuthorityDirectory directory, RegisterTime now, CancellationToken cancellationToken)
    {
        var notices = Distributor.NoticesFor(record, after, change, directory, now.Today);
        await AppendAsync(
            record, after,
            new JournalAppend(_id, null, change, notices, OwnChanges.ReceiptOf(_id, change, now), LogEntries.Done(change, _id, notices, now))
            {
                Outlook = OutlookUpdate.OfDay(OutlookOf(after, directory, now.Today), change, now.Today),
            },
            directory, now.Today, cancellationToken);
        LogActed(logger, _id, change.Version);
    }

    /// <summary>Judged once per version and day: the record before one change is the record after the change before.</summary>
    private RecordOutlook OutlookOf(PersonRecord record, AuthorityDirectory directory, DateOnly day)
    {
        foreach (var known in _outlooks)
            if (ReferenceEquals(known.Record, record) && ReferenceEquals(known.Directory, directory) && known.Day == day) return known.Outlook;
        var outlook = RecordOutlook.Of(record, directory, day);
        _outlooks = [new(record, directory, day, outlook), .. _outlooks.Take(1)];
        return outlook;
    }

    private sealed record Judged(PersonRecord Record, AuthorityDirectory Directory, DateOnly Day, RecordOutlook Outlook);

    [LoggerMessage(Level = LogLevel.Information, Message = "Record {Record} was erased by law ({Rule})")]
    private static partial void LogErased(ILogger logger, RecordId record, string rule);

    [LoggerMessage(Level = LogLevel.Information, Message = "Record {Record}: the register acted by itself, version {Version}")]
    private static partial void LogActed(ILogger logger, RecordId record, int version);
}
