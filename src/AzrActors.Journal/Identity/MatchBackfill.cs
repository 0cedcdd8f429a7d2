using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>
/// How far keys were made for records that have none of this edition, because they were written before there were any or when
/// they were made otherwise. It goes on after the last page, at whichever silo.
/// </summary>
public sealed class MatchBackfill(NpgsqlDataSource database, RecordKeys keys, MatchKeys matchKeys)
{
    /// <summary>Takes the work for a while.</summary>
    /// <returns>Id of the last record that was looked at; null if all were, or another silo has the work.</returns>
    public async Task<Guid?> ClaimAsync(TimeSpan claim, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into match_backfill as work (edition, claimed_until) values ($1, now() + $2)
            on conflict (edition) do update set claimed_until = excluded.claimed_until where work.ended_at is null and work.claimed_until < now()
            returning after
            """);
        command.Parameters.Add(Edition());
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = claim });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>Records after this one in the order of ids, and whether each lacks keys.</summary>
    public async Task<IReadOnlyList<(RecordId Record, bool Lacks)>> ListAsync(Guid after, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select record_id, not exists (
              select from match_record where match_record.record_id = azr_number.record_id and match_record.edition >= $3)
            from azr_number where record_id > $1 order by record_id limit $2
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        command.Parameters.Add(Edition());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var records = new List<(RecordId, bool)>();
        while (await reader.ReadAsync(cancellationToken)) records.Add((new RecordId(reader.GetGuid(0)), reader.GetBoolean(1)));
        return records;
    }

    /// <summary>Makes the keys of these records, unless a later version has brought its own meanwhile. They are held against the stock after that.</summary>
    public async Task MakeAsync(IReadOnlyList<PersonRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = records.Select(record => record.Id.Value).ToList();
        var found = await keys.FindAsync(connection, ids, cancellationToken);
        foreach (var record in records.Where(record => found[record.Id.Value].IsNone))
            await keys.MakeAsync(connection, record.Id, record.Version + 1, cancellationToken);
        found = await keys.FindAsync(connection, ids, cancellationToken);
        // Erased meanwhile: it is found no more.
        var rows = records.Where(record => found[record.Id.Value].DestroyedAt is null)
            .Select(record => new StoredMatch(record.Id, record.Version, MatchEntry.Of(record))).ToList();
        if (rows.Count == 0) return;
        var sealers = rows.ToDictionary(row => row.Record, row => found[row.Record.Value].ToSealer());
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(await MatchCommands.StoreAsync(connection, rows, record => sealers[record], matchKeys));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            foreach (var sealer in sealers.Values) sealer.Dispose();
        }
    }

    /// <summary>So much more is done.</summary>
    /// <param name="after">Id of the last record that was looked at; null when there was none left.</param>
    public async Task AdvanceAsync(Guid? after, int looked, int made, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            update match_backfill set after = greatest(after, $2), looked = looked + $3, made = made + $4, claimed_until = '-infinity',
              ended_at = case when $2::uuid is null then $5 end
            where edition = $1 and ended_at is null
            """);
        command.Parameters.Add(Edition());
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = looked });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = made });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Edition() => new NpgsqlParameter<short> { TypedValue = MatchEntry.Edition };
}
