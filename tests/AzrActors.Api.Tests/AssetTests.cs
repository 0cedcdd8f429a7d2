using System.Net;
using System.Security.Cryptography;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class AssetTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_vendored_style_sheet_is_the_published_one()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        using var reply = await client.GetAsync("/assets/lib/kern/2.7.2/kern.min.css", Stop);
        Assert.Equal("text/css", reply.Content.Headers.ContentType!.MediaType);
        Assert.Equal("fc2428f71ee156d7187a3d416bedd5550c3543925204e9ac4b02544e649eb7f8",
            Convert.ToHexStringLower(SHA256.HashData(await reply.Content.ReadAsByteArrayAsync(Stop))));
    }

    [Fact]
    public async Task An_asset_under_its_fingerprint_may_be_kept_for_ever()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        var html = await session.Client.GetStringAsync("/abgemeldet", Stop);
        var start = html.IndexOf("/assets/azr.css?v=", StringComparison.Ordinal);
        using var reply = await session.Client.GetAsync(html[start..html.IndexOf('"', start)], Stop);
        Assert.Contains("immutable", reply.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var missing = await session.Client.GetAsync("/assets/missing.css", Stop);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
