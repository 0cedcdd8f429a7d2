using AzrActors.Domain.AccessLog;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>The newest stored checkpoint and what is needed to continue it.</summary>
/// <param name="Highest">Highest number of an entry that was looked at.</param>
internal sealed record SealState(SignedCheckpoint Sealed, MerkleFrontier Frontier, long Highest, SealGaps Gaps);

/// <param name="Checkpoint">Null when there was nothing to seal.</param>
/// <param name="Foreign">Numbers of entries that do not carry the mark of this register.</param>
/// <param name="More">There was more than one checkpoint takes.</param>
/// <param name="Waits">There are entries marked with a key that this silo has not got yet: others seal.</param>
internal sealed record SealResult(SignedCheckpoint? Checkpoint, IReadOnlySet<long> Foreign, bool More, bool Waits = false);

/// <summary>One look at the log, in one transaction, under a lock that one silo at a time can hold.</summary>
internal sealed class SealRound : IAsyncDisposable
{
    /// <summary>Most entries of one checkpoint: a page that a verifier takes at once.</summary>
    private const int EntriesMax = 4_096;

    /// <summary>For so long after the first seal of the next key an entry may turn up that is marked with the former: it was being written.</summary>
    private static readonly TimeSpan LateMark = TimeSpan.FromMinutes(10);

    // Any number will do, as long as every silo of every version takes the same one.
    internal const long LockKey = 0x417A72_5365616C;

    private const string Writers = """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and relation = 'access_log'::regclass and mode = 'RowExclusiveLock'
          and database = (select oid from pg_database where datname = current_database())
        """;

    // Lateral with a limit of its own, so that each gap is one range of the index: a join in the order of ids would read the whole log.
    private const string Unsealed = """
        (select entry.* from unnest($2::bigint[], $3::bigint[]) as gap(first, last)
           cross join lateral (
             select id, leaf_hash, mac, mac_key from access_log where id between gap.first and gap.last order by id limit $4) as entry
           order by id limit $4)
        union all
        (select id, leaf_hash, mac, mac_key from access_log where id > $1 order by id limit $4)
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly LogKeys _keys;
    private LogTrust _trust = null!;
    private HashSet<string> _writingBefore = [];

    private SealRound(NpgsqlConnection connection, NpgsqlTransaction transaction, LogKeys keys) =>
        (_connection, _transaction, _keys) = (connection, transaction, keys);

    /// <summary>Whether this silo may seal now.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>Null before the first checkpoint.</summary>
    public SealState? Last { get; private set; }

    /// <summary>Root of the checkpoint of the size that was asked for; null if there is none.</summary>
    public byte[]? RootAtSize { get; private set; }

    /// <summary>Highest number of an entry that can be seen, 0 if there is none.</summary>
    public long HighestEntry { get; private set; }

    /// <summary>How many hand-overs in the database were not made by this register.</summary>
    public int ForgedHandOvers => _trust.Forged;

    /// <summary>The first key that the register has passed to, or will, and that this silo has not got; null if it has all.</summary>
    public KeyHandOver? Lacking => _trust.Followed.FirstOrDefault(one => _keys.PlaceOf(one.To) is null);

    /// <summary>Whether a key that this silo has not got is in force already.</summary>
    public bool LacksKeyAt(DateTimeOffset now) =>
        Lacking is { } lacking && (lacking.ActiveFrom <= now || (Last is { } last && _keys.PlaceOf(last.Sealed.KeyId) is null));

    /// <param name="size">Size of a checkpoint that must still be there.</param>
    /// <exception cref="LogTamperedException">The newest checkpoint is not one of this register.</exception>
    public static async Task<SealRound> TryBeginAsync(NpgsqlDataSource database, LogKeys keys, long size, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        SealRound? round = null;
        try
        {
            round = new SealRound(connection, await connection.BeginTransactionAsync(cancellationToken), keys);
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
        if (rows.Any(row => _trust.Followed.Any(one => one.To == row.MarkKey) && _keys.PlaceOf(row.MarkKey) is null))
            return new SealResult(null, new HashSet<long>(), More: false, Waits: true);
        var (key, at) = SigningAt(now);
        var lateMarks = await LateMarksAsync(rows, _keys.PlaceOf(key.Id)!.Value, now, cancellationToken);
        var foreign = rows.Where(row => !IsMarked(row, lateMarks)).Select(row => row.Number).ToHashSet();
        var ours = foreign.Count == 0 ? rows : [.. rows.Where(row => !foreign.Contains(row.Number))];
        // Without one of ours there is nothing to sign, and the next look starts from the same place.
        if (ours.Count == 0) return new SealResult(null, foreign, More: false);
        gaps.Update([.. rows.Select(row => row.Number)], above, sawAll: !more, _writingBefore, writingAfter);

        var frontier = Last?.Frontier ?? new MerkleFrontier();
        foreach (var row in ours) frontier.Append(row.LeafHash);
        var signed = key.Sign(new Checkpoint(frontier.Size, frontier.Root(), at, Last?.Sealed.Checkpoint.Hash() ?? []));
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

    /// <summary>
    /// The key in force now; or the one that has sealed already on a silo whose clock is ahead: there is no way back.
    /// </summary>
    private (LogKey Key, DateTimeOffset At) SigningAt(DateTimeOffset now)
    {
        var key = _keys.At(now);
        if (Last is { } last && _keys.PlaceOf(last.Sealed.KeyId) > _keys.PlaceOf(key.Id)) key = _keys[_keys.PlaceOf(last.Sealed.KeyId)!.Value];
        var at = now >= _keys.ActiveFrom(key) ? now : _keys.ActiveFrom(key);
        return (key, new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero));
    }

    private bool IsMarked(Row row, int firstPlace) =>
        _keys.PlaceOf(row.MarkKey) is { } place && place >= firstPlace && _keys[place].HasMarked(row.LeafHash, row.Mark);

    /// <summary>
    /// Place of the oldest key whose marks are still good. A retired key may have got into other hands, so its marks are
    /// good only for what was written before the next one has sealed, and for a moment more.
    /// </summary>
    private async Task<int> LateMarksAsync(List<Row> rows, int signing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = rows.Select(row => _keys.PlaceOf(row.MarkKey)).OfType<int>().DefaultIfEmpty(signing).Min();
        for (; oldest < signing; oldest++)
        {
            await using var command = new NpgsqlCommand("select min(sealed_at) from log_checkpoint where key_id = any ($1)", _connection, _transaction);
            command.Parameters.Add(new() { Value = _keys.IdsAfter(oldest) });
            if (await command.ExecuteScalarAsync(cancellationToken) is not DateTime followed || now < followed + LateMark) break;
        }
        return oldest;
    }

    private async Task LookAsync(long size, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands =
            {
                new("select pg_try_advisory_xact_lock($1)") { Parameters = { new() { Value = LockKey } } },
                new(HandOverRow.Select),
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
        _trust = _keys.ToTrust(await HandOverRow.ReadAllAsync(reader, cancellationToken));
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
        var size = signed.Checkpoint.Size;
        if (!_trust.HasSigned(signed)) throw new LogTamperedException(
            $"The checkpoint of {size} entries is not signed with a key of ours but with {signed.KeyId}. All silos of a register need the same keys.");
        if (!_trust.IsInForce(signed.KeyId, signed.Checkpoint.At))
            throw new LogTamperedException($"The checkpoint of {size} entries is signed with the key {signed.KeyId}, which was not in force then.");
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
            rows.Add(new Row(reader.GetInt64(0), (byte[])reader.GetValue(1), (byte[])reader.GetValue(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
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

    private sealed record Row(long Number, byte[] LeafHash, byte[] Mark, string? MarkKey);
}
