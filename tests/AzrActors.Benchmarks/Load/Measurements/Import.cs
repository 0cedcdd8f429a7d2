using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AzrActors.Agency.Import;

namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>Registering many persons, by calls and as a file with <c>azr import</c>, beside <c>COPY</c> of the rows they make.</summary>
public sealed class Import : IMeasurement
{
    private const int Parallel = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string[] Tables = ["azr_number", "record_change", "submission_receipt", "notice", "access_log"];

    public string Name => "import";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        Stage.Say($"importing {stage.Settings.Imported} persons twice");
        await stage.Register.RegisterPersonsAsync(Parallel, cancellationToken, Parallel);
        var (meter, clock) = (new CpuMeter(stage.Silo), Stopwatch.StartNew());
        var numbers = await stage.Register.RegisterPersonsAsync(stage.Settings.Imported, cancellationToken, Parallel);
        var (byCalls, callCpu) = (clock.Elapsed, meter.Stop(numbers.Length));

        var (byFile, fileCpu) = await ImportFileAsync(stage, cancellationToken);
        var copied = await CopyAsync(stage.Store, numbers, cancellationToken);
        var conditions = $"{await stage.DescribeAsync(numbers, cancellationToken)}; {Parallel} under way; "
            + $"baseline: COPY of the rows of {string.Join(", ", Tables)}";
        var raw = numbers.Length / copied.TotalSeconds;
        stage.Add(new Figure(
            "bulk import, registrations through the SDK", numbers.Length / byCalls.TotalSeconds, "persons/s", raw, conditions)
        {
            LimitedBy = callCpu.ToString(), Goal = Goal.RatioAtLeast(0.1, 0.3),
        });
        stage.Add(new Figure("bulk import, azr import of a file", numbers.Length / byFile.TotalSeconds, "persons/s", raw, conditions)
        {
            LimitedBy = fileCpu.ToString(), Goal = Goal.RatioAtLeast(0.1, 0.3),
        });
    }

    // As the command does it, without its screen: the file is read, sent and its progress noted on disk.
    private static async Task<(TimeSpan Elapsed, CpuUse Cpu)> ImportFileAsync(Stage stage, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("azr-import-");
        try
        {
            var path = Path.Combine(folder.FullName, "persons.jsonl");
            await File.WriteAllLinesAsync(path, Enumerable.Range(0, stage.Settings.Imported).Select(Line), cancellationToken);
            var (meter, clock) = (new CpuMeter(stage.Silo), Stopwatch.StartNew());
            var file = await ImportFile.RecogniseAsync(path, null, cancellationToken);
            using var progress = await ImportProgress.OpenAsync(ImportProgress.PathFor(path), cancellationToken);
            progress.Begin(new ImportedFile(file.Sha256, SyntheticRecord.Office));
            var summary = new ImportSummary();
            await new ImportRun(stage.Register.Client, progress, [summary], Parallel, retryRefused: false)
                .RunAsync(file.ReadAsync(stage.Register.Client.Caller, cancellationToken), cancellationToken);
            if (!summary.AllAccepted) throw new InvalidOperationException($"The import did not succeed: {summary}");
            return (clock.Elapsed, meter.Stop(stage.Settings.Imported));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static string Line(int person) => JsonSerializer.Serialize(new
        {
            fileReference = $"bench {person}", occurredOn = Register.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            entries = SyntheticRecord.Entries(Register.NewPerson(), Register.Today),
        }, Json);
    }

    private static async Task<TimeSpan> CopyAsync(Store store, string[] numbers, CancellationToken cancellationToken)
    {
        var list = string.Join(", ", numbers.Select(number => $"'{number}'"));
        var tables = new List<(string, byte[])>();
        foreach (var table in Tables)
            tables.Add((table, (await store.CopyOutAsync(
                $"select * from {table} where record_id in (select record_id from azr_number where azr_number in ({list}))",
                cancellationToken)).Rows));
        return await store.CopyInAsync(tables, cancellationToken);
    }
}
