using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AzrActors.Api.Http;

/// <summary>
/// Keeps one caller from taking the door for itself. An authority has one bucket, whoever acts in it: the official is its own
/// word, so a bucket each would be as many as it likes. On the pages it is the provider's word, and nobody's reloading holds up
/// a colleague. Buckets that stay full are forgotten.
/// </summary>
internal static class CallerLimits
{
    private const int NetworkBytes = 8;

    public static void AddCallerLimits(this IServiceCollection services, RateLimitOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => BucketOf(context, options));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            return new ValueTask(FailureHandler.AnswerAsync(rejected.HttpContext, ProblemCatalogue.TooManyRequests, detail: null, wait));
        };
    });

    private static RateLimitPartition<string> BucketOf(HttpContext context, RateLimitOptions options)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageMark>() is not null)
            // Whoever is not signed in is shown nothing but the way to the provider.
            return context.User.Identity?.IsAuthenticated == true && context.User.ToCaller() is var caller
                ? Bucket($"official/{caller.Authority}/{caller.Official}", options.PagesPerSecond, options.PagesAtOnce) : RateLimitPartition.GetNoLimiter("");
        if (!context.Request.Path.StartsWithSegments("/api")) return RateLimitPartition.GetNoLimiter("");
        return context.User.Identity?.IsAuthenticated == true
            ? Bucket("authority/" + context.User.ToCaller().Authority, options.RequestsPerSecond, options.RequestsAtOnce)
            : Bucket("network/" + NetworkOf(context.Connection.RemoteIpAddress), options.UnprovenPerSecond, options.UnprovenAtOnce);
    }

    private static RateLimitPartition<string> Bucket(string name, int perSecond, int atOnce) => RateLimitPartition.GetTokenBucketLimiter(
        name, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0, AutoReplenishment = false,
        });

    // Whoever has one IPv6 address usually has all of its network.
    private static string NetworkOf(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address?.MapToIPv4().ToString() ?? "";
}

/// <summary>Marks an endpoint as one of the pages.</summary>
internal sealed class PageMark;
