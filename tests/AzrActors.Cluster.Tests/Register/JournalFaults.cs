using System.Collections.Concurrent;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Journal.Findings;
using Npgsql;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Where in the journal something can go wrong.</summary>
public enum JournalMoment
{
    /// <summary>Before anything is stored.</summary>
    BeforeCommit = 1,

    /// <summary>After everything is stored and before the grain learns of it.</summary>
    AfterCommit = 2,

    ReadChanges = 3,
    FindRecord = 4,
    FindReceipt = 5,
    /// <summary>Before an entry is logged that goes with no change.</summary>
    Log = 6,
}

/// <summary>What goes wrong in the journal. Shared by the silos of a cluster.</summary>
internal sealed class JournalFaults
{
    private readonly ConcurrentDictionary<JournalMoment, Func<SiloAddress, Task>> _waiting = new();

    private int _repeats;

    /// <summary>The pump gets this many more pages that begin with what it had before.</summary>
    public void RepeatPages(int pages) => Interlocked.Add(ref _repeats, pages);

    public bool TakeRepeat()
    {
        if (Interlocked.Decrement(ref _repeats) >= 0) return true;
        Interlocked.Increment(ref _repeats);
        return false;
    }

    /// <summary>True when everything that was to go wrong has done so.</summary>
    public bool AllHappened => _waiting.IsEmpty;

    /// <summary>Happens to the next call that comes to this moment, and to no other.</summary>
    public void Next(JournalMoment moment, Func<SiloAddress, Task> happens) => _waiting[moment] = happens;

    /// <summary>The connection to the database is lost at this moment, once.</summary>
    public void LoseConnectionAt(JournalMoment moment) =>
        Next(moment, _ => throw new NpgsqlException("Exception while reading from stream"));

    public Task MeetAsync(JournalMoment moment, SiloAddress silo) =>
        _waiting.TryRemove(moment, out var happens) ? happens(silo) : Task.CompletedTask;
}

/// <summary>The journal of one silo, with faults around its calls.</summary>
internal sealed class FaultyJournal(PostgresJournal journal, JournalFaults faults, SiloAddress silo) : IJournal
{
    public async Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        await faults.MeetAsync(JournalMoment.BeforeCommit, silo);
        await journal.AppendAsync(append, cancellationToken);
        await faults.MeetAsync(JournalMoment.AfterCommit, silo);
    }

    public async Task<RecordHistory> ReadAsync(RecordId record, int after, CancellationToken cancellationToken)
    {
        await faults.MeetAsync(JournalMoment.ReadChanges, silo);
        return await journal.ReadAsync(record, after, cancellationToken);
    }

    public Task<RecordHistory> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        journal.ReadChangesAsync(record, after, cancellationToken);

    public Task KeepSnapshotAsync(PersonRecord state, CancellationToken cancellationToken) =>
        journal.KeepSnapshotAsync(state, cancellationToken);

    public Task<bool> DestroyKeyAsync(RecordId record, CancellationToken cancellationToken) =>
        journal.DestroyKeyAsync(record, cancellationToken);

    public Task<bool> EraseAsync(JournalErasure erasure, CancellationToken cancellationToken) => journal.EraseAsync(erasure, cancellationToken);

    public Task KeepOutlookAsync(RecordId record, int version, OutlookUpdate outlook, CancellationToken cancellationToken) =>
        journal.KeepOutlookAsync(record, version, outlook, cancellationToken);

    public async Task<RecordId?> FindRecordAsync(AzrNumber number, CancellationToken cancellationToken)
    {
        await faults.MeetAsync(JournalMoment.FindRecord, silo);
        return await journal.FindRecordAsync(number, cancellationToken);
    }

    public async Task<StoredReceipt?> FindReceiptAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken)
    {
        await faults.MeetAsync(JournalMoment.FindReceipt, silo);
        return await journal.FindReceiptAsync(authority, submissionId, cancellationToken);
    }

    public async Task LogAsync(AccessEntry entry, IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken)
    {
        await faults.MeetAsync(JournalMoment.Log, silo);
        await journal.LogAsync(entry, letters, cancellationToken);
    }

    public Task SendAsync(IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken) => journal.SendAsync(letters, cancellationToken);
}
