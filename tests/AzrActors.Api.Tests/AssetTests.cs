using System.Net;
using System.Text.RegularExpressions;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed partial class AssetTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_has_at_most_200_kilobytes_of_script_and_style_unpacked()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync("/", Stop);
        var sizes = new Dictionary<string, int>();
        foreach (Match asset in Asset().Matches(html))
            sizes[asset.Groups[1].Value] = (await session.Client.GetByteArrayAsync(asset.Groups[1].Value, Stop)).Length;
        Assert.Contains(sizes.Keys, path => path.Contains("kern-used.css", StringComparison.Ordinal));
        Assert.Contains(sizes.Keys, path => path.Contains("keys.js", StringComparison.Ordinal));
        Assert.InRange(sizes.Values.Sum(), 10_000, 200 * 1_024);
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

    [GeneratedRegex("(?:src|href)=\"(/assets/[^\"]*\\.(?:css|js)\\?[^\"]*)\"")]
    private static partial Regex Asset();
}
