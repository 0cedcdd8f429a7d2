using System.Security.Cryptography;
using System.Threading.Channels;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Snapshots;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>
/// Gathers the appends that wait while a commit is on its way and stores them with the next one: one round trip, one
/// transaction, one flush of the disk for many records. A lone append waits for nobody.
/// </summary>
/// <remarks>
/// When PostgreSQL refuses a group, because something in one of its appends is taken, nothing of it is stored; its
/// appends are then stored one by one, so that only the one at fault fails. When the connection breaks, the outcome is
/// unknown for all of them. Appends are stored in the order in which they came, so several of one record may wait: each
/// builds upon the one before and is refused by the database if that was not stored.
/// </remarks>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Most appends in one transaction.</summary>
    private const int GroupMax = 256;

    /// <summary>Most appends that wait.</summary>
    private const int WaitingMax = 8_192;

    private readonly NpgsqlDataSource _database;
    private readonly RecordKeys _keys;
    private readonly LogCommand? _log;
    private readonly MatchKeys _matchKeys;
    private readonly Channel<Waiting> _waiting =
        Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly Task _writer;

    /// <summary>
    /// The connection of the last group: the same server process has its plans and pages at hand. Null before the first
    /// group, and after one that went wrong: then it may be another server that takes the next.
    /// </summary>
    private NpgsqlConnection? _connection;

    /// <param name="log">Null only where a measurement wants to know what the log costs.</param>
    public GroupCommit(NpgsqlDataSource database, RecordKeys keys, LogCommand? log)
    {
        (_database, _keys, _log, _matchKeys) = (database, keys, log, new MatchKeys(keys));
        _writer = Task.Run(WriteAsync);
    }

    /// <exception cref="JournalConflictException">Something in this append is taken; nothing of it is stored.</exception>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task AppendAsync(JournalAppend append)
    {
        if (append.Change is null && append.Notices.Count > 0) throw new ArgumentException("Notices speak of a change; there is none.", nameof(append));
        if (append is { Change: null, Redaction: not null })
            throw new ArgumentException("A redaction comes of a change; there is none.", nameof(append));
        return Queue(new Waiting(append, append.Log)
        {
            Letters = [.. append.Notices.Select(notice => new StoredLetter(append.Record, append.Change!.Version, notice) { IsOfThisChange = true })],
            Outlook = append is { Outlook: { } outlook, Change: { } change } ? new StoredOutlook(append.Record, change.Version, outlook) : null,
        });
    }

    /// <summary>
    /// Stores a log entry that goes with no change, and the letters about it; it shares its commit with the appends beside it.
    /// </summary>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task LogAsync(AccessEntry entry, IReadOnlyList<StoredLetter> letters) => Queue(new Waiting(null, entry) { Letters = letters });

    /// <summary>Stores letters without an entry.</summary>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task SendAsync(IReadOnlyList<StoredLetter> letters) => Queue(new Waiting(null, null) { Letters = letters });

    /// <summary>Stores what is known of a record as it is, after all that was decided upon it before.</summary>
    /// <exception cref="JournalBusyException">Too many appends wait already; nothing is stored.</exception>
    public Task KeepAsync(RecordId record, int version, OutlookUpdate outlook) =>
        Queue(new Waiting(null, null) { Outlook = new StoredOutlook(record, version, outlook) });

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        await ForgetConnectionAsync();
    }

    private async ValueTask ForgetConnectionAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        _connection = null;
    }

    private Task Queue(Waiting waiting) => _waiting.Writer.TryWrite(waiting) ? waiting.Stored.Task : throw new JournalBusyException();

    private async Task WriteAsync()
    {
        var group = new List<Waiting>(GroupMax);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupMax && _waiting.Reader.TryRead(out var waiting))
            {
                // A redaction reads what it rewrites, so it cannot be one of many statements of a batch; what came before
                // it is stored before it. It is rare.
                if (waiting.Append is { Redaction: not null })
                {
                    await StoreAsync(group);
                    group.Clear();
                    await StoreAsync([waiting]);
                }
                else
                {
                    group.Add(waiting);
                }
            }
            await StoreAsync(group);
            group.Clear();
        }
    }

    /// <param name="lookForKeys">Takes no key for missing without a look.</param>
    private async Task StoreAsync(List<Waiting> group, bool lookForKeys = false)
    {
        if (group.Count == 0) return;
        try
        {
            await CommitAsync(group, lookForKeys);
        }
        // Another silo has just made a key for the same record from before keys, or an older database was restored beside
        // the newest keys. The one that is stored is found by the next try.
        catch (PostgresException exception) when (exception.ConstraintName == GroupKeys.Taken && !lookForKeys)
        {
            foreach (var alone in group) await StoreAsync([alone], lookForKeys: true);
        }
        catch (PostgresException exception) when (group.Count == 1)
        {
            group[0].Stored.SetException(AppendCommands.FindConflict(exception) is { } conflict
                ? new JournalConflictException(conflict, exception)
                : exception);
        }
        // Of one record: something is taken, its key is not to be had, or what is stored of it was altered.
        catch (Exception exception) when (group.Count > 1 && exception is PostgresException or CryptographicException)
        {
            foreach (var alone in group) await StoreAsync([alone]);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Stored.TrySetException(exception);
        }
    }

    private async Task CommitAsync(List<Waiting> group, bool lookForKeys)
    {
        try
        {
            await CommitAsync(_connection ??= await _database.OpenConnectionAsync(), group, lookForKeys);
        }
        catch
        {
            await ForgetConnectionAsync();
            throw;
        }
    }

    private async Task CommitAsync(NpgsqlConnection connection, List<Waiting> group, bool lookForKeys)
    {
        var redaction = group.Count == 1 ? group[0].Append?.Redaction : null;
        await using var transaction = redaction is null ? null : await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        var appends = group.Select(waiting => waiting.Append).OfType<JournalAppend>().ToList();
        var letters = group.SelectMany(waiting => waiting.Letters).ToList();
        using var keys = await _keys.FindAsync(connection, appends, letters, lookForKeys);
        foreach (var command in AppendCommands.Of(appends, keys)) batch.BatchCommands.Add(command);
        foreach (var command in keys.Commands()) batch.BatchCommands.Add(command);
        foreach (var command in RecordSnapshots.Due(appends, keys)) batch.BatchCommands.Add(command);
        if (await MatchCommands.OfAsync(connection, appends, keys, _matchKeys) is { } match) batch.BatchCommands.Add(match);
        var unchanged = new List<(Waiting Waiting, NpgsqlBatchCommand Receipt)>();
        foreach (var waiting in group)
        {
            if (waiting.Append is not { Change: null } append) continue;
            unchanged.Add((waiting, AppendCommands.Unchanged(append.Receipt)));
            batch.BatchCommands.Add(unchanged[^1].Receipt);
        }
        // After the receipts, because it asks for them; before the notices, whose rows stay locked until commit.
        var entries = group.Where(waiting => waiting.Entry is not null).Select(waiting => (waiting.Entry!, waiting.NeededReceipt)).ToList();
        if (_log is not null && entries.Count > 0) batch.BatchCommands.Add(_log.Of(entries));
        foreach (var command in OutlookCommands.Of(group.Select(waiting => waiting.Outlook).OfType<StoredOutlook>())) batch.BatchCommands.Add(command);
        foreach (var append in appends.Where(append => append.Hold is not null)) batch.BatchCommands.Add(HoldCommands.Of(append));
        if (letters.Count > 0) batch.BatchCommands.Add(AppendCommands.Notices(letters, keys));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync();
        if (redaction is not null)
        {
            await RedactionCommands.ApplyAsync(connection, group[0].Append!.Record, keys[group[0].Append!.Record], redaction);
            await transaction!.CommitAsync();
        }
        keys.Committed();
        foreach (var (waiting, _) in unchanged.Where(one => one.Receipt.RecordsAffected == 0))
            waiting.Stored.SetException(new JournalConflictException(JournalConflict.Version));
        foreach (var waiting in group) waiting.Stored.TrySetResult();
    }

    private sealed record Waiting(JournalAppend? Append, AccessEntry? Entry)
    {
        /// <summary>A receipt without change may turn out not to hold, and then the entry does not either.</summary>
        public Guid? NeededReceipt => Append is { Change: null } ? Append.Receipt.SubmissionId : null;

        public IReadOnlyList<StoredLetter> Letters { get; init; } = [];

        public StoredOutlook? Outlook { get; init; }

        // Grains continue on their own schedulers; the writer must not run their code.
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
