using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Contracts.Doors;

/// <summary>
/// Remembers which call a key stands for that an authority gave it. Calls may be repeated anyway; the key keeps an authority
/// from taking a repetition for something new.
/// </summary>
[AgencyFacing, Alias("azr.IRequestKeyDesk")]
public interface IRequestKeyDesk : IGrainWithIntegerKey
{
    /// <returns>False when the caller's authority has used the key for another call within the last seven days.</returns>
    [Alias("Claim")] Task<bool> ClaimAsync(RequestKey key, CancellationToken cancellationToken);
}

/// <summary>A key and what it stands for. Neither can be read from it.</summary>
/// <param name="Key">Base64url of the SHA-256 of the key.</param>
/// <param name="Content">Base64url of the HMAC-SHA-256 of the call with the key, so that nobody finds it by trying.</param>
[GenerateSerializer, Immutable, Alias("azr.RequestKey")]
public sealed record RequestKey([property: Id(0)] string Key, [property: Id(1)] string Content)
{
    public static RequestKey Of(string key, ReadOnlySpan<byte> call)
    {
        var secret = Encoding.UTF8.GetBytes(key);
        return new RequestKey(Base64UrlEncoder.Encode(SHA256.HashData(secret)), Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, call)));
    }
}
