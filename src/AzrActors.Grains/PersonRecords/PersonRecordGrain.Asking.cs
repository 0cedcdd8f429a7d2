using AzrActors.Contracts.Doors;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Journal;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Whoever asks to see something of the record, however: the same question before, the same note in the log after.</summary>
internal sealed partial class PersonRecordGrain
{
    /// <param name="stating">Circumstances as the caller sent them.</param>
    private async Task<Asking> AskAsync(IReadOnlyList<string>? stating, CancellationToken cancellationToken)
    {
        await FreshenAsync(cancellationToken);
        var record = _memory.Stored;
        var directory = await authorities.GetFreshAsync(GrainFactory);
        var now = clock.Now();
        var caller = directory.Find(CallingAuthority.Key);
        if (record is null || caller is null || !caller.ExistsOn(now.Today)
            || !StatedCircumstances.TryState(stating, caller, VerifiedCaller.Current.Purpose, now.Today, out var stated, out _))
            return new Asking(record, caller, directory, now, StatedCircumstances.None, null);
        var disclosed = Disclosures.For(record, caller, VerifiedCaller.Current.Purpose, stated, now.Today);
        return new Asking(record, caller, directory, now, stated, disclosed.Items.Count > 0 ? disclosed : null);
    }

    /// <summary>Nothing is shown that the log does not know of, and whoever placed a search note is told of the query with it.</summary>
    private Task LogShownAsync(Asking asking, AccessEntry entry, CancellationToken cancellationToken)
    {
        var (record, caller) = (asking.Record!, asking.Caller!);
        var told = Inquiries.NoticesFor(record, caller, asking.Now.Instant, asking.Directory, asking.Now.Today);
        return log.WriteQueryAsync(entry, caller, [.. told.Select(notice => new StoredLetter(_id, record.Version, notice))], cancellationToken);
    }

    /// <summary>Somebody who asks, and what the record is to them.</summary>
    /// <param name="Disclosed">What they may see; null when the record must be to them as if it did not exist.</param>
    private sealed record Asking(
        PersonRecord? Record, Authority? Caller, AuthorityDirectory Directory, RegisterTime Now, StatedCircumstances Stated, Disclosed? Disclosed);
}
