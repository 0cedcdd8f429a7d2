namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>
/// What one active person of 2 KB holds in memory: living objects of the silo after a full collection, with all persons
/// active and with none.
/// </summary>
public sealed class ActiveMemory : IMeasurement
{
    private const int Readers = 64;

    /// <summary>Times as many persons as others measure with: what else lives and dies in the silo meanwhile must not count.</summary>
    private const int Share = 4;
    private const double Kilobyte = 1024;

    public string Name => "memory";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        // Persons without history: the others were updated by earlier measurements.
        var numbers = await stage.Register.RegisterPersonsAsync(Share * stage.Settings.Persons, cancellationToken);
        // Once before, so that caches that do not belong to a person are filled in both cases.
        await ReadAllAsync();
        await stage.Silo.ForgetAsync(cancellationToken);
        var without = await stage.Silo.MeasureMemoryAsync(cancellationToken);
        await ReadAllAsync();
        var with = await stage.Silo.MeasureMemoryAsync(cancellationToken);
        var active = with.Records - without.Records;
        if (active < numbers.Length) throw new InvalidOperationException($"Only {active} of {numbers.Length} persons became active.");
        stage.Add(new Figure("memory per active person", (with.HeapBytes - without.HeapBytes) / Kilobyte / active, "KB", null,
            $"{await stage.DescribeAsync(numbers, cancellationToken)}; heap of the silo after a full collection, with {with.Records} "
            + $"records active and with {without.Records}")
        {
            Goal = Goal.ValueAtMost(12, 6),
            LimitedBy = $"heap {with.HeapBytes / Kilobyte:#,0} KB with, {without.HeapBytes / Kilobyte:#,0} KB without",
        });

        Task ReadAllAsync() => Callers.EachOnceAsync(Readers, numbers, stage.Register.ReadAsync, cancellationToken);
    }
}
