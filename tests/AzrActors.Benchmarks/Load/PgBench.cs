using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AzrActors.Benchmarks.Load;

/// <summary>
/// The baseline: single rows by primary key, one transaction each, on the same server. <c>pgbench</c> is the load
/// generator that comes with PostgreSQL.
/// </summary>
public sealed partial class PgBench(SiloProcess silo)
{
    private const int RowsMax = 1_000;
    private const int BytesMax = 32_000_000;

    /// <summary>Larger rows do not fit on a page; PostgreSQL keeps them in pieces.</summary>
    private const int InPageMax = 6_000;

    /// <summary>More connections than this only queue in PostgreSQL.</summary>
    private const int ClientsMax = 128;

    private const int ConnectionsPerSecond = 32;

    private readonly HashSet<int> _sizes = [];

    /// <summary>Updates of rows of so many bytes.</summary>
    public async Task<(double PerSecond, Latencies Latencies)> UpdateAsync(
        int callers, TimeSpan length, CancellationToken cancellationToken, int bytes = 2_048)
    {
        await PrepareAsync(bytes, cancellationToken);
        return await BenchAsync(
            $"update {TableOf(bytes)} set body = repeat(md5(random()::text), {bytes / 32}) where id = :id;",
            bytes, callers, length, cancellationToken);
    }

    /// <summary>Reads rows of so many bytes.</summary>
    public async Task<(double PerSecond, Latencies Latencies)> SelectAsync(
        int bytes, int callers, TimeSpan length, CancellationToken cancellationToken)
    {
        await PrepareAsync(bytes, cancellationToken);
        return await BenchAsync($"select body from {TableOf(bytes)} where id = :id;", bytes, callers, length, cancellationToken);
    }

    private static string TableOf(int bytes) => $"bench_{bytes}";

    private static int RowsOf(int bytes) => Math.Min(RowsMax, BytesMax / bytes);

    private async Task PrepareAsync(int bytes, CancellationToken cancellationToken)
    {
        if (!_sizes.Add(bytes)) return;
        var (table, hashes) = (TableOf(bytes), Math.Max(1, bytes / 32));
        // Uncompressed: a row of 2 KB shall be written as 2 KB.
        var storage = bytes > InPageMax ? "external" : "plain";
        await RunAsync("psql", ["-q", "-v", "ON_ERROR_STOP=1",
            "-c", $"create table {table} (id int primary key, body text not null) with (fillfactor = 50)",
            "-c", $"alter table {table} alter body set storage {storage}",
            "-c", $"insert into {table} select i, (select string_agg(md5(i::text || j), '') from generate_series(1, {hashes}) j) "
                + $"from generate_series(1, {RowsOf(bytes)}) i",
            "-c", $"vacuum analyze {table}"], cancellationToken);
    }

    private async Task<(double PerSecond, Latencies Latencies)> BenchAsync(
        string statement, int bytes, int callers, TimeSpan length, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("azr-pgbench-");
        try
        {
            var script = Path.Combine(folder.FullName, "bench.sql");
            await File.WriteAllTextAsync(script, $"\\set id random(1, {RowsOf(bytes)})\n{statement}\n", cancellationToken);
            var clients = Math.Min(callers, ClientsMax);
            // pgbench counts the time it takes to connect as part of the run.
            var seconds = (int)Math.Ceiling(length.TotalSeconds) + clients / ConnectionsPerSecond;
            var report = await RunAsync("pgbench", [
                "-n", "-f", script, "-M", "prepared", "-c", $"{clients}", "-j", $"{Math.Min(clients, 2)}",
                "-T", $"{seconds}", "-l", "--log-prefix", Path.Combine(folder.FullName, "log"),
            ], cancellationToken);
            var latencies = new Latencies();
            foreach (var log in folder.EnumerateFiles("log*"))
                latencies.Add(File.ReadLines(log.FullName)
                    .Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000));
            // It prints no rate when it got nothing done.
            return PerSecond().Match(report) is { Success: true } rate
                ? (double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), latencies)
                : throw new InvalidOperationException($"pgbench got nothing done in {seconds} s; the machine is too busy to measure.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> RunAsync(string tool, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(tool), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = "127.0.0.1", ["PGPORT"] = $"{silo.PostgresPort}", ["PGUSER"] = "azr", ["PGDATABASE"] = "azr",
                ["PGPASSWORD"] = silo.PostgresPassword,
            },
        };
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} failed: {await error}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static string Find(string tool) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateFiles("/usr/lib/postgresql", tool, SearchOption.AllDirectories).Order().LastOrDefault() ?? tool
            : tool;

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex PerSecond();
}
