using System.Diagnostics;
using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>An agency submits and a municipality follows, whatever happens meanwhile.</summary>
internal static class UnderLoad
{
    /// <summary>More than are registered during whatever happens.</summary>
    public const int PersonsMax = 100_000;

    private const int Officials = 8;
    private const int Persons = 150;
    private const int AcknowledgedBefore = 60;

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Something happens in the middle of the work, which then ends as if nothing had been.</summary>
    public static async Task CheckAsync(RegisterPlace place, string[] gateways, Func<Task> happens, int persons = Persons)
    {
        using var town = await place.ConnectAsync(Offices.PotsdamResidents, gateways);
        using var keeper = await place.ConnectAsync(Offices.PotsdamForeigners, gateways);
        try
        {
            await CheckAsync(town, keeper, happens, persons);
        }
        finally
        {
            // Whatever was found: a client of Orleans that is not stopped takes its process with it.
            await town.StopAsync(CancellationToken.None);
            await keeper.StopAsync(CancellationToken.None);
        }
    }

    private static async Task CheckAsync(IHost town, IHost keeper, Func<Task> happens, int persons)
    {
        await using var heard = FollowAll(town);
        var load = new AgencyLoad(ClientOf(keeper), Officials, persons);
        await Eventually.HoldsAsync("some submissions are acknowledged", () => Task.FromResult(
            load.IsOver || load.Acknowledged >= AcknowledgedBefore), Soon, Stop);
        if (load.IsOver) await load.EndAsync(Soon, Stop);
        Assert.False(load.IsOver, "The work was done before anything happened.");

        var happened = Stopwatch.GetTimestamp();
        await happens();

        if (persons == PersonsMax) load.Enough();
        await load.EndAsync(Recovery, Stop);
        TestContext.Current.SendDiagnosticMessage(
            "work done {0:0.0} s after it happened", Stopwatch.GetElapsedTime(happened).TotalSeconds);
        // Every person is registered and renamed, of which both offices are told.
        var all = load.Acknowledged;
        if (persons != PersonsMax) Assert.Equal(persons * 2, all);
        await heard.UntilHandledAsync(all, Stop);
        Assert.Equal(Enumerable.Range(1, all).Select(number => (long)number), heard.Notices.Select(notice => notice.Sequence));
        await using var kept = FollowAll(keeper);
        await kept.UntilHandledAsync(all, Stop);
        load.AssertToldOnce(kept.Notices);
        Assert.Equal(all, (await ClientOf(keeper).ReadNoticesAsync(0, 1, Stop)).Last);
    }

    private static Listener FollowAll(IHost host) =>
        new((handler, stop) => ClientOf(host).FollowAsync(0, handler, stop), Stop);

    private static IAzrClient ClientOf(IHost host) => host.Services.GetRequiredService<IAzrClient>();
}
