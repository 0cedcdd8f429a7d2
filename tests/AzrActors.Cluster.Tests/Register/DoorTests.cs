using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using Orleans.Streams;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Whom the door of the silos serves, and for what an assertion is good.</summary>
[Collection(RegisterSuite.Name)]
public sealed class DoorTests(RegisterCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_who_proves_its_authority_is_served()
    {
        Assert.NotEmpty(await ListAsync(cluster.ProofOf(cluster.Issuer, Offices.BurgenlandForeigners)));
        Assert.NotEmpty(await ListAsync(cluster.ProofOf(cluster.ResidentsOffice, Offices.PotsdamResidents)));
    }

    [Theory]
    [InlineData(Offices.BurgenlandForeigners)]
    [InlineData(Offices.BurgenlandBenefits)]
    public async Task An_agency_with_two_roles_speaks_in_each_with_one_key(string role) =>
        Assert.NotEmpty(await ListAsync(cluster.ProofOf(cluster.TwoRoles, role)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_assertion_is_good_once_whichever_silo_remembers_it(int silo)
    {
        string? token = null;
        string Once(CallBinding binding) => token ??= cluster.ResidentsOffice.Sign(
            RegisterCluster.CallerOf(Offices.PotsdamResidents), binding, cluster.Keeper(silo));
        Assert.NotEmpty(await ListAsync(Once));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ListAsync(Once));
    }

    [Fact]
    public async Task Of_many_simultaneous_uses_of_one_assertion_one_is_served()
    {
        string? token = null;
        var signing = new Lock();
        string Once(CallBinding binding)
        {
            lock (signing)
                return token ??= cluster.ResidentsOffice.Sign(
                    RegisterCluster.CallerOf(Offices.PotsdamResidents), binding, cluster.Keeper(1));
        }
        var served = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                return (await ListAsync(Once)).Count > 0;
            }
            catch (UnauthorizedAccessException)
            {
                return false;
            }
        }));
        Assert.Single(served, true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S127.0.0.1:11111:1")]
    [InlineData("nobody")]
    public async Task A_right_assertion_that_names_no_living_keeper_is_answered_with_one(string? keeper)
    {
        string Misdirected(CallBinding binding) =>
            cluster.ResidentsOffice.Sign(RegisterCluster.CallerOf(Offices.PotsdamResidents), binding, keeper);
        var unknown = await Assert.ThrowsAsync<KeeperUnknownException>(() => ListAsync(Misdirected));
        Assert.Contains(unknown.Keeper, new[] { cluster.Keeper(0), cluster.Keeper(1) });
    }

    [Fact]
    public async Task A_wrong_assertion_learns_no_keeper()
    {
        string Foreign(CallBinding binding) => cluster.ResidentsOffice.Sign(
            RegisterCluster.CallerOf(Offices.PotsdamForeigners), binding, keeper: null);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ListAsync(Foreign));
    }

    [Fact]
    public async Task An_authority_subscribes_to_its_own_stream()
    {
        var subscribed = await cluster.CallOnceAsync(
            cluster.ProofOf(cluster.ResidentsOffice, Offices.PotsdamResidents), async client =>
            {
                var own = client.GetStreamProvider(NoticeStreamNames.Provider)
                    .GetStream<NoticeBatch>(NoticeStreamNames.StreamOf(Offices.PotsdamResidents));
                var handle = await own.SubscribeAsync((_, _) => Task.CompletedTask);
                var handles = await own.GetAllSubscriptionHandles();
                await handle.UnsubscribeAsync();
                return handles.Count;
            });
        Assert.Equal(1, subscribed);
    }

    private Task<IReadOnlyList<AuthorityInfo>> ListAsync(Func<CallBinding, string?> prove) =>
        cluster.CallOnceAsync(prove, client => client.GetGrain<IRegisterDesk>(0).ListAuthoritiesAsync(Stop));
}
