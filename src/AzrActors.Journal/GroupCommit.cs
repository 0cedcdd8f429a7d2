using System.Threading.Channels;
using AzrActors.Domain.AccessLog;
using AzrActors.Journal.AccessLog;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>
/// Gathers the appends that wait while a commit is on its way and stores them with the next one: one round trip, one
/// transaction, one flush of the disk for many records. A lone append waits for nobody.
/// </summary>
/// <remarks>
/// When PostgreSQL refuses a group, because something in one of its appends is taken, nothing of it is stored; its
/// appends are then stored one by one, so that only the one at fault fails. When the connection breaks, the outcome is
/// unknown for all of them.
/// </remarks>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Most appends in one transaction.</summary>
    private const int GroupMax = 256;

    /// <summary>Most appends that wait. Each record's grain waits for its own, so this is a limit on busy records.</summary>
    private const int WaitingMax = 8_192;

    private readonly NpgsqlDataSource _database;
    private readonly LogCommand? _log;
    private readonly Channel<Waiting> _waiting =
        Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly Task _writer;

    /// <param name="log">Null only where a measurement wants to know what the log costs.</param>
    public GroupCommit(NpgsqlDataSource database, LogCommand? log)
    {
        (_database, _log) = (database, log);
        _writer = Task.Run(WriteAsync);
    }

    /// <exception cref="JournalConflictException">Something in this append is taken; nothing of it is stored.</exception>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task AppendAsync(JournalAppend append)
    {
        if (append.Change is null && append.Notices.Count > 0) throw new ArgumentException("Notices speak of a change; there is none.", nameof(append));
        return Queue(new Waiting(append, append.Log));
    }

    /// <summary>Stores a log entry that goes with no change; it shares its commit with the appends beside it.</summary>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task LogAsync(AccessEntry entry) => Queue(new Waiting(null, entry));

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
    }

    private Task Queue(Waiting waiting) => _waiting.Writer.TryWrite(waiting) ? waiting.Stored.Task : throw new JournalBusyException();

    private async Task WriteAsync()
    {
        var group = new List<Waiting>(GroupMax);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupMax && _waiting.Reader.TryRead(out var waiting)) group.Add(waiting);
            await StoreAsync(group);
            group.Clear();
        }
    }

    private async Task StoreAsync(List<Waiting> group)
    {
        try
        {
            await CommitAsync(group);
        }
        catch (PostgresException exception) when (group.Count == 1)
        {
            group[0].Stored.SetException(AppendCommands.FindConflict(exception) is { } conflict
                ? new JournalConflictException(conflict, exception)
                : exception);
        }
        catch (PostgresException)
        {
            foreach (var alone in group) await StoreAsync([alone]);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Stored.TrySetException(exception);
        }
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var receipts = new List<NpgsqlBatchCommand?>(group.Count);
        foreach (var waiting in group)
        {
            if (waiting.Append is { } append)
                foreach (var command in AppendCommands.Of(append)) batch.BatchCommands.Add(command);
            receipts.Add(waiting.Append is null ? null : batch.BatchCommands[^1]);
        }
        // After the receipts, because it asks for them; before the notices, whose rows stay locked until commit.
        if (_log is not null) batch.BatchCommands.Add(_log.Of([.. group.Select(waiting => (waiting.Entry, waiting.NeededReceipt))]));
        var telling = group.Select(waiting => waiting.Append).OfType<JournalAppend>().Where(append => append.Notices.Count > 0).ToList();
        if (telling.Count > 0) batch.BatchCommands.Add(AppendCommands.Notices(telling));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync();
        foreach (var (waiting, receipt) in group.Zip(receipts))
        {
            if (receipt is null || receipt.RecordsAffected > 0) waiting.Stored.SetResult();
            else waiting.Stored.SetException(new JournalConflictException(JournalConflict.Version));
        }
    }

    private sealed record Waiting(JournalAppend? Append, AccessEntry Entry)
    {
        /// <summary>A receipt without change may turn out not to hold, and then the entry does not either.</summary>
        public Guid? NeededReceipt => Append is { Change: null } ? Append.Receipt.SubmissionId : null;

        // Grains continue on their own schedulers; the writer must not run their code.
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
