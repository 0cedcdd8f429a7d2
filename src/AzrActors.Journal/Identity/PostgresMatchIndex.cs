using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>The keys and identities of all records in PostgreSQL; every look goes through an index, and how much it reads is bounded.</summary>
public sealed class PostgresMatchIndex(NpgsqlDataSource database, RecordKeys keys, MatchKeys matchKeys) : IMatchIndex
{
    /// <summary>Most records that one person is held against.</summary>
    public const int CandidatesMax = 300;

    /// <summary>Below this many records they are counted, above it PostgreSQL's own estimate serves.</summary>
    private const long CountedMax = 50_000;

    private const string Columns = """
        r.record_id, r.version, r.identity, r.keeper, k.sealed_from, k.wrapped_key, k.master_key_id, k.destroyed_at, r.states_difference
        """;

    // Each step asks an index with one value after the other; written as a plain join it could become a scan.
    private static readonly string Find = $"""
        select {Columns}
        from (
          select member.record_id from unnest($1::bigint[]) as asked(key)
          cross join lateral (
            select array_agg(one.record_id) as members
            from (select record_id from match_key where match_key.key = asked.key limit {BlockIndex.MembersMax + 1}) as one) as block
          cross join lateral unnest(block.members) as member(record_id)
          where cardinality(block.members) <= {BlockIndex.MembersMax} and member.record_id <> $2
          group by member.record_id order by count(*) desc, member.record_id limit {CandidatesMax}) as found
        cross join lateral (select * from match_record where match_record.record_id = found.record_id offset 0) as r
        cross join lateral (select * from record_key where record_key.record_id = found.record_id offset 0) as k
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
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<StoredIdentity>> ReadAsync(Guid after, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Stretch);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        return await ReadAsync(command, cancellationToken);
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
        await using var command = database.CreateCommand("""
            update match_due as due set claimed_until = now() + $2
            from (
              select record_id from match_due where claimed_until < now() order by since limit $1 for update skip locked) as next
            where due.record_id = next.record_id
            returning due.record_id, due.version, now() - due.since
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = claim });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueRecord>();
        while (await reader.ReadAsync(cancellationToken))
            due.Add(new DueRecord(new RecordId(reader.GetGuid(0)), reader.GetInt32(1), reader.GetTimeSpan(2)));
        return due;
    }

    public async Task DoneAsync(DueRecord due, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from match_due where record_id = $1 and version = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = due.Record.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = due.Version });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<StoredIdentity>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredIdentity>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (record, version, content) = (new RecordId(reader.GetGuid(0)), reader.GetInt32(1), (byte[])reader.GetValue(2));
            // A record that was merged into another one, or erased this moment.
            if (content is [SealedContent.Emptied] || reader.IsDBNull(5)) continue;
            var key = keys.Take(record, reader.GetInt32(4), (byte[])reader.GetValue(5), reader.GetString(6), null);
            found.Add(new StoredIdentity(
                record, version, key.OpenIdentity(version, content), reader.IsDBNull(3) ? null : AuthorityKey.Parse(reader.GetString(3)),
                reader.GetBoolean(8)));
        }
        return found;
    }
}
