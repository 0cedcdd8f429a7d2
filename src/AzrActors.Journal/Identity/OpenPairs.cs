using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>
/// Pairs that wait for an official, as a list of work needs them: nothing of the persons and none of the evidence. Which pair waits
/// for whom stands in <c>match_pair_keeper</c>.
/// </summary>
public sealed class OpenPairs(NpgsqlDataSource database)
{
    private const string Columns = "select pair.pair_id, pair.outcome, pair.by_official, pair.bits, pair.found_at";

    // Each pair is looked up by its number: written as a plain join it could become a walk over all pairs.
    private const string Waiting = $"""
        {Columns}
        from match_pair_keeper as filed
        cross join lateral (select * from match_pair where match_pair.pair_id = filed.pair_id offset 0) as pair
        where filed.keeper = $2 and filed.waits and filed.pair_id > $1
        order by filed.pair_id limit $3
        """;

    private const string WaitingOfRecord = $"""
        {Columns}
        from (select * from match_pair where one = $4 or other = $4 offset 0) as pair
        where pair.pair_id > $1
          and exists (select from match_pair_keeper as filed where filed.pair_id = pair.pair_id and filed.keeper = $2 and filed.waits)
          and ($2 = '' or exists (select from match_record where record_id = $4 and keeper = $2))
        order by pair.pair_id limit $3
        """;

    /// <summary>Pairs after <paramref name="after"/> in the order in which they were found.</summary>
    /// <param name="keeper">Only those with a record whose file this authority keeps; null for all, as the register authority has them.</param>
    public Task<IReadOnlyList<StoredOpenPair>> ListAsync(AuthorityKey? keeper, long after, int atMost, CancellationToken cancellationToken) =>
        ReadAsync(Waiting, keeper, after, atMost, null, cancellationToken);

    /// <summary>The same of one record.</summary>
    /// <param name="keeper">Nothing unless this authority keeps the file of that record; null for the register authority.</param>
    public Task<IReadOnlyList<StoredOpenPair>> OfAsync(
        RecordId record, AuthorityKey? keeper, long after, int atMost, CancellationToken cancellationToken) =>
        ReadAsync(WaitingOfRecord, keeper, after, atMost, record, cancellationToken);

    /// <summary>Under which name pairs are filed for an authority; null is the register authority, which has all of them.</summary>
    internal static NpgsqlParameter FiledFor(AuthorityKey? keeper) => new NpgsqlParameter<string> { TypedValue = keeper?.Value ?? "" };

    private async Task<IReadOnlyList<StoredOpenPair>> ReadAsync(
        string sql, AuthorityKey? keeper, long after, int atMost, RecordId? record, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(FiledFor(keeper));
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
