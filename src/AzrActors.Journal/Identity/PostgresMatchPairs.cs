using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using Npgsql;
using static AzrActors.Journal.AppendCommands;

namespace AzrActors.Journal.Identity;

/// <summary>Pairs of records in PostgreSQL.</summary>
public sealed class PostgresMatchPairs(NpgsqlDataSource database) : IMatchPairs
{
    // The lower id comes first as PostgreSQL orders them, which .NET does not. Two silos that keep pairs at the same time
    // take them in the same order, so they cannot wait for each other.
    private const string Keep = """
        with found as (
          select distinct on (one, other) one, other, outcome, bits, evidence
          from (
            select least(record, f.other) as one, greatest(record, f.other) as other, outcome, bits, evidence::jsonb as evidence
            from unnest($2::uuid[], $3::uuid[], $4::text[], $5::double precision[], $6::text[]) as f(record, other, outcome, bits, evidence)) as said
          order by one, other
        ), gone as (
          update match_pair as pair set outcome = 'different', changed_at = $7
          where pair_id in (
            select standing.pair_id from unnest($1::uuid[]) as looked(record)
            cross join lateral (select * from match_pair where one = looked.record or other = looked.record offset 0) as standing
            where standing.outcome <> 'different' and not standing.by_official
              and not exists (select from found where found.one = standing.one and found.other = standing.other))
          returning pair.pair_id, pair.outcome, pair.bits, null::jsonb as evidence
        ), kept as (
          insert into match_pair as pair (one, other, outcome, by_official, bits, evidence, found_at, changed_at)
          select one, other, outcome, false, bits, evidence, $7, $7 from found
          on conflict (one, other) do update set outcome = excluded.outcome, bits = excluded.bits, evidence = excluded.evidence, changed_at = excluded.changed_at
            where not pair.by_official and pair.outcome <> excluded.outcome
          returning pair.pair_id, pair.outcome, pair.bits, pair.evidence
        )
        insert into match_outcome (pair_id, outcome, authority, bits, evidence, decided_at)
        select pair_id, outcome, $8, bits, evidence, $7 from (select * from gone union all select * from kept) as news
        """;

    private static readonly string Decide = $"""
        with kept as (
          insert into match_pair as pair (one, other, outcome, by_official, bits, found_at, changed_at)
          values (least($1, $2), greatest($1, $2), $3, true, 0, $7, $7)
          on conflict (one, other) do update set outcome = excluded.outcome, by_official = true, changed_at = excluded.changed_at
            where not pair.by_official or pair.outcome <> excluded.outcome
          returning pair.pair_id, pair.bits, pair.evidence
        ), due as (
          {DueRecords.LookAgain("array(select unnest(array[$1, $2]::uuid[]) from kept)")}
        )
        insert into match_outcome (pair_id, outcome, authority, official, reason, bits, evidence, decided_at)
        select pair_id, $3, $4, $5, $6, bits, evidence, $7 from kept
        """;

    private const string Columns = """
        select pair.pair_id, pair.one, pair.other, pair.outcome, pair.by_official, pair.bits, pair.evidence::text, pair.found_at, pair.changed_at,
               one.keeper, other.keeper
        """;

    // Each pair looks its two records up: written as a plain join it would become a scan of all records.
    private const string Keepers = """
        left join lateral (select keeper from match_record where record_id = pair.one offset 0) as one on true
        left join lateral (select keeper from match_record where record_id = pair.other offset 0) as other on true
        """;

    private const string Pair = $"{Columns} from match_pair as pair {Keepers}";

    public async Task<int> KeepFoundAsync(IReadOnlyList<FoundPairs> found, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var pairs = found.SelectMany(one => one.Pairs, (one, pair) => (one.Record, Pair: pair)).ToList();
        await using var command = database.CreateCommand(Keep);
        command.Parameters.Add(Column(found, one => one.Record.Value));
        command.Parameters.Add(Column(pairs, one => one.Record.Value));
        command.Parameters.Add(Column(pairs, one => one.Pair.Other.Value));
        command.Parameters.Add(Column(pairs, one => NameOf(one.Pair.Outcome)));
        command.Parameters.Add(Column(pairs, one => one.Pair.Bits));
        command.Parameters.Add(Column(pairs, one => one.Pair.Evidence));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = AuthorityKey.Register.Value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ReopenedPair>> ReopenedAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select looked.record, case when pair.one = looked.record then pair.other else pair.one end, pair.pair_id, said.decided_at, said.authority, said.reason
            from unnest($1::uuid[]) as looked(record)
            cross join lateral (select * from match_pair where one = looked.record or other = looked.record offset 0) as pair
            cross join lateral (
              select authority, reason, decided_at from match_outcome
              where match_outcome.pair_id = pair.pair_id and official is not null order by outcome_id desc limit 1) as said
            where pair.by_official and pair.outcome <> 'different'
            """);
        command.Parameters.Add(Column(records, record => record.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reopened = new List<ReopenedPair>();
        while (await reader.ReadAsync(cancellationToken))
            reopened.Add(new ReopenedPair(new RecordId(reader.GetGuid(0)), new RecordId(reader.GetGuid(1)), reader.GetInt64(2),
                reader.GetFieldValue<DateTimeOffset>(3), AuthorityKey.Parse(reader.GetString(4)), Text(reader, 5) ?? ""));
        return reopened;
    }

    public async Task<bool> DecideAsync(PairDecision decision, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Decide);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = decision.One.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = decision.Other.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NameOf(decision.Outcome) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = decision.Authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = decision.Official });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = decision.Reason });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = decision.At });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<StoredPair>> ListAsync(
        MatchOutcome outcome, AuthorityKey? keeper, long after, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            {Columns}
            from match_pair_keeper as filed
            cross join lateral (select * from match_pair where match_pair.pair_id = filed.pair_id offset 0) as pair
            {Keepers}
            where filed.keeper = $3 and filed.outcome = $2 and filed.pair_id > $1
            order by filed.pair_id limit $4
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NameOf(outcome) });
        command.Parameters.Add(OpenPairs.FiledFor(keeper));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<StoredPair?> FindAsync(long pair, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Pair} where pair.pair_id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = pair });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<StoredPair?> FindAsync(RecordId one, RecordId other, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Pair} where pair.one = least($1, $2) and pair.other = greatest($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = one.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = other.Value });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<StoredOutcome>> HistoryAsync(long pair, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select outcome, authority, official, reason, bits, evidence::text, decided_at from match_outcome where pair_id = $1 order by outcome_id
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = pair });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var history = new List<StoredOutcome>();
        while (await reader.ReadAsync(cancellationToken))
            history.Add(new StoredOutcome(OutcomeOf(reader.GetString(0)), AuthorityKey.Parse(reader.GetString(1)), Text(reader, 2), Text(reader, 3),
                reader.GetDouble(4), Text(reader, 5), reader.GetFieldValue<DateTimeOffset>(6)));
        return history;
    }

    private static async Task<List<StoredPair>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pairs = new List<StoredPair>();
        while (await reader.ReadAsync(cancellationToken))
            pairs.Add(new StoredPair(reader.GetInt64(0), new RecordId(reader.GetGuid(1)), new RecordId(reader.GetGuid(2)), OutcomeOf(reader.GetString(3)),
                reader.GetBoolean(4), reader.GetDouble(5), Text(reader, 6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<DateTimeOffset>(8),
                Authority(reader, 9), Authority(reader, 10)));
        return pairs;
    }

    private static AuthorityKey? Authority(NpgsqlDataReader reader, int column) => Text(reader, column) is { } key ? AuthorityKey.Parse(key) : null;

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string NameOf(MatchOutcome outcome) => outcome switch
    {
        MatchOutcome.Same => "same",
        MatchOutcome.Possible => "possible",
        MatchOutcome.Different => "different",
        _ => throw new System.Diagnostics.UnreachableException($"No name for {outcome}."),
    };

    private static MatchOutcome OutcomeOf(string name) => Enum.GetValues<MatchOutcome>().Single(outcome => NameOf(outcome) == name);
}
