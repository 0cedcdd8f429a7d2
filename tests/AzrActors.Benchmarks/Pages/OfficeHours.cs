using System.Globalization;
using AzrActors.Benchmarks.Load;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Benchmarks.Pages;

/// <summary>
/// Many officials at once, each at a browser of their own, while changes come in over the API that colleagues with an open
/// page see at once.
/// </summary>
internal sealed class OfficeHours(PagesSettings settings, Caseload caseload) : IMeasurement
{
    /// <summary>Sign-ins at the same time: a morning, not an attack.</summary>
    private const int Arriving = 8;

    public string Name => "officials";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        await caseload.PrepareAsync(stage, cancellationToken);
        foreach (var office in Caseload.ToldOffices) await ReceiveAsync(stage, office, cancellationToken);
        Stage.Say($"signing in {settings.Officials} officials");
        var officials = new Official?[settings.Officials];
        try
        {
            await Parallel.ForAsync(0, officials.Length, new ParallelOptions { MaxDegreeOfParallelism = Arriving, CancellationToken = cancellationToken },
                async (i, token) => officials[i] = await Official.ArriveAsync(
                    stage.Silo.Address, Caseload.OfficialOf(Caseload.Offices[i % Caseload.Offices.Count], i + 1), caseload, settings.Pause, token));
            await using var changes = await ChangesSeen.OpenAsync(stage, caseload, cancellationToken);
            // Whoever is opened from here on is read from the store.
            await stage.Silo.ForgetAsync(cancellationToken);
            Stage.Say($"{settings.Officials} officials at work");
            await WorkAsync(settings.Load.WarmUp);
            Stage.Say("  warm");
            var meter = new CpuMeter(stage.Silo);
            var (persons, lists, seen) = await WorkAsync(settings.Load.Length);
            Report(stage, persons, lists, seen, meter.Stop(persons.Count + lists.Count));
            foreach (var official in officials) await official!.LeaveAsync();

            async Task<(Latencies Persons, Latencies Lists, SeenChanges Seen)> WorkAsync(TimeSpan length)
            {
                var work = Task.WhenAll(officials.Select(official => official!.WorkAsync(length, cancellationToken)));
                var seen = await changes.RunAsync(settings.ChangesPerSecond, length, cancellationToken);
                var (persons, lists) = (new Latencies(), new Latencies());
                foreach (var (some, others) in await work)
                {
                    persons.Add(some);
                    lists.Add(others);
                }
                return (persons, lists, seen);
            }
        }
        finally
        {
            foreach (var official in officials) official?.Dispose();
        }
    }

    private void Report(Stage stage, Latencies persons, Latencies lists, SeenChanges seen, CpuUse cpu)
    {
        var who = string.Create(CultureInfo.InvariantCulture, $"{settings.Officials} officials");
        var conditions = string.Create(CultureInfo.InvariantCulture,
            $"{who} of {Caseload.Offices.Count} offices, each with a name, session and event streams of their own, "
            + $"{settings.Pause.TotalSeconds:0.##} s from a page to the next, persons not in memory when they are first opened, every fifth the worklist with {settings.Waiting} notices; {settings.ChangesPerSecond} changes/s; {caseload.Conditions}");
        stage.Add(new Figure($"pages to {who}", cpu.Operations / cpu.Elapsed.TotalSeconds, "pages/s", null, conditions) { LimitedBy = cpu.ToString() });
        stage.AddTimes($"person page, {who}", persons, null, Goal.ValueAtMost(150, 75), conditions);
        stage.AddTimes($"worklist, {who}", lists, null, Goal.ValueAtMost(1_000, 150), conditions);
        var above = seen.Missing > 0 ? double.PositiveInfinity : 0;
        var open = string.Create(CultureInfo.InvariantCulture,
            $"from the call of the HTTP API to the event at {seen.Watchers} browsers with an open worklist; "
            + $"{seen.Delays.Count} events, {seen.Missing} not within {ChangesSeen.Patience.TotalSeconds:0} s; {conditions}");
        stage.Add(new Figure("change elsewhere to open page, p50", seen.Delays.Median, "ms", null, open));
        stage.Add(new Figure("change elsewhere to open page, p95", seen.Delays.P95 + above, "ms", null, open) { Goal = Goal.ValueAtMost(500, 100) });
        stage.Add(new Figure("change elsewhere to open page, p99", seen.Delays.P99 + above, "ms", null, open));
    }

    // An office that works through its letters: all but the newest are received.
    private async Task ReceiveAsync(Stage stage, string office, CancellationToken cancellationToken)
    {
        var client = stage.Register.For(office);
        var last = (await client.ReadNoticesAsync(0, 1, cancellationToken)).Last - settings.Waiting;
        for (var after = await client.Deliveries.GetReceivedAsync(cancellationToken); after < last;)
        {
            var notices = (await client.ReadNoticesAsync(after, (int)Math.Min(NoticeReceipt.NoticesMax, last - after), cancellationToken)).Notices;
            after = notices[^1].Sequence;
            var reply = await client.Deliveries.GiveAsync(new NoticeReceipt
            {
                Recipient = office, First = notices[0].Sequence, Last = after, Hash = NoticeHash.OfRange([.. notices.SelectMany(NoticeHash.Of)]),
            }, cancellationToken);
            if (reply.Refusal is { } refusal) throw new InvalidOperationException($"A receipt was refused: {refusal.Code}.");
        }
    }
}
