using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace AzrActors.Benchmarks.Load;

/// <summary>Measures one silo process through the SDK and prints each figure beside its baseline of the same run.</summary>
public static class LoadRun
{
    private const int Persons = 256;
    private const string Durability = "fsync=on synchronous_commit=on";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        var commit = CommitOfCheckout();
        await using (var silo = await SiloProcess.StartAsync(settings.Silo ?? SiloOfCheckout(), cancellationToken))
        {
            await using var register = await Register.ConnectAsync(silo, cancellationToken);
            var baseline = new PgBench(silo);
            await baseline.PrepareAsync(cancellationToken);

            Say("registering persons");
            var clock = Stopwatch.StartNew();
            var numbers = await register.RegisterPersonsAsync(Persons * 4, cancellationToken);
            Add("registrations through the SDK, 16 callers", numbers.Length / clock.Elapsed.TotalSeconds, "persons/s", null, "3 entries, 2 notices each");
            numbers = numbers[..Persons];

            foreach (var callers in settings.Callers)
            {
                Say($"{callers} callers");
                await register.LoadAsync(numbers, callers, settings.WarmUp, cancellationToken);
                var before = CpuTimes.Of(silo);
                var (ours, latencies) = await register.LoadAsync(numbers, callers, settings.Length, cancellationToken);
                var cpu = CpuTimes.Of(silo) - before;
                var (theirs, raw) = await baseline.UpdateAsync(Math.Min(callers, 128), settings.Length, cancellationToken);
                var conditions = $"{Persons} persons, 1 notice to 2 offices each";
                Add($"durable updates, {callers} callers", ours, "updates/s", theirs, conditions);
                Add($"CPU of the silo per update, {callers} callers", cpu.Silo / latencies.Count, "ms", null, conditions);
                Add($"CPU of PostgreSQL per update, {callers} callers", cpu.Server / latencies.Count, "ms", null, conditions);
                Add($"CPU of the caller per update, {callers} callers", cpu.Caller / latencies.Count, "ms", null, conditions);
                Add($"durable update p50, {callers} callers", latencies.Percentile(0.5), "ms", raw.Percentile(0.5), conditions);
                Add($"durable update p99, {callers} callers", latencies.Percentile(0.99), "ms", raw.Percentile(0.99), conditions);
            }

            Say("one hot person");
            var (alone, _) = await register.LoadAsync(numbers[..1], 1, settings.Length, cancellationToken);
            var (hot, _) = await register.LoadAsync(numbers[..1], 64, settings.Length, cancellationToken);
            Add("one hot person, 64 callers", hot, "updates/s", alone, "baseline: one caller on one person");

            Say("push");
            var push = await register.PushAsync(numbers, 100, settings.Length, cancellationToken);
            Add("push: submission to handler p50", push.Percentile(0.5), "ms", null, "100 updates/s");
            Add("push: submission to handler p99", push.Percentile(0.99), "ms", null, "100 updates/s");
            Add("memory of the silo process", silo.WorkingSet, "MiB", null, $"{Persons * 4} records active");
        }
        Print(figures);
        if (settings.Out is { } file) await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Json), cancellationToken);
        return 0;

        void Add(string name, double value, string unit, double? compared, string conditions) =>
            figures.Add(new Figure(name, Math.Round(value, 2), unit, compared is { } b ? Math.Round(b, 2) : null, $"{conditions}; {Durability}; {Environment.ProcessorCount} cores", commit));
    }

    private static void Print(List<Figure> figures)
    {
        var table = new Table().AddColumns("Figure", "Value", "Unit", "Baseline", "Ratio");
        foreach (var figure in figures)
            table.AddRow(figure.Name, Text(figure.Value), figure.Unit, Text(figure.Baseline), Text(figure.Ratio));
        AnsiConsole.Write(table);
    }

    private static string Text(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";

    private static void Say(string what) => Console.Error.WriteLine($"measuring: {what}");

    // The silo beside this program: same checkout, same configuration.
    internal static FileInfo SiloOfCheckout()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!.Name;
        var root = framework.Parent.Parent!.Parent!.Parent!.Parent!.FullName;
        return new FileInfo(Path.Combine(root, "silo", "bin", configuration, framework.Name, "AzrActors.Silo.dll"));
    }

    private static string CommitOfCheckout()
    {
        using var git = Process.Start(new ProcessStartInfo("git", "rev-parse --short HEAD") { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
