using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AzrActors.Demo.Synthetic.Matching;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Embedded;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using Spectre.Console;

namespace AzrActors.Benchmarks.Matching;

/// <summary>
/// What holding a person against the whole stock costs when the stock is in PostgreSQL, as the register does it: keys to
/// candidates through the index, sealed identities opened, every pair weighed. The stock is filled past the journal,
/// which would take its time to make it durable; rows and keys are the same.
/// </summary>
internal static class StockRun
{
    private const int Page = 20_000;
    private const int WarmUp = 300;
    private const int Swept = 1_000;
    private const int StrangerSeed = 1_000_003;
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static Command Create()
    {
        var persons = new Option<int[]>("--persons")
        {
            Description = "Sizes of the stocks.", DefaultValueFactory = _ => [10_000, 1_000_000], AllowMultipleArgumentsPerToken = true,
        };
        var checks = new Option<int>("--checks") { Description = "Persons held against each stock.", DefaultValueFactory = _ => 1_000 };
        var turns = new Option<int>("--turns")
        {
            Description = "How often each is held against it; the best turn is what a check costs when nobody takes the processor away.", DefaultValueFactory = _ => 3,
        };
        var command = new Command("stock", "Measures what holding one person against a stock in PostgreSQL costs.") { persons, checks, turns };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(persons), parsed.GetValue(checks), parsed.GetValue(turns), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int[] sizes, int checks, int turns, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("azr-stock-");
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder.FullName, "postgres") }, NullLogger.Instance, cancellationToken);
            var table = new Table().AddColumns(
                "persons", "keys/record", "candidates/check", "p50 ms", "p99 ms", "best: p99 ms", "ratio", "sweep persons/s", "fill s", "MB");
            double? first = null;
            foreach (var size in sizes)
            {
                var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = Text($"stock_{size}"), MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
                await Migrator.MigrateAsync(connection.ConnectionString, NullLogger.Instance, cancellationToken);
                await using var database = NpgsqlDataSource.Create(connection);
                using var keys = new RecordKeys(new MasterKeys(MasterKey.Create("bench")));
                var matchKeys = new MatchKeys(keys);
                var start = Stopwatch.GetTimestamp();
                var rows = await FillAsync(database, keys, matchKeys, size, cancellationToken);
                var filled = Stopwatch.GetElapsedTime(start);
                var index = new PostgresMatchIndex(database, keys, matchKeys, NullLogger<PostgresMatchIndex>.Instance);
                var (took, best, candidates) = await CheckAsync(index, size, checks, turns, cancellationToken);
                first ??= Percentile(best, 99);
                table.AddRow(
                    Number(size), Number((double)rows.Keys / rows.Records), Number(candidates), Number(Percentile(took, 50)), Number(Percentile(took, 99)),
                    Number(Percentile(best, 99)), Number(Percentile(best, 99) / first.Value),
                    Number(await SweepAsync(index, new PostgresMatchPairs(database), size, cancellationToken)), Number(filled.TotalSeconds), Number(rows.Megabytes));
            }
            AnsiConsole.Write(table);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(long Records, long Keys, double Megabytes)> FillAsync(
        NpgsqlDataSource database, RecordKeys keys, MatchKeys matchKeys, int size, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Rows first and the index over all of them at once, as a database is restored.
        await ExecuteAsync(connection, "alter table match_key drop constraint match_key_pkey", cancellationToken);
        foreach (var page in new KnownPopulation(1, Today).Take(size, 0.02).Chunk(Page)) await CopyAsync(connection, keys, matchKeys, page, cancellationToken);
        await ExecuteAsync(connection, "alter table match_key add primary key (key, record_id)", cancellationToken);
        await ExecuteAsync(connection, "truncate match_due", cancellationToken);
        await ExecuteAsync(connection, "vacuum analyze", cancellationToken);
        await using var count = new NpgsqlCommand("""
            select (select count(*) from match_record), (select count(*) from match_key),
              (pg_total_relation_size('match_record') + pg_total_relation_size('match_key')) / 1e6::float8
            """, connection);
        count.CommandTimeout = 0;
        await using var reader = await count.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetDouble(2));
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, RecordKeys keys, MatchKeys matchKeys, KnownRecord[] page, CancellationToken cancellationToken)
    {
        var rows = new List<(Guid Record, byte[] Wrapped, long[] Keys, byte[] Identity)>();
        foreach (var record in page)
        {
            var id = RecordId.RegisteredBy(AuthorityKey.Register, new Guid(record.Person, (short)record.Id[^1], 0, new byte[8]));
            var identity = new RecordIdentity(record.Identity, [], record.Identity.PaperNumber is { } paper ? [PersonNumber.Paper("475", "passport", paper)] : []);
            var key = RecordKey.Create(id, 1);
            using var sealer = key.ToSealer();
            rows.Add((id.Value, key.WrapWith(keys.Active), await matchKeys.HashAsync(connection, BlockingKeys.Of(identity), cancellationToken), sealer.Seal(identity, 1)));
        }
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy record_key (record_id, sealed_from, wrapped_key, master_key_id) from stdin (format binary)", cancellationToken))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(row.Record, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(1, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(row.Wrapped, NpgsqlDbType.Bytea, cancellationToken);
                await copy.WriteAsync(keys.Active.Id, NpgsqlDbType.Text, cancellationToken);
            }
            await copy.CompleteAsync(cancellationToken);
        }
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy match_record (record_id, version, keys, identity, states_difference) from stdin (format binary)", cancellationToken))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(row.Record, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(1, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(row.Keys, NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(row.Identity, NpgsqlDbType.Bytea, cancellationToken);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
            }
            await copy.CompleteAsync(cancellationToken);
        }
    }

    private static async Task<(double[] Took, double[] Best, double Candidates)> CheckAsync(
        PostgresMatchIndex index, int size, int checks, int turns, CancellationToken cancellationToken)
    {
        var model = MatchModel.Unlearnt(size);
        var asked = new KnownPopulation(1 + StrangerSeed, Today).Take(checks, 0).Select(record => new RecordIdentity(record.Identity, [], [])).ToList();
        foreach (var person in asked.Take(WarmUp)) await LookAsync(index, model, person, null, cancellationToken);
        var (took, best, candidates) = (new double[asked.Count], new double[asked.Count], 0L);
        for (var turn = 0; turn < turns; turn++)
        {
            for (var i = 0; i < asked.Count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var found = await LookAsync(index, model, asked[i], null, cancellationToken);
                var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (turn == 0) (took[i], best[i], candidates) = (elapsed, elapsed, candidates + found.Looked);
                best[i] = Math.Min(best[i], elapsed);
            }
        }
        Array.Sort(took);
        Array.Sort(best);
        return (took, best, (double)candidates / asked.Count);
    }

    private static async Task<double> SweepAsync(PostgresMatchIndex index, PostgresMatchPairs pairs, int size, CancellationToken cancellationToken)
    {
        var (model, start) = (MatchModel.Unlearnt(size), Stopwatch.GetTimestamp());
        var records = await index.ReadAsync(Guid.Empty, Swept, cancellationToken);
        foreach (var record in records)
        {
            var (_, found) = await LookAsync(index, model, record.Identity, record.Record, cancellationToken);
            await pairs.KeepFoundAsync([new FoundPairs(record.Record, found)], DateTimeOffset.UnixEpoch, cancellationToken);
        }
        return records.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<(int Looked, IReadOnlyList<FoundPair> Found)> LookAsync(
        PostgresMatchIndex index, MatchModel model, RecordIdentity person, RecordId? except, CancellationToken cancellationToken)
    {
        var check = new IdentityCheck(person, model);
        var candidates = await index.FindAsync(BlockingKeys.Of(person), except, cancellationToken);
        var found = new List<FoundPair>();
        foreach (var candidate in candidates)
            if (check.Against(candidate.Identity) is { Outcome: not MatchOutcome.Different } match) found.Add(new FoundPair(candidate.Record, match.Outcome, match.Score.Bits, "{}"));
        return (candidates.Count, found);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static double Percentile(double[] sorted, int percent) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
