using System.Collections.Concurrent;
using System.Diagnostics;
using AzrActors.Contracts.Notices;

namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>
/// From the start of a submission to the handler of its notice in another process than the silo, at half of the load
/// that the register bears while that many offices follow their notices; beside the receipt of the same submissions.
/// </summary>
public sealed class PushDelay : IMeasurement
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public string Name => "push";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        // A change is told to the foreigners' authority that keeps the file and to the residents' office.
        var districts = SyntheticRecord.Districts.Take(stage.Settings.Subscribers / 2).ToList();
        Stage.Say($"registering a person in each of {districts.Count} districts");
        var offices = districts.ToDictionary(district => district, district => stage.Register.For($"A{district}"));
        var persons = new ConcurrentDictionary<string, string>();
        await Callers.EachOnceAsync(64, [.. districts], RegisterAsync, cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (sent, handled, receipts) = (new ConcurrentDictionary<string, long>(), new Latencies(), new Latencies());
        var following = await FollowAsync();
        // The birth place tells whose notice it is; an update of it costs more than others.
        var callers = stage.Settings.Callers.Max();
        await SendAllAsync(stage.Settings.WarmUp);
        var most = await SendAllAsync(stage.Settings.Length);
        stage.Add(new Figure("updates that are told to two subscribers each", most, "updates/s", null,
            $"{callers} callers, {following.Count} subscribers in the same process"));
        var rate = most / 2;
        Stage.Say($"{following.Count} subscribers, {rate:0} updates/s");
        await SendAsync(stage.Settings.Length / 2);
        await WaitAsync(() => handled.Count >= 2 * sent.Count);
        (sent, handled, receipts) = (new ConcurrentDictionary<string, long>(), new Latencies(), new Latencies());
        var meter = new CpuMeter(stage.Silo);
        await SendAsync(stage.Settings.Length);
        var cpu = meter.Stop(sent.Count);
        var missing = await WaitAsync(() => handled.Count >= 2 * sent.Count) ? 0 : 2 * sent.Count - handled.Count;
        await stop.CancelAsync();
        // They end by being cancelled.
        foreach (var one in following) await one.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var conditions = $"{rate:0} updates/s, half of the most that is told so; {following.Count} subscribers in one client process, "
            + $"2 notices per update, {handled.Count} handled, {missing} not within {Settle.TotalSeconds:0} s";
        stage.Add(new Figure("push: submission to handler p50", handled.Median, "ms", receipts.Median,
            $"{conditions}; baseline: submission to receipt"));
        stage.Add(new Figure("push: submission to handler p99", handled.P99, "ms", receipts.P99,
            $"{conditions}; baseline: submission to receipt"));
        var above = missing > 0 ? double.PositiveInfinity : Math.Max(0, handled.P99 - receipts.P99);
        stage.Add(new Figure("push: p99 above commit p99", above, "ms", receipts.P99,
            $"{conditions}; baseline: p99 from submission to receipt")
        {
            LimitedBy = cpu.ToString(), Goal = Goal.ValueAtMost(50, 10),
        });

        async Task RegisterAsync(string district, CancellationToken token) => persons[district] =
            await Register.RegisterAsync(offices[district], SyntheticRecord.Entries(Register.NewPerson(), Register.Today, district), token);

        async Task<List<Task>> FollowAsync()
        {
            var tasks = new List<Task>();
            foreach (var client in districts.SelectMany(district => new[] { offices[district], stage.Register.For($"M{district}") }))
            {
                var last = (await client.ReadNoticesAsync(0, 1, cancellationToken)).Last;
                tasks.Add(client.FollowAsync(last, HandleAsync, stop.Token));
            }
            return tasks;
        }

        Task HandleAsync(Notice notice, CancellationToken _)
        {
            var place = notice.Items.Single(item => item.Path == "person/birthPlace").Value;
            if (sent.TryGetValue(place, out var began))
                lock (handled) handled.Add(Stopwatch.GetElapsedTime(began));
            return Task.CompletedTask;
        }

        // Whoever sends waits for receipts only; so the rate counts when all is handled.
        async Task<double> SendAllAsync(TimeSpan length)
        {
            var clock = Stopwatch.StartNew();
            await Callers.RunAsync(callers,
                i => clock.Elapsed < length ? districts[i % districts.Count] : null, (district, _) => UpdateAsync(district), cancellationToken);
            await WaitAsync(() => handled.Count >= 2 * sent.Count);
            var rate = sent.Count / clock.Elapsed.TotalSeconds;
            (sent, handled, receipts) = (new ConcurrentDictionary<string, long>(), new Latencies(), new Latencies());
            return rate;
        }

        async Task SendAsync(TimeSpan length)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            var (clock, calls) = (Stopwatch.StartNew(), new List<Task>());
            while (clock.Elapsed < length && await pace.WaitForNextTickAsync(cancellationToken))
                while (calls.Count < clock.Elapsed.TotalSeconds * rate) calls.Add(UpdateAsync(districts[calls.Count % districts.Count]));
            await Task.WhenAll(calls);
        }

        async Task UpdateAsync(string district)
        {
            var (place, began) = (stage.Register.NewPlace(), Stopwatch.GetTimestamp());
            sent[place] = began;
            await Register.MoveBirthPlaceAsync(offices[district], persons[district], place, cancellationToken);
            lock (receipts) receipts.Add(Stopwatch.GetElapsedTime(began));
        }

        async Task<bool> WaitAsync(Func<bool> isDone)
        {
            var clock = Stopwatch.StartNew();
            while (!isDone())
            {
                if (clock.Elapsed > Settle) return false;
                await Task.Delay(20, cancellationToken);
            }
            return true;
        }
    }
}
