using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AzrActors.Benchmarks.Load;

/// <summary>The baseline: one transaction per update, a single-row UPDATE of 2 KB by primary key, on the same server.</summary>
public sealed partial class PgBench(SiloProcess silo)
{
    private const int Rows = 1_000;

    public async Task PrepareAsync(CancellationToken cancellationToken) => await RunAsync("psql", ["-q", "-c",
        $"create table bench (id int primary key, body text not null) with (fillfactor = 50); "
        + $"insert into bench select i, repeat(md5(i::text), 64) from generate_series(1, {Rows}) i"], cancellationToken);

    /// <returns>Updates per second, and the time of each update in milliseconds.</returns>
    public async Task<(double PerSecond, Latencies Latencies)> UpdateAsync(int callers, TimeSpan length, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("azr-pgbench-");
        var script = Path.Combine(folder.FullName, "update.sql");
        await File.WriteAllTextAsync(script,
            $"\\set id random(1, {Rows})\nupdate bench set body = repeat(md5(random()::text), 64) where id = :id;\n", cancellationToken);
        var report = await RunAsync("pgbench", ["-n", "-f", script, "-M", "prepared", "-c", $"{callers}", "-j", $"{Math.Min(callers, 2)}",
            "-T", $"{(int)length.TotalSeconds}", "-l", "--log-prefix", Path.Combine(folder.FullName, "log")], cancellationToken);
        var latencies = new Latencies();
        foreach (var log in folder.EnumerateFiles("log*"))
            latencies.Add(File.ReadLines(log.FullName).Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000));
        folder.Delete(recursive: true);
        // It prints no rate when it got nothing done.
        return PerSecond().Match(report) is { Success: true } rate
            ? (double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), latencies)
            : throw new InvalidOperationException($"pgbench made no update in {length.TotalSeconds} s; the machine is too busy to measure.");
    }

    private async Task<string> RunAsync(string tool, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(tool)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGDATABASE"], start.Environment["PGPASSWORD"]) =
            ("127.0.0.1", $"{silo.PostgresPort}", "azr", "azr", silo.PostgresPassword);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} failed: {await error}");
    }

    private static string Find(string tool) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateFiles("/usr/lib/postgresql", tool, SearchOption.AllDirectories).Order().LastOrDefault() ?? tool
            : tool;

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex PerSecond();
}
