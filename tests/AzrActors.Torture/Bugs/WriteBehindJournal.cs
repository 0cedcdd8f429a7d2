using System.Threading.Channels;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Journal.Findings;

namespace AzrActors.Torture.Bugs;

/// <summary>
/// The bug "memory first": says that an append is durable and stores it a little later, in order. What the silo or the
/// database loses in between was acknowledged.
/// </summary>
internal sealed class WriteBehindJournal : IJournal, IAsyncDisposable
{
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(200);

    private readonly PostgresJournal _journal;
    private readonly Channel<(DateTimeOffset Due, JournalAppend Append)> _waiting = Channel.CreateUnbounded<(DateTimeOffset, JournalAppend)>();
    private readonly Task _writing;

    public WriteBehindJournal(PostgresJournal journal)
    {
        _journal = journal;
        _writing = WriteAsync();
    }

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _waiting.Writer.TryWrite((DateTimeOffset.UtcNow + Behind, append));
        return Task.CompletedTask;
    }

    public Task<RecordHistory> ReadAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        _journal.ReadAsync(record, after, cancellationToken);

    public Task<RecordHistory> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        _journal.ReadChangesAsync(record, after, cancellationToken);

    public Task KeepSnapshotAsync(PersonRecord state, CancellationToken cancellationToken) => _journal.KeepSnapshotAsync(state, cancellationToken);

    public Task<bool> DestroyKeyAsync(RecordId record, CancellationToken cancellationToken) => _journal.DestroyKeyAsync(record, cancellationToken);

    public Task<bool> EraseAsync(JournalErasure erasure, CancellationToken cancellationToken) => _journal.EraseAsync(erasure, cancellationToken);

    public Task KeepOutlookAsync(RecordId record, int version, OutlookUpdate outlook, CancellationToken cancellationToken) =>
        _journal.KeepOutlookAsync(record, version, outlook, cancellationToken);

    public Task<RecordId?> FindRecordAsync(AzrNumber number, CancellationToken cancellationToken) => _journal.FindRecordAsync(number, cancellationToken);

    public Task<StoredReceipt?> FindReceiptAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken) =>
        _journal.FindReceiptAsync(authority, submissionId, cancellationToken);

    public Task LogAsync(AccessEntry entry, IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken) =>
        _journal.LogAsync(entry, letters, cancellationToken);

    public Task SendAsync(IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken) => _journal.SendAsync(letters, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        await _journal.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        await foreach (var (due, append) in _waiting.Reader.ReadAllAsync())
        {
            var wait = due - DateTimeOffset.UtcNow;
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            try
            {
                await _journal.AppendAsync(append, CancellationToken.None);
            }
            catch (Exception lost)
            {
                // This is the bug: whoever sent it has its receipt already.
                await Console.Error.WriteLineAsync($"lost an append: {lost.Message}");
            }
        }
    }
}
