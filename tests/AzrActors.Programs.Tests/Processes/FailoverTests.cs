using System.Diagnostics;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>
/// Silos as processes over a PostgreSQL that is not theirs. One of them, or the database, is killed while an agency
/// submits and a municipality follows; nobody does anything about it.
/// </summary>
[Collection(ProcessSuite.Name)]
public sealed class FailoverTests : OwnServer
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_silos_one_is_killed_and_the_other_takes_over_without_loss()
    {
        await using var place = new RegisterPlace();
        await using var other = new RegisterPlace(place);
        await using var killed = await StartSiloAsync(place);
        await using var left = await StartSiloAsync(other);
        await UnderLoad.CheckAsync(place, [place.Gateway, other.Gateway], () =>
        {
            killed.Kill();
            return Task.CompletedTask;
        });
        // What silos ask of each other is no business of clients, and must not be taken for it. A client's own call may be
        // refused: its assertion may have waited for the takeover for too long, and the SDK makes another one.
        var refused = (killed.Said + left.Said).Split('\n').Where(line => line.Contains("Refused a client's call", StringComparison.Ordinal)).ToList();
        Assert.True(refused.TrueForAll(line => line.Contains(": assertion ", StringComparison.Ordinal)), string.Join('\n', refused));
        await other.StopInOrderAsync(left);
    }

    [Fact]
    public async Task Silos_are_restarted_one_after_the_other_without_a_failed_call()
    {
        await using var place = new RegisterPlace();
        await using var other = new RegisterPlace(place);
        ProgramRun[] silos = [await StartSiloAsync(place), await StartSiloAsync(other)];
        try
        {
            await UnderLoad.CheckAsync(place, [place.Gateway, other.Gateway], async () =>
            {
                foreach (var (index, home) in new[] { place, other }.Index())
                {
                    await home.StopInOrderAsync(silos[index]);
                    await silos[index].DisposeAsync();
                    silos[index] = await StartSiloAsync(home);
                }
            }, UnderLoad.PersonsMax);
            await place.StopInOrderAsync(silos[0]);
            await other.StopInOrderAsync(silos[1]);
        }
        finally
        {
            foreach (var silo in silos) await silo.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_killed_backend_makes_PostgreSQL_restart_and_the_register_goes_on()
    {
        await using var place = new RegisterPlace();
        await using var silo = await StartSiloAsync(place);
        await UnderLoad.CheckAsync(place, [place.Gateway], () => KillAsync("""
            select pid from pg_stat_activity
            where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid() limit 1
            """));
        await place.StopInOrderAsync(silo);
    }

    [Fact]
    public async Task A_killed_PostgreSQL_that_is_started_again_has_all_that_was_acknowledged()
    {
        await using var place = new RegisterPlace();
        await using var silo = await StartSiloAsync(place);
        await UnderLoad.CheckAsync(place, [place.Gateway], async () =>
        {
            await KillAsync(Postmaster);
            await RestartServerAsync(Soon);
        });
        await place.StopInOrderAsync(silo);
    }

    /// <summary>SIGKILL to the process whose id the statement finds.</summary>
    private async Task KillAsync(string findProcess)
    {
        var process = Assert.Single(await ListProcessesAsync(findProcess));
        using var kill = Process.Start("kill", ["-KILL", $"{process}"]);
        await kill.WaitForExitAsync(Stop);
        Assert.Equal(0, kill.ExitCode);
    }
}
