using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Orleans.Concurrency;

namespace AzrActors.Grains.Doors;

/// <summary>Takes keys of calls for whoever the verified assertion says is calling.</summary>
[StatelessWorker, Reentrant]
internal sealed partial class RequestKeyDeskGrain(RequestKeys keys, RegisterClock clock, ILogger<RequestKeyDeskGrain> logger) : Grain, IRequestKeyDesk
{
    public async Task<bool> ClaimAsync(RequestKey key, CancellationToken cancellationToken)
    {
        var (name, content) = (Hash(key.Key), Hash(key.Content));
        try
        {
            return await keys.ClaimAsync(CallingAuthority.Key, name, content, clock.Now().Instant, cancellationToken);
        }
        catch (DbException exception)
        {
            LogNotClaimed(logger, exception);
            throw new RegisterBusyException();
        }
    }

    private static byte[] Hash(string text) => Base64UrlEncoder.DecodeBytes(text) is { Length: SHA256.HashSizeInBytes } hash
        ? hash : throw new ArgumentException("A key and its content are SHA-256 hashes.", nameof(text));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A key of a call could not be kept; the caller is asked to repeat")]
    private static partial void LogNotClaimed(ILogger logger, Exception exception);
}
