using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>
/// Searches that authorities have made: whoever has searched for a person just before may register it (rule Q003), and
/// confirms to have deleted what does not concern it (AZRG § 10 Abs. 3 Satz 3).
/// </summary>
public sealed class Searches(NpgsqlDataSource database, MatchKeys matchKeys)
{
    private const int RemovedAtOnce = 1_000;

    /// <param name="blockingKeys">Of the person that was searched for.</param>
    /// <param name="shown">How many records the answer showed.</param>
    /// <param name="numbered">Those of them that it showed with their number.</param>
    public async Task RememberAsync(
        Guid search, AuthorityKey authority, string official, DateTimeOffset at, IReadOnlySet<ulong> blockingKeys, int shown,
        IReadOnlyList<RecordId> numbered, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "insert into search_made (search_id, authority, official, searched_at, keys, shown, records) values ($1, $2, $3, $4, $5, $6, $7)", connection);
        command.Parameters.Add(new() { Value = search });
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = official });
        command.Parameters.Add(new() { Value = at });
        command.Parameters.Add(new() { Value = await matchKeys.HashAsync(connection, blockingKeys, cancellationToken) });
        command.Parameters.Add(new() { Value = shown });
        command.Parameters.Add(AppendCommands.Column(numbered, record => record.Value));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>True if the authority has searched since then for somebody who shares a key.</summary>
    public async Task<bool> HasSearchedAsync(
        AuthorityKey authority, DateTimeOffset since, IReadOnlySet<ulong> blockingKeys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "select exists (select from search_made where authority = $1 and searched_at >= $2 and keys && $3)", connection);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = await matchKeys.HashAsync(connection, blockingKeys, cancellationToken) });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Whom searches of this official since then for somebody who shares a key have shown with their number.
    /// </summary>
    public async Task<IReadOnlyList<RecordId>> FindShownAsync(
        AuthorityKey authority, string official, DateTimeOffset since, IReadOnlySet<ulong> blockingKeys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select records from search_made where authority = $1 and searched_at >= $2 and keys && $3 and official = $4
            """, connection);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = await matchKeys.HashAsync(connection, blockingKeys, cancellationToken) });
        command.Parameters.Add(new() { Value = official });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var shown = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken)) shown.AddRange(reader.GetFieldValue<Guid[]>(0));
        return [.. shown.Distinct().Select(id => new RecordId(id))];
    }

    /// <summary>Removes searches that are as old as entries of the access log get (six months, AZRG-DV § 16 Abs. 2).</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveDueAsync(CancellationToken cancellationToken)
    {
        for (var removed = 0; ;)
        {
            await using var command = database.CreateCommand("""
                delete from search_made where search_id = any (array(
                  select search_id from search_made
                  where searched_at < (now() at time zone 'Europe/Berlin' - interval '6 months') at time zone 'Europe/Berlin' limit $1))
                """);
            command.Parameters.Add(new() { Value = RemovedAtOnce });
            var some = await command.ExecuteNonQueryAsync(cancellationToken);
            removed += some;
            if (some < RemovedAtOnce) return removed;
        }
    }

    /// <summary>The authority has deleted what does not concern the person. False if it has made no such search.</summary>
    public async Task<bool> DiscardAsync(Guid search, AuthorityKey authority, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update search_made set discarded_at = coalesce(discarded_at, $3) where search_id = $1 and authority = $2");
        command.Parameters.Add(new() { Value = search });
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = at });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
