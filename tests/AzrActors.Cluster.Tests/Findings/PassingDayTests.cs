using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Notices;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Findings;

/// <summary>The law acts upon records as days pass: once, by the register authority, and with a way back.</summary>
[Collection(TimedSuite.Name)]
public sealed class PassingDayTests(TimedRegister register, PostgresFixture postgres)
{
    private const int SevenMonths = 214;
    private readonly Desk _foreigners = register.Cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _residents = register.Cluster.Desk(Offices.PotsdamResidents);
    private readonly Desk _police = register.Cluster.Desk(Offices.FederalPolice);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_nobodys_has_left_for_unknown_and_a_correction_of_the_responsible_authority_undoes_it()
    {
        var number = (await _police.AcceptedAsync(null, Desk.Registration()[..2])).AzrNumber;

        register.PassDays(SevenMonths);

        await TimedRegister.UntilAsync("the register has noted the departure", async () => (await VersionsAsync(register.Cluster, number)).Count == 2);
        var departed = (await _foreigners.ReadAsync(number)).Items.Single(item => item.Path == "movement/2/kind");
        Assert.Equal(("DepartureUnknown", "REG000", "§ 3 Abs. 3 Nr. 1 AZRG-DV"), (departed.Value, departed.Source.Authority, departed.Source.Basis));

        await _foreigners.AcceptedAsync(number, Entries.Erase("movement/2", "unlawful"));
        register.PassDays(1);

        Assert.DoesNotContain((await _foreigners.ReadAsync(number)).Items, item => item.Path == "movement/2/kind");
        Assert.Equal([1, 2, 3], await VersionsAsync(register.Cluster, number));
    }

    [Fact]
    public async Task A_silo_that_dies_between_due_and_done_leaves_nothing_undone_and_nothing_done_twice()
    {
        await using var cluster = new RegisterCluster(postgres);
        await cluster.InitializeAsync();
        var numbers = new List<string>();
        for (var i = 0; i < 6; i++) numbers.Add((await cluster.Desk(Offices.FederalPolice).AcceptedAsync(null, Desk.Registration()[..2])).AzrNumber);
        var killed = new TaskCompletionSource();
        cluster.Faults.Next(JournalMoment.BeforeCommit, silo =>
        {
            _ = KillAsync(silo);
            return Task.Delay(Timeout.Infinite, Stop);
        });

        cluster.Clock.Advance(TimeSpan.FromDays(SevenMonths));

        await killed.Task;
        await TimedRegister.UntilAsync("every departure is noted", async () =>
        {
            foreach (var number in numbers)
                if ((await VersionsAsync(cluster, number)).Count < 2) return false;
            return true;
        });
        // Another round finds nothing left to do.
        cluster.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var number in numbers) Assert.Equal([1, 2], await VersionsAsync(cluster, number));

        async Task KillAsync(SiloAddress silo)
        {
            try
            {
                // Off the grain's scheduler, which is about to die.
                await Task.Run(() => cluster.Cluster.KillSiloAsync(cluster.Cluster.GetSiloForAddress(silo)!), Stop);
                killed.SetResult();
            }
            catch (Exception failure)
            {
                killed.SetException(failure);
            }
        }
    }

    [Fact]
    public async Task A_naturalised_person_is_erased_at_once_and_whoever_held_a_copy_is_told_so()
    {
        var before = (await _residents.Client.ReadNoticesAsync(0, 1, Stop)).Last;
        var number = await _foreigners.RegisterAsync();

        await _foreigners.AcceptedAsync(number, Entries.Naturalisation(Desk.Today));

        await TimedRegister.UntilAsync("the record is gone", async () => (await _foreigners.Client.ReadAsync(number, Stop)).View is null);
        var letters = (await _residents.Client.ReadNoticesAsync(before, 100, Stop)).Notices;
        Assert.All(letters, letter => Assert.Equal(NoticeKind.Erased, letter.Kind));
        Assert.True(letters.Count >= 2);
        Assert.Equal("record.unknown", (await _foreigners.RefusedAsync(_foreigners.Write(number, Desk.Renamed("Zaïmović")))).Code);
        Assert.Equal(["Q133 § 36 Abs. 2 AZRG"], await register.Cluster.Rows.TombstoneAsync(number));
    }

    [Fact]
    public async Task A_fact_leaves_the_record_when_its_term_has_run_out()
    {
        var number = await _foreigners.RegisterAsync();
        await _foreigners.AcceptedAsync(number, Entries.Store("ExitBan", ("on", "2026-11-20")));
        Assert.Contains((await _foreigners.ReadAsync(number)).Items, item => item.Path == "ExitBan/1/on");

        register.PassDays(6 * 365);

        await TimedRegister.UntilAsync(
            "the ban has left the record", async () => (await _foreigners.ReadAsync(number)).Items.All(item => item.Path != "ExitBan/1/on"));
    }

    private static Task<IReadOnlyList<int>> VersionsAsync(RegisterCluster cluster, string number) => cluster.Rows.VersionsAsync(number);
}
