using System.Security.Cryptography;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>
/// The keys and identities of all records in PostgreSQL; every look goes through an index, and how much it reads is bounded. A
/// record whose seal is broken is none that others could be held against: it is logged, and in the way of nobody but who asks for it.
/// </summary>
public sealed partial class PostgresMatchIndex(
    NpgsqlDataSource database, RecordKeys keys, MatchKeys matchKeys, ILogger<PostgresMatchIndex> logger) : IMatchIndex
{
    /// <summary>Most records that one person is held against.</summary>
    public const int CandidatesMax = 300;

    /// <summary>Below this many records they are counted, above it PostgreSQL's own estimate serves.</summary>
    private const long CountedMax = 50_000;

    private const string Columns = """
        r.record_id, r.version, r.identity, r.keeper, k.sealed_from, k.wrapped_key, k.master_key_id, r.states_difference
        """;

    private const string Joined = """
        cross join lateral (select * from match_record where match_record.record_id = found.record_id offset 0) as r
        cross join lateral (select * from record_key where record_key.record_id = found.record_id offset 0) as k
        """;

    // Each step asks an index with one value after the other; written as a plain join it could become a scan.
    private static readonly string Members = $"""
        from unnest(asked.keys) as asked_key(key)
          cross join lateral (
            select array_agg(one.record_id) as members
            from (select record_id from match_key where match_key.key = asked_key.key limit {BlockIndex.MembersMax + 1}) as one) as block
          cross join lateral unnest(block.members) as member(record_id)
          where cardinality(block.members) <= {BlockIndex.MembersMax} and member.record_id <> asked.record_id
          group by member.record_id order by count(*) desc, member.record_id limit {CandidatesMax}
        """;

    private static readonly string Find = $"""
        select {Columns}
        from (select $1::bigint[] as keys, $2::uuid as record_id) as asked
        cross join lateral (select member.record_id {Members}) as found
        {Joined}
        """;

    private static readonly string Neighbours = $"""
        select {Columns}, asked.record_id
        from unnest($1::uuid[]) as said(record_id)
        cross join lateral (select record_id, keys from match_record where match_record.record_id = said.record_id offset 0) as asked
        cross join lateral (select asked.record_id union all (select member.record_id {Members})) as found
        {Joined}
        """;

    private static readonly string One = $"""
        select {Columns} from match_record as r join record_key as k using (record_id) where r.record_id = $1
        """;

    private static readonly string Stretch = $"""
        select {Columns}
        from (select * from match_record where record_id > $1 order by record_id limit $2) as r
        cross join lateral (select * from record_key where record_key.record_id = r.record_id offset 0) as k
        order by r.record_id
        """;

    // Without those that were merged into others: their identity was emptied.
    private const string Ids = """
        select record_id from match_record where record_id > $1 and octet_length(identity) > 1 order by record_id limit $2
        """;

    public async Task<IReadOnlyList<StoredIdentity>> FindAsync(IReadOnlySet<ulong> blockingKeys, RecordId? except, CancellationToken cancellationToken)
    {
        if (blockingKeys.Count == 0) return [];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var hashes = await matchKeys.HashAsync(connection, blockingKeys, cancellationToken);
        await using var command = new NpgsqlCommand(Find, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = hashes });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = except?.Value ?? Guid.Empty });
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<StoredIdentity?> FindAsync(RecordId record, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Open(reader) : null;
    }

    public async Task<IReadOnlyList<Neighbourhood>> NeighboursAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Neighbours);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. records.Select(record => record.Value)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(Guid Asked, StoredIdentity Record)>();
        // One record is often a neighbour of several; it is opened once.
        var opened = new Dictionary<Guid, StoredIdentity?>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (record, asked) = (reader.GetGuid(0), reader.GetGuid(8));
            if (!opened.TryGetValue(record, out var identity))
            {
                identity = record == asked ? Open(reader) : TryOpen(reader);
                // One that is asked for is read again as itself, and told of.
                if (identity is not null || record == asked) opened.Add(record, identity);
            }
            if (identity is not null) found.Add((asked, identity));
        }
        return
        [
            .. found.GroupBy(one => one.Asked, one => one.Record)
                .Where(same => opened[same.Key] is not null)
                .Select(same => new Neighbourhood(opened[same.Key]!, [.. same.Where(one => one.Record.Value != same.Key)])),
        ];
    }

    public async Task<IReadOnlyList<StoredIdentity>> ReadAsync(Guid after, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Stretch);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<RecordId>> ListAsync(Guid after, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Ids);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var records = new List<RecordId>();
        while (await reader.ReadAsync(cancellationToken)) records.Add(new RecordId(reader.GetGuid(0)));
        return records;
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select greatest(
              (select reltuples::bigint from pg_class where oid = 'match_record'::regclass),
              (select count(*) from (select from match_record limit {CountedMax}) as counted))
            """);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<DueRecord>> ClaimDueAsync(int atMost, TimeSpan claim, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Durability.NotAwaited);
        batch.BatchCommands.Add(new("""
            update match_due as due set claimed_until = now() + $2
            from (
              select record_id from match_due where claimed_until < now() order by since limit $1 for update skip locked) as next
            where due.record_id = next.record_id
            returning due.record_id, due.version, due.places <> '{}'
            """)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = atMost }, new NpgsqlParameter<TimeSpan> { TypedValue = claim } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var due = new List<DueRecord>();
        while (await reader.ReadAsync(cancellationToken)) due.Add(new DueRecord(new RecordId(reader.GetGuid(0)), reader.GetInt32(1), reader.GetBoolean(2)));
        return due;
    }

    public async Task DoneAsync(IReadOnlyList<DueRecord> due, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Durability.NotAwaited);
        batch.BatchCommands.Add(new("""
            delete from match_due as due using unnest($1::uuid[], $2::integer[]) as done(record_id, version)
            where due.record_id = done.record_id and due.version = done.version and due.claimed_until <> '-infinity'
            """)
        {
            Parameters = { AppendCommands.Column(due, one => one.Record.Value), AppendCommands.Column(due, one => one.Version) },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<StoredIdentity>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredIdentity>();
        while (await reader.ReadAsync(cancellationToken))
            if (TryOpen(reader) is { } record) found.Add(record);
        return found;
    }

    private StoredIdentity? TryOpen(NpgsqlDataReader reader)
    {
        try
        {
            return Open(reader);
        }
        catch (CryptographicException failure)
        {
            LogUnreadable(logger, failure, reader.GetGuid(0));
            return null;
        }
    }

    /// <summary>The record of a row; null if it was merged into another one, or erased this moment.</summary>
    /// <exception cref="CryptographicException">Its seal is broken.</exception>
    private StoredIdentity? Open(NpgsqlDataReader reader)
    {
        var (record, version, content) = (new RecordId(reader.GetGuid(0)), reader.GetInt32(1), (byte[])reader.GetValue(2));
        if (content is [SealedContent.Emptied] || reader.IsDBNull(5)) return null;
        var key = keys.Take(record, reader.GetInt32(4), (byte[])reader.GetValue(5), reader.GetString(6), null);
        return new StoredIdentity(
            record, version, key.OpenIdentity(version, content), reader.IsDBNull(3) ? null : AuthorityKey.Parse(reader.GetString(3)), reader.GetBoolean(7));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What record {Record} is found by could not be read; nobody is held against it until it is mended")]
    private static partial void LogUnreadable(ILogger logger, Exception failure, Guid record);
}
