using System.Collections.Concurrent;
using System.Diagnostics;
using AzrActors.Torture.Checks;
using AzrActors.Torture.Clients;
using AzrActors.Torture.Faults;
using AzrActors.Torture.History;
using Npgsql;

namespace AzrActors.Torture;

/// <summary>From the first start to the verdict: work under faults, recovery, drain, check.</summary>
internal sealed class TortureRun(TortureSettings settings, Action<string> say)
{
    /// <summary>Persons whom all agencies write to.</summary>
    private const int SharedPersons = 12;

    /// <summary>So long after the last fault everybody has to have an answer and every notice.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromMinutes(2);

    public async Task<TortureReport> RunAsync(CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        using var place = new TorturePlace(settings.Silos);
        await using var cluster = await Cluster.StartAsync(place, settings, cancellationToken);
        try
        {
            say($"starting {settings.Silos} silos in {place.Folder}");
            await cluster.StartSilosAsync(cancellationToken);
            await RegisterSharedAsync(place, cluster, cancellationToken);
            var plan = FaultPlan.Draw(settings.Seed, settings.Length, cluster.Silos, [.. Cluster.Agencies, .. Cluster.Followers]);
            cluster.StartClients(DateTimeOffset.UtcNow);
            await cluster.UntilAtWorkAsync(cancellationToken);
            say($"injecting {plan.Count} faults");
            var injection = new FaultInjection(cluster.Database, cluster.Workers, say);
            await Task.WhenAll(injection.RunAsync(plan, cancellationToken), Task.Delay(settings.Length, cancellationToken));

            say("recovering");
            var late = await DrainAsync(place, cluster, cancellationToken);
            say("checking");
            var evidence = await CollectAsync(place, cluster, cancellationToken);
            var anomalies = await CheckAsync(place, cluster, evidence, cancellationToken);
            return TortureReport.Of(
                settings, Stopwatch.GetElapsedTime(begin), injection.Counts, OwnEnds(cluster), evidence, [.. late, .. anomalies]);
        }
        finally
        {
            if (settings.Keep is { } keep) place.KeepIn(keep);
        }
    }

    private async Task RegisterSharedAsync(TorturePlace place, Cluster cluster, CancellationToken cancellationToken)
    {
        var office = Offices.Foreigners[0];
        await using var register = await TortureConnections.OpenAsync(place.Folder, cluster.Gateways, office, Offices.PurposeOfForeigners, cancellationToken);
        using var history = HistoryFile.OpenNext(place.Histories, ClientHistory.Name(ClientHistory.Opening, office));
        var client = new ClientSettings(ClientHistory.Agency, office, place.Folder, cluster.Gateways, settings.Seed, DateTimeOffset.UtcNow, Bug: null);
        var numbers = await new AgencyClient(register.Client, client, history).RegisterAsync(SharedPersons, cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(place.Histories, TorturePlace.PersonsFile), numbers, cancellationToken);
    }

    /// <summary>Everything is up again; agencies get their last answers, followers their last notices. Then they end.</summary>
    /// <returns>What did not come in time; what is missing for it, the other checks find.</returns>
    private async Task<IReadOnlyList<Anomaly>> DrainAsync(TorturePlace place, Cluster cluster, CancellationToken cancellationToken)
    {
        var late = new ConcurrentQueue<Anomaly>();
        await WithinAsync(() => cluster.UntilReadyAsync(settings.Silos, cancellationToken));
        await File.WriteAllTextAsync(Path.Combine(place.Histories, TorturePlace.FinishFile), "", cancellationToken);
        await WithinAsync(() => Cluster.UntilAsync(
            "agencies have all answers", DrainMax,
            () => Task.FromResult(Cluster.Agencies.All(agency => cluster.Workers[agency].Done.IsCompleted)), cancellationToken));
        await using var database = NpgsqlDataSource.Create(cluster.Database.Owner);
        var heads = await JournalRows.ReadHeadsAsync(database, cancellationToken);
        await Task.WhenAll(Cluster.Followers.Select(follower => WithinAsync(() => Cluster.UntilAsync(
            $"{follower} has handled its last notice", DrainMax,
            () => Task.FromResult(ClientHistory.PositionOf(place.Histories, follower) >= heads.GetValueOrDefault(follower.Split('-')[1])), cancellationToken))));
        await Task.WhenAll(Cluster.Agencies.Concat(Cluster.Followers).Select(client => cluster.Workers[client].EndAsync()));
        return [.. late];

        async Task WithinAsync(Func<Task> wait)
        {
            try
            {
                await wait();
            }
            catch (TimeoutException tooLate)
            {
                say(tooLate.Message);
                late.Enqueue(new Anomaly("recovery.late", tooLate.Message));
            }
        }
    }

    private static async Task<Evidence> CollectAsync(TorturePlace place, Cluster cluster, CancellationToken cancellationToken) => new(
        [
            ClientHistory.Read(place.Histories, ClientHistory.Name(ClientHistory.Opening, Offices.Foreigners[0])),
            .. Cluster.Agencies.Concat(Cluster.Followers).Select(client => ClientHistory.Read(place.Histories, client)),
        ],
        await JournalRows.ReadAsync(cluster.Database.Owner, cancellationToken));

    private static async Task<IReadOnlyList<Anomaly>> CheckAsync(TorturePlace place, Cluster cluster, Evidence evidence, CancellationToken cancellationToken)
    {
        var found = SubmissionChecks.Find(evidence).Concat(VersionChecks.Find(evidence)).Concat(NoticeChecks.Find(evidence)).ToList();
        var mirrors = Offices.Residents.ToDictionary(office => office, office => Path.Combine(place.Histories, $"{office}.mirror"));
        await using (var register = await TortureConnections.OpenAsync(
            place.Folder, cluster.Gateways, Offices.Residents[0], Offices.PurposeOfResidents, cancellationToken))
            found.AddRange(await MirrorChecks.FindAsync(register.Clients, mirrors, evidence.Journal.Records.Keys, cancellationToken));
        found.AddRange(await LogChecks.FindAsync(place, cluster.Gateways, cancellationToken));
        return found;
    }

    private static SortedDictionary<string, int> OwnEnds(Cluster cluster) =>
        new(cluster.Workers.Values.Where(worker => worker.OwnEnds > 0).ToDictionary(worker => worker.Name, worker => worker.OwnEnds));
}
