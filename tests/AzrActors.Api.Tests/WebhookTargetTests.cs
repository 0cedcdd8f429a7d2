using System.Net;
using AzrActors.Streams.Webhooks;
using Microsoft.Extensions.Options;

namespace AzrActors.Api.Tests;

/// <summary>Where the register lets itself be sent by an office.</summary>
public sealed class WebhookTargetTests
{
    [Theory]
    [InlineData("https://fachverfahren.potsdam.example/azr", true)]
    [InlineData("https://93.184.216.34/azr", true)]
    [InlineData("http://fachverfahren.potsdam.example/azr", false)]
    [InlineData("https://name:word@fachverfahren.potsdam.example/", false)]
    [InlineData("https://fachverfahren.potsdam.example/#teil", false)]
    [InlineData("ftp://fachverfahren.potsdam.example/", false)]
    [InlineData("/azr", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("http://127.0.0.1:8080/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://10.1.2.3/", false)]
    public void An_address_is_registered_only_if_it_is_https_and_not_private(string url, bool allowed) =>
        Assert.Equal(allowed, Targets().Parse(url) is not null);

    [Theory]
    [InlineData("http://127.0.0.1:8080/azr", true)]
    [InlineData("http://localhost:8080/azr", false)]
    [InlineData("http://10.0.0.1/azr", false)]
    [InlineData("https://10.0.0.1/azr", false)]
    public void In_development_this_machine_is_allowed_too_and_nothing_else(string url, bool allowed) =>
        Assert.Equal(allowed, Targets(new WebhookOptions { AllowLoopback = true }).Parse(url) is not null);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.255.0.1")]
    [InlineData("100.64.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:0a00:0001::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void No_private_address_is_connected_to_whatever_name_leads_there(string address) =>
        Assert.False(Targets().Admits(IPAddress.Parse(address)));

    [Fact]
    public void A_network_that_the_operator_allows_is_allowed_and_its_neighbour_is_not()
    {
        var targets = Targets(new WebhookOptions { AllowedNetworks = { "10.20.0.0/16" } });
        Assert.True(targets.Admits(IPAddress.Parse("10.20.3.4")));
        Assert.True(targets.Admits(IPAddress.Parse("::ffff:10.20.3.4")));
        Assert.False(targets.Admits(IPAddress.Parse("10.21.3.4")));
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_connected_to() =>
        await Assert.ThrowsAsync<ForbiddenTargetException>(
            async () => await Targets().ConnectAsync(new DnsEndPoint("localhost", 1), TestContext.Current.CancellationToken));

    private static WebhookTargets Targets(WebhookOptions? options = null) => new(Options.Create(options ?? new WebhookOptions()));
}
