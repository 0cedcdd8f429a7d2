using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using Orleans.Runtime;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>What goes wrong around an append. Shared by the journals of all silos of a cluster.</summary>
internal sealed class JournalFaults
{
    private Func<SiloAddress, Task>? _beforeCommit;
    private Func<SiloAddress, Task>? _afterCommit;

    /// <summary>The next append meets this before anything is stored. It then happens no more.</summary>
    public void BeforeNextCommit(Func<SiloAddress, Task> happens) => _beforeCommit = happens;

    /// <summary>The next append meets this after everything is stored and before the grain learns of it.</summary>
    public void AfterNextCommit(Func<SiloAddress, Task> happens) => _afterCommit = happens;

    public Task BeforeCommitAsync(SiloAddress silo) => Interlocked.Exchange(ref _beforeCommit, null)?.Invoke(silo) ?? Task.CompletedTask;

    public Task AfterCommitAsync(SiloAddress silo) => Interlocked.Exchange(ref _afterCommit, null)?.Invoke(silo) ?? Task.CompletedTask;
}

/// <summary>The journal of one silo, with faults around its appends.</summary>
internal sealed class FaultyJournal(PostgresJournal journal, JournalFaults faults, SiloAddress silo) : IJournal
{
    public async Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        await faults.BeforeCommitAsync(silo);
        await journal.AppendAsync(append, cancellationToken);
        await faults.AfterCommitAsync(silo);
    }

    public Task<IReadOnlyList<RecordChange>> ReadChangesAsync(RecordId record, CancellationToken cancellationToken) =>
        journal.ReadChangesAsync(record, cancellationToken);

    public Task<RecordId?> FindRecordAsync(AzrNumber number, CancellationToken cancellationToken) =>
        journal.FindRecordAsync(number, cancellationToken);

    public Task<StoredReceipt?> FindReceiptAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken) =>
        journal.FindReceiptAsync(authority, submissionId, cancellationToken);

    public Task LogRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken) =>
        journal.LogRefusalAsync(refusal, cancellationToken);
}
