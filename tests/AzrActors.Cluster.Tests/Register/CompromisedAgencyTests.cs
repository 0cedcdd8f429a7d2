using System.Globalization;
using System.Reflection;
using AzrActors.Cluster.Tests.Doors;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Grains;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Streams;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>
/// Somebody has taken over the backend of Potsdam's residents' office: a client of the cluster with a valid key, and no
/// scruples about using the SDK. Whatever it tries beyond the rights of that authority is refused, leaves no trace in
/// the database, and is logged without what it wrote.
/// </summary>
[Collection(RegisterSuite.Name)]
public sealed class CompromisedAgencyTests(RegisterCluster cluster)
{
    private const string Marker = "Frau Verräterin";
    private const string Victim = Offices.PotsdamForeigners;
    private const string Own = Offices.PotsdamResidents;

    private static readonly Dictionary<string, Action<Forgery, RegisterCluster>> Tokens = new()
    {
        ["of another authority"] = (token, _) => token.Claims["aut"] = Victim,
        ["of an authority that does not exist"] = (token, _) => token.Claims["aut"] = "X00000",
        ["of a list of authorities"] = (token, _) => token.Claims["aut"] = new[] { Own, Victim },
        ["without authority"] = (token, _) => token.Claims.Remove("aut"),
        ["for another method"] = (token, _) => token.Claims["mth"] = "azr.INoticeDesk/Read",
        ["for other arguments"] = (token, _) => token.Claims["bdy"] = new CallBinding("", "").Body,
        ["without method"] = (token, _) => token.Claims.Remove("mth"),
        ["without arguments"] = (token, _) => token.Claims.Remove("bdy"),
        ["without nonce"] = (token, _) => token.Claims.Remove("jti"),
        ["with a nonce that is none"] = (token, _) => token.Claims["jti"] = "1",
        ["that has expired"] = (token, _) => (token.IssuedAt, token.Expires) = (Ago(120), Ago(60)),
        ["from the future"] = (token, _) => (token.IssuedAt, token.Expires) = (Ago(-120), Ago(-180)),
        ["that lives too long"] = (token, _) => token.Expires = Ago(-3600),
        ["that ends before it begins"] = (token, _) => (token.IssuedAt, token.Expires) = (Ago(-5), Ago(5)),
        ["without end"] = (token, _) => token.Expires = null,
        ["for another audience"] = (token, _) => token.Audience = "another",
        ["without signature"] = (token, _) => token.Credentials = null,
        ["signed with the public key as secret"] = (token, _) => token.SignWithPublicKeyAsSecret(),
        ["of an unknown key"] = (token, _) => token.SignAs(new TestSigner("nobody"), "nobody"),
        ["of an unknown key under a known name"] = (token, _) => token.SignAs(new TestSigner("nobody"), "residents-office"),
        ["under the name of another agency's key"] = (token, all) => token.SignAs(all.ResidentsOffice, all.TwoRoles.KeyId),
        ["under the name of the key that may everything"] = (token, all) =>
        {
            token.Claims["aut"] = Victim;
            token.SignAs(all.ResidentsOffice, all.Issuer.KeyId);
        },
        ["with an endless official"] = (token, _) => token.Claims["sub"] = new string('x', CallerAssertion.OfficialLengthMax + 1),
        ["with a line break in the official"] = (token, _) => token.Claims["sub"] = "Frau\nBeispiel",
        ["with an endless purpose"] = (token, _) => token.Claims["pur"] = new string('1', CallerAssertion.PurposeLengthMax + 1),
        ["that is too long"] = (token, _) => token.Claims["x"] = new string('x', CallerAssertion.LengthMax),
    };

    private static readonly Dictionary<string, Func<IClusterClient, Task>> Calls = new()
    {
        ["hosts of the cluster"] = client => client.GetGrain<IManagementGrain>(0).GetHosts(),
        ["end of all grains"] = client => client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero),
        ["end of a desk"] = async client => await client.GetGrain<IRegisterDesk>(0).AsReference<IGrainManagementExtension>().DeactivateOnIdle(),
        ["a record, read behind the desk"] = client => CallInternal(client, "PersonRecords.IPersonRecordGrain", "ReadAsync"),
        ["a record, written behind the desk"] = client => CallInternal(client, "PersonRecords.IPersonRecordGrain", "SubmitAsync"),
        ["the directory of authorities"] = client => CallInternal(client, "Authorities.IAuthorityDirectoryGrain", "ReadNewerAsync"),
        ["the stream of another authority"] = client => StreamOf(client, Victim).SubscribeAsync((_, _) => Task.CompletedTask),
        ["the subscriptions of another authority"] = client => StreamOf(client, Victim).GetAllSubscriptionHandles(),
        ["the producers of the own stream"] = client => CallBook(client, "RegisterProducer"),
        ["the count of subscribers of the own stream"] = client => CallBook(client, "ConsumerCount"),
    };

    private static readonly string[] Texts =
        ["", "A12054", "e30.e30.", "....", "ey.ey.ey", "eyJhbGciOiJub25lIn0.e30.", "\0\0", new('.', 100_000)];

    public static TheoryData<string> TokenNames => [.. Tokens.Keys];

    public static TheoryData<string> CallNames => [.. Calls.Keys];

    public static TheoryData<int> TextNumbers => [.. Enumerable.Range(0, Texts.Length)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TokenNames))]
    public Task An_assertion_is_refused(string name) => CheckRefusedAsync(
        binding =>
        {
            var token = new Forgery(cluster.ResidentsOffice, new Caller(Own, Marker, "1"), binding, cluster.Keeper(0));
            Tokens[name](token, cluster);
            return token.Write();
        },
        SubmitAsync);

    [Fact]
    public async Task The_same_assertion_unspoilt_is_accepted()
    {
        string Right(CallBinding binding) =>
            new Forgery(cluster.ResidentsOffice, new Caller(Own, Marker, "1"), binding, cluster.Keeper(0)).Write();
        Assert.NotEmpty(await cluster.CallOnceAsync(Right, client => client.GetGrain<IRegisterDesk>(0).ListAuthoritiesAsync(Stop)));
    }

    [Theory]
    [MemberData(nameof(TextNumbers))]
    public Task A_text_that_is_no_assertion_is_refused(int text) => CheckRefusedAsync(_ => Texts[text], SubmitAsync);

    [Fact]
    public Task No_assertion_is_refused() => CheckRefusedAsync(_ => null, SubmitAsync);

    [Fact]
    public Task An_assertion_changed_after_signing_is_refused() =>
        CheckRefusedAsync(binding => Forgery.ChangeClaim(Honest(binding), Own, Victim), SubmitAsync);

    [Theory]
    [MemberData(nameof(CallNames))]
    public Task With_a_right_assertion_it_does_not_get(string name) => CheckRefusedAsync(Honest, Calls[name]);

    [Fact]
    public async Task An_assertion_for_one_submission_does_not_cover_another()
    {
        string? token = null;
        string First(CallBinding binding) => token ??= Honest(binding);
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.CallOnceAsync(
            binding =>
            {
                First(binding);
                return null;
            },
            client => client.GetGrain<IRegisterDesk>(0).SubmitAsync(Submission(Own), Stop)));
        await CheckRefusedAsync(First, client => client.GetGrain<IRegisterDesk>(0).SubmitAsync(Submission(Own), Stop));
    }

    [Fact]
    public async Task An_assertion_for_a_plain_request_does_not_cover_one_that_states_a_circumstance()
    {
        var number = await cluster.Desk(Victim).RegisterAsync();
        string? token = null;
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.CallOnceAsync(
            binding =>
            {
                token = Honest(binding);
                return null;
            },
            client => client.GetGrain<IRegisterDesk>(0).ReadAsync(number, Stop)));
        await CheckRefusedAsync(_ => token, client =>
            client.GetGrain<IRegisterDesk>(0).ReadAsync(new RecordRequest { AzrNumber = number, Stating = ["onRequest"] }, Stop));
    }

    [Fact]
    public async Task A_submission_in_the_name_of_another_authority_is_refused()
    {
        var submission = Submission(Victim);
        var stored = await cluster.Rows.CountsAsync();
        var reply = await cluster.CallOnceAsync(Honest, client => client.GetGrain<IRegisterDesk>(0).SubmitAsync(submission, Stop));
        Assert.Equal("sender.mismatch", reply.Refusal!.Code);
        Assert.Equal(stored, await cluster.Rows.CountsAsync());
    }

    [Fact]
    public async Task A_caller_that_it_wrote_itself_counts_for_nothing()
    {
        await cluster.Desk(Victim).RegisterAsync();
        var page = await cluster.CallOnceAsync(Honest, client =>
        {
            RequestContext.Set(VerifiedCaller.RequestContextKey, new[] { Victim, Marker, "1" });
            return client.GetGrain<INoticeDesk>(0).ReadAsync(0, 10, Stop);
        });
        Assert.NotEmpty(page.Notices);
        Assert.All(page.Notices, notice => Assert.Equal(Own, notice.Recipient));
        await CheckRefusedAsync(_ => null, client =>
        {
            RequestContext.Set(VerifiedCaller.RequestContextKey, new[] { Victim, Marker, "1" });
            return client.GetGrain<INoticeDesk>(0).ReadAsync(0, 10, Stop);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public Task A_mark_of_the_cluster_that_it_made_up_opens_nothing(string mark) => CheckRefusedAsync(Honest, client =>
    {
        RequestContext.Set("azr.cluster", mark);
        return CallInternal(client, "PersonRecords.IPersonRecordGrain", "SubmitAsync");
    });

    /// <summary>
    /// A gateway passes on whatever sender a message names. This client calls itself a grain, and brings the caller a
    /// grain would bring; the answer goes to that grain, so what happened is read from the log.
    /// </summary>
    [Fact]
    public async Task A_client_that_calls_itself_a_grain_remains_a_client()
    {
        var stored = await cluster.Rows.CountsAsync();
        var refused = Refusals();
        using (Disguise.As(cluster.Cluster.Client, GrainId.Create("registerdesk", "0")))
            // That no answer comes back shows that the disguise works.
            await Assert.ThrowsAsync<TimeoutException>(() => cluster.CallOnceAsync(_ => null, async client =>
            {
                RequestContext.Set(VerifiedCaller.RequestContextKey, new[] { Victim, Marker, "1" });
                await CallInternal(client, "PersonRecords.IPersonRecordGrain", "SubmitAsync");
                return true;
            }));
        Assert.Equal(refused + 1, Refusals());
        Assert.Contains(cluster.Log.Lines, line => line.Contains("IPersonRecordGrain.SubmitAsync: not open to clients", StringComparison.Ordinal));
        Assert.Equal(stored, await cluster.Rows.CountsAsync());
    }

    /// <summary>
    /// A client chooses its own name. Under the name of the client inside a silo it would be sent what is meant for the
    /// HTTP door there: answers with records, and notices.
    /// </summary>
    [Theory]
    [InlineData("hosted-{0}")]
    [InlineData("hosted-{0}+x")]
    [InlineData("0123456789abcdef0123456789abcdef+hosted-{0}")]
    [InlineData("x")]
    public async Task A_client_does_not_get_the_name_of_the_client_inside_a_silo(string name)
    {
        var http = cluster.DeskAt(0, Own).Client;
        Assert.NotEmpty(await http.ListAuthoritiesAsync(Stop));
        var heard = Heard();
        using var impostor = NamedClient.For(cluster.Cluster, string.Format(CultureInfo.InvariantCulture, name, cluster.Keeper(0)));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var connecting = impostor.StartAsync(enough.Token);
        await Eventually.HoldsAsync("silo 0 has heard the name", () => Task.FromResult(Heard() > heard), TimeSpan.FromSeconds(30), Stop);
        Assert.NotEmpty(await http.ListAuthoritiesAsync(Stop));
        Assert.DoesNotContain(cluster.Log.Lines, line => line.Contains("Recorded opened connection", StringComparison.Ordinal)
            && line.Contains("hosted-", StringComparison.Ordinal));
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting);

        int Heard() => cluster.Log.Lines.Count(line => line.Contains("a name that is not a client's", StringComparison.Ordinal)
            || line.Contains("Recorded opened connection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_with_a_name_as_others_have_it_connects()
    {
        using var client = NamedClient.For(cluster.Cluster, Guid.NewGuid().ToString("N"));
        await client.StartAsync(Stop);
        await client.StopAsync(Stop);
    }

    private string Honest(CallBinding binding) =>
        cluster.ResidentsOffice.Sign(new Caller(Own, Marker, "1"), binding, cluster.Keeper(0));

    private async Task CheckRefusedAsync(Func<CallBinding, string?> prove, Func<IClusterClient, Task> call)
    {
        var stored = await cluster.Rows.CountsAsync();
        var refused = Refusals();
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.CallOnceAsync(prove, async client =>
        {
            await call(client);
            return true;
        }));
        Assert.True(Refusals() > refused, "The refusal was not logged.");
        Assert.DoesNotContain(cluster.Log.Lines, line => line.Contains(Marker, StringComparison.Ordinal) || line.Contains("al-Ḥasan", StringComparison.Ordinal));
        Assert.Equal(stored, await cluster.Rows.CountsAsync());
    }

    private int Refusals() => cluster.Log.Lines.Count(line => line.Contains("Refused a client's call", StringComparison.Ordinal));

    private Task SubmitAsync(IClusterClient client) => client.GetGrain<IRegisterDesk>(0).SubmitAsync(Submission(Own), Stop);

    private static Submission Submission(string authority) => new()
    {
        SubmissionId = Guid.NewGuid(), Authority = authority, Official = Marker, Purpose = "1", FileReference = "32.1/4711",
        OccurredOn = Register.Desk.Today, Entries = Register.Desk.Registration(),
    };

    private static DateTime Ago(int seconds) => DateTime.UtcNow.AddSeconds(-seconds);

    private static IAsyncStream<Notice> StreamOf(IClusterClient client, string authority) =>
        client.GetStreamProvider(NoticeStreamNames.Provider).GetStream<Notice>(NoticeStreamNames.StreamOf(authority));

    // The interfaces are internal, which keeps out nobody who writes the message by hand.
    private static Task CallInternal(IClusterClient client, string grain, string method)
    {
        var type = typeof(RegisterGrains).Assembly.GetType($"AzrActors.Grains.{grain}", throwOnError: true)!;
        var reference = type.IsAssignableTo(typeof(IGrainWithGuidKey))
            ? client.GetGrain(type, Guid.NewGuid())
            : client.GetGrain(type, 0L);
        var call = type.GetMethod(method)!;
        object?[] arguments = [.. call.GetParameters().Select(parameter => parameter.ParameterType == typeof(Submission)
            ? Submission(Victim)
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)];
        return (Task)call.Invoke(reference, arguments)!;
    }

    private static Task CallBook(IClusterClient client, string method)
    {
        var type = typeof(IAsyncStream).Assembly.GetType("Orleans.Streams.IPubSubRendezvousGrain", throwOnError: true)!;
        var own = new QualifiedStreamId(NoticeStreamNames.Provider, NoticeStreamNames.StreamOf(Own));
        var call = type.GetMethod(method)!;
        object?[] arguments = [.. call.GetParameters().Select(parameter => parameter.ParameterType == typeof(QualifiedStreamId)
            ? own
            : Activator.CreateInstance(parameter.ParameterType))];
        return (Task)call.Invoke(client.GetGrain(type, own.ToString()), arguments)!;
    }

    /// <summary>Changes the sender that a client writes into its messages, until it is disposed.</summary>
    private sealed class Disguise : IDisposable
    {
        private readonly object _runtime;
        private readonly PropertyInfo _address;
        private readonly object _before;

        private Disguise(object runtime, PropertyInfo address, object before) => (_runtime, _address, _before) = (runtime, address, before);

        public static Disguise As(IClusterClient client, GrainId grain)
        {
            var type = typeof(ClientBuilder).Assembly.GetType("Orleans.OutsideRuntimeClient", throwOnError: true)!;
            var runtime = client.ServiceProvider.GetRequiredService(type);
            var address = type.GetProperty("CurrentActivationAddress", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
            var before = (GrainAddress)address.GetValue(runtime)!;
            address.SetValue(runtime, new GrainAddress { GrainId = grain, SiloAddress = before.SiloAddress, ActivationId = before.ActivationId });
            return new Disguise(runtime, address, before);
        }

        public void Dispose() => _address.SetValue(_runtime, _before);
    }
}
