using AzrActors.Domain.AccessLog;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>The newest stored checkpoint and what is needed to continue it.</summary>
/// <param name="Highest">Highest number of an entry that was looked at.</param>
internal sealed record SealState(SignedCheckpoint Sealed, MerkleFrontier Frontier, long Highest, SealGaps Gaps);

/// <param name="Checkpoint">Null when there was nothing to seal.</param>
/// <param name="Foreign">Numbers of entries that do not carry the mark of this register.</param>
/// <param name="More">There was more than one checkpoint takes.</param>
internal sealed record SealResult(SignedCheckpoint? Checkpoint, IReadOnlySet<long> Foreign, bool More);

/// <summary>One look at the log, in one transaction, under a lock that one silo at a time can hold.</summary>
internal sealed class SealRound : IAsyncDisposable
{
    /// <summary>Most entries of one checkpoint: a page that a verifier takes at once.</summary>
    private const int EntriesMax = 4_096;

    // Any number will do, as long as every silo of every version takes the same one.
    private const long LockKey = 0x417A72_5365616C;

    private const string Writers = """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and relation = 'access_log'::regclass and mode = 'RowExclusiveLock'
          and database = (select oid from pg_database where datname = current_database())
        """;

    private const string Unsealed = """
        (select id, leaf_hash, mac from unnest($2::bigint[], $3::bigint[]) as gap(first, last)
           join access_log on id between first and last order by id limit $4)
        union all
        (select id, leaf_hash, mac from access_log where id > $1 order by id limit $4)
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly LogKey _key;
    private HashSet<string> _writingBefore = [];

    private SealRound(NpgsqlConnection connection, NpgsqlTransaction transaction, LogKey key) =>
        (_connection, _transaction, _key) = (connection, transaction, key);

    /// <summary>Whether this silo may seal now.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>Null before the first checkpoint.</summary>
    public SealState? Last { get; private set; }

    /// <summary>Root of the checkpoint of the size that was asked for; null if there is none.</summary>
    public byte[]? RootAtSize { get; private set; }

    /// <summary>Highest number of an entry that can be seen, 0 if there is none.</summary>
    public long HighestEntry { get; private set; }

    /// <param name="size">Size of a checkpoint that must still be there.</param>
    /// <exception cref="LogTamperedException">The newest checkpoint is not one of this register.</exception>
    public static async Task<SealRound> TryBeginAsync(NpgsqlDataSource database, LogKey key, long size, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        SealRound? round = null;
        try
        {
            round = new SealRound(connection, await connection.BeginTransactionAsync(cancellationToken), key);
            await round.LookAsync(size, cancellationToken);
            return round;
        }
        catch
        {
            if (round is not null) await round.DisposeAsync();
            else await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Seals the entries that have appeared, at most as many as one checkpoint takes, and commits.</summary>
    /// <param name="gaps">Those of the newest checkpoint; they are brought up to date.</param>
    public async Task<SealResult> SealAsync(SealGaps gaps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var above = Last?.Highest ?? 0;
        var (rows, more, writingAfter) = await ReadAsync(above, gaps, cancellationToken);
        var foreign = rows.Where(row => !_key.HasMarked(row.LeafHash, row.Mark)).Select(row => row.Number).ToHashSet();
        var ours = foreign.Count == 0 ? rows : [.. rows.Where(row => !foreign.Contains(row.Number))];
        // Without one of ours there is nothing to sign, and the next look starts from the same place.
        if (ours.Count == 0) return new SealResult(null, foreign, More: false);
        gaps.Update([.. rows.Select(row => row.Number)], above, sawAll: !more, _writingBefore, writingAfter);

        var frontier = Last?.Frontier ?? new MerkleFrontier();
        foreach (var row in ours) frontier.Append(row.LeafHash);
        var instant = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var signed = _key.Sign(new Checkpoint(frontier.Size, frontier.Root(), instant, Last?.Sealed.Checkpoint.Hash() ?? []));
        await StoreAsync(signed, ours, frontier, Math.Max(above, rows.Max(row => row.Number)), gaps, cancellationToken);
        // Not cancellable: a checkpoint that is stored must also be handed out.
        await _transaction.CommitAsync(CancellationToken.None);
        return new SealResult(signed, foreign, more);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task LookAsync(long size, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands =
            {
                new("select pg_try_advisory_xact_lock($1)") { Parameters = { new() { Value = LockKey } } },
                new($"select {CheckpointRow.Columns}, frontier, highest, gaps_from, gaps_to from log_checkpoint order by size desc limit 1"),
                new("select coalesce(max(id), 0), (select root from log_checkpoint where size = $1) from access_log")
                {
                    Parameters = { new() { Value = size } },
                },
                new(Writers),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        IsOurs = reader.GetBoolean(0);
        await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken)) Last = Trusted(reader);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        (HighestEntry, RootAtSize) = (reader.GetInt64(0), reader.IsDBNull(1) ? null : (byte[])reader.GetValue(1));
        await reader.NextResultAsync(cancellationToken);
        _writingBefore = await TextsAsync(reader, cancellationToken);
    }

    private SealState Trusted(NpgsqlDataReader reader)
    {
        var signed = CheckpointRow.Read(reader);
        if (signed.KeyId != _key.Id) throw new LogTamperedException(
            $"The access log is sealed with the key {signed.KeyId} and this silo has {_key.Id}. All silos of a register need the same key.");
        var size = signed.Checkpoint.Size;
        if (!_key.HasSigned(signed)) throw new LogTamperedException($"The checkpoint of {size} entries does not carry our signature.");
        MerkleFrontier frontier;
        try
        {
            frontier = MerkleFrontier.Of(size, (byte[])reader.GetValue(6));
        }
        catch (FormatException malformed)
        {
            throw new LogTamperedException($"The checkpoint of {size} entries was changed.", malformed);
        }
        if (!frontier.Root().AsSpan().SequenceEqual(signed.Checkpoint.Root))
            throw new LogTamperedException($"The checkpoint of {size} entries was changed.");
        return new SealState(signed, frontier, reader.GetInt64(7),
            SealGaps.Of(reader.GetFieldValue<long[]>(8), reader.GetFieldValue<long[]>(9)));
    }

    private async Task<(List<Row> Rows, bool More, HashSet<string> WritingAfter)> ReadAsync(
        long above, SealGaps gaps, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands =
            {
                new(Unsealed)
                {
                    Parameters =
                    {
                        new() { Value = above }, new() { Value = gaps.Froms }, new() { Value = gaps.Tos }, new() { Value = EntriesMax },
                    },
                },
                new(Writers),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(reader.GetInt64(0), (byte[])reader.GetValue(1), (byte[])reader.GetValue(2)));
        await reader.NextResultAsync(cancellationToken);
        var writing = await TextsAsync(reader, cancellationToken);
        var more = rows.Count >= EntriesMax;
        return ([.. rows.OrderBy(row => row.Number).Take(EntriesMax)], more, writing);
    }

    private async Task StoreAsync(
        SignedCheckpoint signed, IReadOnlyList<Row> rows, MerkleFrontier frontier, long highest, SealGaps gaps, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into log_checkpoint
              (size, root, sealed_at, previous, key_id, signature, entries, hashes, frontier, highest, gaps_from, gaps_to)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, _connection, _transaction);
        var (size, root, at, previous) = signed.Checkpoint;
        foreach (object value in new object[]
        {
            size, root, at, previous, signed.KeyId, signed.Signature, rows.Select(row => row.Number).ToArray(),
            rows.SelectMany(row => row.LeafHash).ToArray(), frontier.ToBytes(), highest, gaps.Froms, gaps.Tos,
        })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<HashSet<string>> TextsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var texts = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken)) texts.Add(reader.GetString(0));
        return texts;
    }

    private sealed record Row(long Number, byte[] LeafHash, byte[] Mark);
}
