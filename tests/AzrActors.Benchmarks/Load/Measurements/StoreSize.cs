namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>What an update and a cold read take when many persons are stored, beside a few. It comes last: the store stays full.</summary>
public sealed class StoreSize : IMeasurement
{
    private const int Callers = 16;

    public string Name => "store-size";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        // Those who are read are never updated: their history must not grow between the two.
        var numbers = await stage.Register.RegisterPersonsAsync(2 * stage.Settings.Persons, cancellationToken);
        var (updated, read) = (numbers[..stage.Settings.Persons], numbers[stage.Settings.Persons..]);
        var population = new Population(stage.Store);
        var (few, many) = stage.Settings.Stored;
        var (updatesFew, readsFew, _) = await AtAsync(few);
        var (updatesMany, readsMany, size) = await AtAsync(many);
        var goal = Goal.RatioAtMost(1.3, 1.1);
        var conditions = $"{many:#,0} stored persons, {size / 1_048_576:0} MB; baseline: {few:#,0} persons, the same run";
        stage.Add(new Figure("update p50 with many stored persons", updatesMany.Median, "ms", updatesFew.Median,
            $"{Callers} callers; {conditions}")
        { Goal = goal });
        stage.Add(new Figure("cold read p50 with many stored persons", readsMany.Median, "ms", readsFew.Median,
            $"1 caller; {conditions}")
        { Goal = goal });

        async Task<(Latencies Updates, Latencies Reads, double Bytes)> AtAsync(int stored)
        {
            await population.GrowAsync(stored, read[0], cancellationToken);
            await stage.Register.LoadAsync(updated, Callers, stage.Settings.WarmUp, cancellationToken);
            var (_, updates) = await stage.Register.LoadAsync(updated, Callers, stage.Settings.Length, cancellationToken);
            await stage.Silo.ForgetAsync(cancellationToken);
            // Each person reads a leaf of its own in the index, wherever its id lies among all ids.
            var (_, reads) = await Load.Callers.EachOnceAsync(1, read, stage.Register.ReadAsync, cancellationToken);
            var bytes = await stage.Store.AskAsync<long>("select pg_database_size(current_database())", cancellationToken);
            return (updates, reads, bytes);
        }
    }
}
