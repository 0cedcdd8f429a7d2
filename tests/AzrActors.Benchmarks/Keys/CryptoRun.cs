using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AzrActors.Benchmarks.Load;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Embedded;
using AzrActors.Journal.Format;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Spectre.Console;

namespace AzrActors.Benchmarks.Keys;

/// <summary>
/// What sealing personal data costs and what snapshots save: the journal alone, on a PostgreSQL of its own with fsync and
/// synchronous_commit on, beside the same journal that seals nothing.
/// </summary>
public static class CryptoRun
{
    private const int Versions = 200;
    private const int Reads = 500;
    private const int Letters = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Length of each measured run.", DefaultValueFactory = _ => 10 };
        var turns = new Option<int>("--turns") { Description = "Measurements of each journal.", DefaultValueFactory = _ => 3 };
        var command = new Command(
            "crypto", "Measures what sealing personal data costs and what snapshots save, on the journal alone and beside the same without.")
        {
            seconds, turns,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(turns), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan length, int turns, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"azr-crypto-{Guid.NewGuid():N}");
        await using var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, RemoveOnStop = true, MaxPoolSize = 20 },
            NullLogger.Instance, cancellationToken);
        await using var clear = await OpenAsync(server, "clear", isSealed: false, cancellationToken);
        await using var sealing = await OpenAsync(server, "sealed", isSealed: true, cancellationToken);
        Seal();
        await AppendAsync(clear, sealing, length, turns, cancellationToken);
        await BytesAsync(clear, sealing, cancellationToken);
        await CatchUpAsync(clear, sealing, cancellationToken);
        await ReadBackAsync(clear, sealing, cancellationToken);
        return 0;
    }

    private static async Task<JournalUnderTest> OpenAsync(EmbeddedPostgres server, string name, bool isSealed, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        await Migrator.MigrateAsync(connection, NullLogger.Instance, cancellationToken);
        return new JournalUnderTest(connection, isSealed);
    }

    /// <summary>One message of 1 KB, on one thread.</summary>
    private static void Seal()
    {
        var (key, place, plain) = (RandomNumberGenerator.GetBytes(32), ContentPlace.OfChange(new RecordId(Guid.NewGuid()), 1), new byte[1024]);
        var content = SealedContent.Seal(key, plain, place);
        var table = new Table().AddColumns("1 KB, one thread", "µs");
        table.AddRow("seal", Micro(() => SealedContent.Seal(key, plain, place)));
        table.AddRow("open", Micro(() => SealedContent.Open(key, content, place)));
        AnsiConsole.Write(table);
    }

    private static string Micro(Action act)
    {
        const int Times = 50_000;
        for (var i = 0; i < Times; i++) act();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++) act();
        return Text(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Times, "0.0");
    }

    private static async Task AppendAsync(
        JournalUnderTest clear, JournalUnderTest sealing, TimeSpan length, int turns, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("Appends, callers", "Form", "per second", "p50 ms", "p99 ms", "Ratio to clear");
        foreach (var callers in new[] { 1, 16, 64 })
        {
            (string Name, JournalUnderTest Journal, bool WithSnapshots)[] forms =
                [("clear", clear, false), ("sealed", sealing, false), ("sealed, snapshots", sealing, true)];
            var runs = forms.ToDictionary(form => form.Name, _ => new List<(double PerSecond, Latencies Latencies)>());
            foreach (var form in forms) await form.Journal.LoadAsync(callers, WarmUp, form.WithSnapshots, cancellationToken);
            for (var turn = 0; turn < turns; turn++)
                foreach (var form in forms)
                    runs[form.Name].Add(await form.Journal.LoadAsync(callers, length, form.WithSnapshots, cancellationToken));
            var baseline = Median(runs["clear"]).PerSecond;
            foreach (var (name, figures) in runs)
            {
                var (perSecond, latencies) = Median(figures);
                table.AddRow(Text(callers), name, Text(perSecond), Text(latencies.Median, "0.00"), Text(latencies.P99, "0.00"),
                    Text(perSecond / baseline, "0.00"));
            }
        }
        AnsiConsole.Write(table);
    }

    private static (double PerSecond, Latencies Latencies) Median(List<(double PerSecond, Latencies Latencies)> figures) =>
        figures.OrderBy(figure => figure.PerSecond).ElementAt(figures.Count / 2);

    private static async Task BytesAsync(JournalUnderTest clear, JournalUnderTest sealing, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("Bytes", "clear", "sealed");
        foreach (var name in new[] { "record_change", "notice" })
        {
            var content = $"select avg(octet_length(content))::float8 from {name}";
            var row = $"select pg_total_relation_size('{name}')::float8 / count(*) from {name}";
            table.AddRow($"content of a row of {name}", Text(await clear.NumberAsync(content, cancellationToken)), Text(await sealing.NumberAsync(content, cancellationToken)));
            table.AddRow($"table and indexes of {name}, per row", Text(await clear.NumberAsync(row, cancellationToken)), Text(await sealing.NumberAsync(row, cancellationToken)));
        }
        table.AddRow("record_key, per record", "-",
            Text(await sealing.NumberAsync("select pg_total_relation_size('record_key')::float8 / count(*) from record_key", cancellationToken)));
        AnsiConsole.Write(table);
    }

    /// <summary>One recipient reads its feed in pages, each letter about another person.</summary>
    private static async Task CatchUpAsync(JournalUnderTest clear, JournalUnderTest sealing, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("Catch-up, pages of 1,000 letters", "notices/s", "Ratio to clear");
        var (plain, secret) = (await clear.FillFeedAsync(Letters, cancellationToken), await sealing.FillFeedAsync(Letters, cancellationToken));
        using var warm = sealing.NewKeys();
        var (none, cold, kept) = (new Latencies(), new Latencies(), new Latencies());
        for (var i = 0; i < 40; i++)
        {
            using var keys = clear.NewKeys();
            none.Add(await clear.ReadFeedAsync(plain, keys, Letters, cancellationToken));
            using var empty = sealing.NewKeys();
            cold.Add(await sealing.ReadFeedAsync(secret, empty, Letters, cancellationToken));
            kept.Add(await sealing.ReadFeedAsync(secret, warm, Letters, cancellationToken));
        }
        foreach (var (name, times) in new[] { ("clear", none), ("sealed, no key in memory", cold), ("sealed, keys in memory", kept) })
            table.AddRow(name, Text(Letters * 1000 / times.Median), Text(none.Median / times.Median, "0.00"));
        AnsiConsole.Write(table);
    }

    /// <summary>A record of many changes is read by a silo that has nothing of it in memory.</summary>
    private static async Task ReadBackAsync(JournalUnderTest clear, JournalUnderTest sealing, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns($"Reading back {Versions} changes", "p50 ms", "p99 ms", "bytes read", "Ratio of p99 to SELECT");
        var (plain, secret) = (await clear.StoreHistoryAsync(Versions, cancellationToken), await sealing.StoreHistoryAsync(Versions, cancellationToken));
        var state = plain.StateAfter(Versions);
        var size = SnapshotFormat.Write(state).Length;
        var select = await sealing.MeasureSelectAsync(size, Reads, cancellationToken);
        Row("single-row SELECT of the size of the state", select, size);
        Row("clear, all changes", await clear.MeasureReadAsync(plain, Reads, cancellationToken), await clear.BytesReadAsync(plain, cancellationToken));
        Row("sealed, all changes", await sealing.MeasureReadAsync(secret, Reads, cancellationToken), await sealing.BytesReadAsync(secret, cancellationToken));
        foreach (var every in new[] { 64, 32, 16, 8, 1 })
        {
            // The worst case: the next change would have made a new snapshot.
            await sealing.KeepSnapshotAsync(secret, Versions - (every - 1), cancellationToken);
            Row($"sealed, snapshot every {every}", await sealing.MeasureReadAsync(secret, Reads, cancellationToken), await sealing.BytesReadAsync(secret, cancellationToken));
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Writing the state for a snapshot: {Micro(() => SnapshotFormat.Write(state))} µs, {size} bytes.");

        void Row(string name, Latencies times, double bytes) => table.AddRow(name, Text(times.Median, "0.00"),
            Text(times.P99, "0.00"), Text(bytes), Text(times.P99 / select.P99, "0.0"));
    }

    private static string Text(double value, string format = "0") => value.ToString(format, CultureInfo.InvariantCulture);
}
