using System.Threading.Channels;
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
    private readonly Channel<Waiting> _waiting =
        Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly Task _writer;

    public GroupCommit(NpgsqlDataSource database)
    {
        _database = database;
        _writer = Task.Run(WriteAsync);
    }

    /// <exception cref="JournalConflictException">Something in this append is taken; nothing of it is stored.</exception>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task AppendAsync(JournalAppend append)
    {
        if (append.Change is null && append.Notices.Count > 0) throw new ArgumentException("Notices speak of a change; there is none.", nameof(append));
        var waiting = new Waiting(append);
        return _waiting.Writer.TryWrite(waiting) ? waiting.Stored.Task : throw new JournalBusyException();
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
    }

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
        var appends = group.Select(waiting => waiting.Append).ToList();
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in AppendCommands.Of(appends)) batch.BatchCommands.Add(command);
        var unchanged = new List<(Waiting Waiting, NpgsqlBatchCommand Receipt)>();
        foreach (var waiting in group.Where(waiting => waiting.Append.Change is null))
        {
            unchanged.Add((waiting, AppendCommands.Unchanged(waiting.Append.Receipt)));
            batch.BatchCommands.Add(unchanged[^1].Receipt);
        }
        var telling = appends.Where(append => append.Notices.Count > 0).ToList();
        if (telling.Count > 0) batch.BatchCommands.Add(AppendCommands.Notices(telling));
        await batch.ExecuteNonQueryAsync();
        foreach (var (waiting, _) in unchanged.Where(one => one.Receipt.RecordsAffected == 0))
            waiting.Stored.SetException(new JournalConflictException(JournalConflict.Version));
        foreach (var waiting in group) waiting.Stored.TrySetResult();
    }

    private sealed record Waiting(JournalAppend Append)
    {
        // Grains continue on their own schedulers; the writer must not run their code.
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
