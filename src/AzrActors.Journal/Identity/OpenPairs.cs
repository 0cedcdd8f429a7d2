using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>Pairs that wait for an official, as a list of work needs them: nothing of the persons and none of the evidence.</summary>
public sealed class OpenPairs(NpgsqlDataSource database)
{
    // Each pair looks its two records up: written as a plain join it would become a scan of all records.
    internal const string PairsWithKeepers = """
        match_pair as pair
        left join lateral (select keeper from match_record where record_id = pair.one offset 0) as one on true
        left join lateral (select keeper from match_record where record_id = pair.other offset 0) as other on true
        """;

    // Decided by an official to be one person, a pair waits for the register authority alone; no pair waits while a merge is under
    // way or done.
    private const string Open = $"""
        select pair.pair_id, pair.outcome, pair.by_official, pair.bits, pair.found_at
        from {PairsWithKeepers}
        where pair.outcome <> 'different' and pair.pair_id > $1 and ($2 = '' or pair.outcome = 'possible' or not pair.by_official)
          and not exists (
            select from merge_case as merge where merge.other in (pair.one, pair.other) and merge.kept in (pair.one, pair.other)
              and merge.state in ('asking', 'merging', 'separating', 'merged'))
        """;

    /// <summary>Pairs after <paramref name="after"/> in the order in which they were found.</summary>
    /// <param name="keeper">Only those with a record whose file this authority keeps; null for all, as the register authority has them.</param>
    public Task<IReadOnlyList<StoredOpenPair>> ListAsync(AuthorityKey? keeper, long after, int atMost, CancellationToken cancellationToken) => ReadAsync(
        $"{Open} and ($2 = '' or one.keeper = $2 or other.keeper = $2) order by pair.pair_id limit $3", keeper, after, atMost, null, cancellationToken);

    /// <summary>The same of one record.</summary>
    /// <param name="keeper">Nothing unless this authority keeps the file of that record; null for the register authority.</param>
    public Task<IReadOnlyList<StoredOpenPair>> OfAsync(
        RecordId record, AuthorityKey? keeper, long after, int atMost, CancellationToken cancellationToken) => ReadAsync(
        $"""
        {Open} and (pair.one = $4 or pair.other = $4)
          and ($2 = '' or (pair.one = $4 and one.keeper = $2) or (pair.other = $4 and other.keeper = $2))
        order by pair.pair_id limit $3
        """, keeper, after, atMost, record, cancellationToken);

    private async Task<IReadOnlyList<StoredOpenPair>> ReadAsync(
        string sql, AuthorityKey? keeper, long after, int atMost, RecordId? record, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = keeper?.Value ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        if (record is { } one) command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = one.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pairs = new List<StoredOpenPair>();
        while (await reader.ReadAsync(cancellationToken))
            pairs.Add(new StoredOpenPair(
                reader.GetInt64(0), Enum.Parse<MatchOutcome>(reader.GetString(1), ignoreCase: true), reader.GetBoolean(2), reader.GetDouble(3),
                reader.GetFieldValue<DateTimeOffset>(4)));
        return pairs;
    }
}

/// <summary>A pair that waits.</summary>
public sealed record StoredOpenPair(long Pair, MatchOutcome Outcome, bool ByOfficial, double Bits, DateTimeOffset FoundAt);
