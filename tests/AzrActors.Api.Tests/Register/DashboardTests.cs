using System.Net;

namespace AzrActors.Api.Tests.Register;

/// <summary>The dashboard of Orleans, and what the operators' page says of the real register.</summary>
[Collection<OnLiveRegister>]
public sealed class DashboardTests(LiveRegister register)
{
    private const string Dashboard = "/betrieb/orleans/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operator_finds_pace_seal_and_the_way_to_the_dashboard()
    {
        using var operators = await Session.LogInAsync(register.Address, "REG000");
        var html = await operators.Client.GetStringAsync("/betrieb", Stop);
        Assert.Contains("Letztes Siegel gültig", html, StringComparison.Ordinal);
        Assert.Contains("Gespeichert in der letzten Minute", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Dashboard}\"", html, StringComparison.Ordinal);
        using var reply = await operators.Client.GetAsync(Dashboard, Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        using var counters = await operators.Client.GetAsync(Dashboard + "DashboardCounters", Stop);
        Assert.Equal(HttpStatusCode.OK, counters.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("DashboardCounters")]
    [InlineData("index.min.js")]
    public async Task Nobody_else_opens_it(string path)
    {
        using var official = await Session.LogInAsync(register.Address, register.TakeDistrict().Foreigners);
        using var forbidden = await official.Client.GetAsync(Dashboard + path, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = register.Address };
        using var redirected = await stranger.GetAsync(Dashboard + path, Stop);
        Assert.Equal(HttpStatusCode.Found, redirected.StatusCode);
    }

    [Theory]
    [InlineData("GrainState?grainId=0&grainType=x")]
    [InlineData("grainstate?grainId=0&grainType=x")]
    [InlineData("Trace")]
    public async Task Not_even_an_operator_sees_the_state_of_grains_or_the_log_in_it(string path)
    {
        using var operators = await Session.LogInAsync(register.Address, "REG000");
        using var reply = await operators.Client.GetAsync(Dashboard + path, Stop);
        Assert.False(reply.IsSuccessStatusCode, $"{(int)reply.StatusCode}");
    }
}
