using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AzrActors.Demo.Synthetic.Matching;
using AzrActors.Domain.Identity;
using Spectre.Console;

namespace AzrActors.Benchmarks.Matching;

/// <summary>
/// How well duplicates are found, and what finding them costs, in populations of several sizes with known truth. The truth
/// is looked at to count only: weights come from the records.
/// </summary>
internal static class MatchRun
{
    private const int Checks = 5_000;
    private const int WarmUpChecks = 2_000;
    private const int Turns = 5;

    // Of other persons than those of the stock, as most new records are.
    private const int StrangerSeed = 1_000_003;
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly double[] Curve = [-10, -6, -4, -2, 0, 1, 2, 3, 4, 6, 8, 10, 15];

    public static Command Create()
    {
        var persons = new Option<int[]>("--persons")
        {
            Description = "Sizes of the populations.", DefaultValueFactory = _ => [10_000, 100_000], AllowMultipleArgumentsPerToken = true,
        };
        var duplicates = new Option<double>("--duplicates") { Description = "Share of persons with a second record.", DefaultValueFactory = _ => 0.1 };
        var seed = new Option<int>("--seed") { Description = "Seed of the populations.", DefaultValueFactory = _ => 1 };
        var write = new Option<DirectoryInfo?>("--write") { Description = "Folder for the populations as files for azr match; the id is person-record." };
        var command = new Command(
            "match", "Measures how well and how fast duplicates are found in populations with known truth; weights come from the data alone.")
        {
            persons, duplicates, seed, write,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(parsed.GetRequiredValue(persons), parsed.GetValue(duplicates), parsed.GetValue(seed), parsed.GetValue(write), cancellationToken),
            cancellationToken));
        return command;
    }

    private static int Run(int[] sizes, double duplicates, int seed, DirectoryInfo? write, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("persons", "pairs/record", "check p50 ms", "check p99 ms", "best of 5: p99 ms", "ratio", "sweep records/s", "learn s", "MB");
        double? first = null;
        foreach (var size in sizes)
        {
            var records = new KnownPopulation(seed, Today).Take(size, duplicates).ToList();
            if (write is not null) KnownFile.Write(Path.Combine(write.FullName, Text($"population-{size}-{seed}.csv")), records);
            var persons = records.ConvertAll(record => new IdentityProfile(record.Identity));
            var start = Stopwatch.GetTimestamp();
            var matcher = new IdentityMatcher(persons, null, MatchThresholds.Default, cancellationToken);
            var learnt = Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            var pairs = new List<(double Bits, bool IsOne)>();
            for (var left = 0; left < persons.Count; left++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                pairs.AddRange(matcher.PairsOf(left).Select(pair => (pair.Score.Bits, records[left].Person == records[pair.Right].Person)));
            }
            var swept = Stopwatch.GetElapsedTime(start);
            var (p50, p99, best) = CheckTimes(matcher, seed, cancellationToken);
            first ??= best;
            table.AddRow(Number(size), Number((double)pairs.Count / persons.Count), Number(p50), Number(p99), Number(best), Number(best / first.Value),
                Number(persons.Count / swept.TotalSeconds), Number(learnt.TotalSeconds), Number(GC.GetTotalMemory(forceFullCollection: true) / 1e6));
            // A person has two records at most, so each second record is one pair to find.
            Quality(size, pairs, records.Count - size);
        }
        AnsiConsole.Write(table);
        return 0;
    }

    // A busy machine takes the processor away in the middle of a check; the best of several turns is what a check itself costs.
    private static (double P50, double P99, double BestP99) CheckTimes(IdentityMatcher matcher, int seed, CancellationToken cancellationToken)
    {
        var asked = new KnownPopulation(seed + StrangerSeed, Today).Take(Checks, 0).ToList();
        foreach (var record in asked.Take(WarmUpChecks)) matcher.Check(new IdentityProfile(record.Identity));
        var (took, best) = (new double[asked.Count], new double[asked.Count]);
        for (var i = 0; i < took.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            took[i] = best[i] = CheckTime(matcher, asked[i].Identity);
            for (var turn = 1; turn < Turns; turn++) best[i] = Math.Min(best[i], CheckTime(matcher, asked[i].Identity));
        }
        Array.Sort(took);
        Array.Sort(best);
        return (took[took.Length / 2], took[took.Length * 99 / 100], best[best.Length * 99 / 100]);
    }

    private static double CheckTime(IdentityMatcher matcher, PersonIdentity identity)
    {
        var start = Stopwatch.GetTimestamp();
        matcher.Check(new IdentityProfile(identity));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Quality(int size, List<(double Bits, bool IsOne)> pairs, int toFind)
    {
        var curve = new Table().AddColumns("bits from", "precision", "recall", "F1", "");
        foreach (var bits in Curve)
        {
            var kept = pairs.Where(pair => pair.Bits >= bits).ToList();
            var right = kept.Count(pair => pair.IsOne);
            var (precision, recall) = ((double)right / Math.Max(1, kept.Count), (double)right / Math.Max(1, toFind));
            var mark = bits == MatchThresholds.Default.Same ? "same" : bits == MatchThresholds.Default.Possible ? "possible" : "";
            curve.AddRow(Number(bits), Share(precision), Share(recall), Share(2 * precision * recall / Math.Max(1e-9, precision + recall)), mark);
        }
        AnsiConsole.WriteLine(Text(
            $"{size:N0} persons, {toFind:N0} pairs to find, {Share((double)pairs.Count(pair => pair.IsOne) / Math.Max(1, toFind))} of them share a key"));
        AnsiConsole.Write(curve);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
