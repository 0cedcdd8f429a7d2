using System.Security.Claims;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Grains;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Orleans.Core.Internal;
using Orleans.Streams;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>What the door of the silos refuses to clients that do not use the SDK.</summary>
[Collection(RegisterSuite.Name)]
public sealed class DoorTests(RegisterCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_who_proves_its_authority_is_served()
    {
        Assert.NotEmpty(await ListAsync(cluster.Issuer.Sign(RegisterCluster.CallerOf(Offices.BurgenlandForeigners))));
        Assert.NotEmpty(await ListAsync(cluster.ResidentsOffice.Sign(RegisterCluster.CallerOf(Offices.PotsdamResidents))));
    }

    [Theory]
    [InlineData(Offices.PotsdamForeigners)]
    [InlineData(Offices.BurgenlandResidents)]
    public Task A_key_speaks_for_its_own_authority_only(string other) =>
        CheckRefusedAsync(cluster.ResidentsOffice.Sign(RegisterCluster.CallerOf(other)));

    [Fact]
    public Task A_caller_without_assertion_is_refused() => CheckRefusedAsync(assertion: null);

    [Theory]
    [InlineData("")]
    [InlineData("A12054")]
    [InlineData("e30.e30.")]
    public Task A_text_that_is_no_assertion_is_refused(string text) => CheckRefusedAsync(text);

    [Fact]
    public Task An_assertion_of_an_unknown_key_is_refused() =>
        CheckRefusedAsync(new TestSigner("nobody").Sign(RegisterCluster.CallerOf(Offices.PotsdamForeigners)));

    [Fact]
    public Task An_assertion_that_borrows_the_name_of_a_known_key_is_refused() =>
        CheckRefusedAsync(new TestSigner(cluster.Issuer.KeyId).Sign(RegisterCluster.CallerOf(Offices.PotsdamForeigners)));

    [Fact]
    public Task An_expired_assertion_is_refused() => CheckRefusedAsync(Signed(at: DateTimeOffset.UtcNow.AddMinutes(-2)));

    [Fact]
    public Task An_assertion_from_the_future_is_refused() => CheckRefusedAsync(Signed(at: DateTimeOffset.UtcNow.AddMinutes(2)));

    [Fact]
    public Task An_assertion_that_lives_too_long_is_refused() =>
        CheckRefusedAsync(Written(token => token.Expires = DateTime.UtcNow.AddHours(1)));

    [Fact]
    public Task An_assertion_without_end_is_refused() => CheckRefusedAsync(Written(token => token.Expires = null));

    [Fact]
    public Task An_assertion_for_another_audience_is_refused() => CheckRefusedAsync(Written(token => token.Audience = "another"));

    [Fact]
    public Task An_assertion_without_signature_is_refused() => CheckRefusedAsync(Written(token => token.SigningCredentials = null));

    [Fact]
    public async Task An_assertion_that_was_changed_after_signing_is_refused()
    {
        var parts = Signed(DateTimeOffset.UtcNow).Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace(Offices.PotsdamForeigners, Offices.BurgenlandForeigners, StringComparison.Ordinal);
        await CheckRefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}");
    }

    [Theory]
    [InlineData("AzrActors.Grains.PersonRecords.IPersonRecordGrain", "ReadAsync")]
    [InlineData("AzrActors.Grains.PersonRecords.IPersonRecordGrain", "SubmitAsync")]
    [InlineData("AzrActors.Grains.Authorities.IAuthorityDirectoryGrain", "ReadNewerAsync")]
    public Task Grains_behind_the_desk_are_closed_to_clients(string grain, string method)
    {
        // The interfaces are internal, which keeps out nobody who writes the message by hand.
        var type = typeof(RegisterGrains).Assembly.GetType(grain, throwOnError: true)!;
        return CheckRefusedAsync(client =>
        {
            var reference = type.IsAssignableTo(typeof(IGrainWithGuidKey))
                ? client.GetGrain(type, Guid.NewGuid())
                : client.GetGrain(type, 0L);
            var call = type.GetMethod(method)!;
            object?[] arguments = [.. call.GetParameters().Select(DefaultOf)];
            return (Task)call.Invoke(reference, arguments)!;
        });
    }

    [Fact]
    public async Task Grains_of_Orleans_are_closed_to_clients()
    {
        await CheckRefusedAsync(client => client.GetGrain<IManagementGrain>(0).GetHosts());
        await CheckRefusedAsync(client => client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero));
        await CheckRefusedAsync(async client =>
            await client.GetGrain<IRegisterDesk>(0).AsReference<IGrainManagementExtension>().DeactivateOnIdle());
    }

    [Fact]
    public async Task A_caller_that_the_client_wrote_itself_counts_for_nothing()
    {
        var foreigners = cluster.Desk(Offices.PotsdamForeigners);
        await foreigners.RegisterAsync();
        string[] written = [Offices.PotsdamForeigners, "Frau Beispiel", "1"];
        await CheckRefusedAsync(client =>
        {
            RequestContext.Set(VerifiedCaller.RequestContextKey, written);
            return client.GetGrain<INoticeDesk>(0).ReadAsync(0, 10, Stop);
        }, assertion: null);

        // Beside a valid assertion it does not count either: the feed is that of the authority which was proven.
        var page = await cluster.CallOnceAsync(cluster.ResidentsOffice.Sign(RegisterCluster.CallerOf(Offices.PotsdamResidents)), client =>
        {
            RequestContext.Set(VerifiedCaller.RequestContextKey, written);
            return client.GetGrain<INoticeDesk>(0).ReadAsync(0, 10, Stop);
        });
        Assert.NotEmpty(page.Notices);
        Assert.All(page.Notices, notice => Assert.Equal(Offices.PotsdamResidents, notice.Recipient));
    }

    [Fact]
    public async Task A_submission_in_the_name_of_another_authority_is_refused()
    {
        var submission = cluster.Desk(Offices.PotsdamForeigners).Write(null, Desk.Registration());
        var reply = await cluster.CallOnceAsync(
            cluster.ResidentsOffice.Sign(RegisterCluster.CallerOf(Offices.PotsdamResidents)),
            client => client.GetGrain<IRegisterDesk>(0).SubmitAsync(submission, Stop));
        Assert.Equal("sender.mismatch", reply.Refusal!.Code);
    }

    [Fact]
    public async Task An_authority_subscribes_to_its_own_stream_and_to_no_other()
    {
        await CheckRefusedAsync(client => StreamOf(client, Offices.BurgenlandResidents).SubscribeAsync(Ignore));
        await CheckRefusedAsync(client => StreamOf(client, Offices.PotsdamForeigners).SubscribeAsync(Ignore), assertion: null);
        var own = cluster.Issuer.Sign(RegisterCluster.CallerOf(Offices.PotsdamForeigners));
        var handle = await cluster.CallOnceAsync(own, client => StreamOf(client, Offices.PotsdamForeigners).SubscribeAsync(Ignore));
        await handle.UnsubscribeAsync();
    }

    private static Task Ignore(Notice notice, StreamSequenceToken? token) => Task.CompletedTask;

    private static IAsyncStream<Notice> StreamOf(IClusterClient client, string authority) =>
        client.GetStreamProvider(NoticeStreamNames.Provider).GetStream<Notice>(NoticeStreamNames.StreamOf(authority));

    private static object? DefaultOf(System.Reflection.ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;

    private string Signed(DateTimeOffset at) => cluster.Issuer.Sign(RegisterCluster.CallerOf(Offices.PotsdamForeigners), at);

    /// <summary>An assertion that is right but for the given change.</summary>
    private string Written(Action<SecurityTokenDescriptor> change)
    {
        var token = new SecurityTokenDescriptor
        {
            Audience = CallerAssertion.Audience,
            IssuedAt = DateTime.UtcNow,
            Expires = DateTime.UtcNow.AddSeconds(30),
            Subject = new ClaimsIdentity(
            [
                new Claim(JwtRegisteredClaimNames.Sub, "Frau Beispiel"),
                new Claim(CallerAssertion.AuthorityClaim, Offices.PotsdamForeigners),
                new Claim(CallerAssertion.PurposeClaim, "1"),
            ]),
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(cluster.Issuer.Key) { KeyId = cluster.Issuer.KeyId }, SecurityAlgorithms.EcdsaSha256),
        };
        change(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private Task<IReadOnlyList<Contracts.Records.AuthorityInfo>> ListAsync(string? assertion) =>
        cluster.CallOnceAsync(assertion, client => client.GetGrain<IRegisterDesk>(0).ListAuthoritiesAsync(Stop));

    private Task CheckRefusedAsync(string? assertion) => Assert.ThrowsAsync<UnauthorizedAccessException>(() => ListAsync(assertion));

    private Task CheckRefusedAsync(Func<IClusterClient, Task> call) => CheckRefusedAsync(call, Signed(DateTimeOffset.UtcNow));

    private Task CheckRefusedAsync(Func<IClusterClient, Task> call, string? assertion) =>
        Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.CallOnceAsync(assertion, async client =>
        {
            await call(client);
            return true;
        }));
}
