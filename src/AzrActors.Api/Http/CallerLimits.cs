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
/// word, so a bucket each would be as many as it likes. Buckets that stay full are forgotten.
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
            return new ValueTask(Problem.For(rejected.HttpContext, ProblemCatalogue.TooManyRequests, wait).ExecuteAsync(rejected.HttpContext));
        };
    });

    private static RateLimitPartition<string> BucketOf(HttpContext context, RateLimitOptions options)
    {
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
