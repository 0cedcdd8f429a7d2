using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Grains.Doors;

/// <summary>A public key and the one authority it may speak for.</summary>
/// <param name="KeyId">The <c>kid</c> that assertions signed with it carry.</param>
/// <param name="Authority">Null for a key that may speak for every authority: the facade's, and in development the development issuer's.</param>
public sealed record TrustedKey(string KeyId, ECDsaSecurityKey Key, string? Authority);

/// <summary>Verifies caller assertions against the keys that this silo trusts.</summary>
public sealed class TrustedKeys(TimeProvider clock) : ICallerVerifier
{
    private static readonly JsonWebTokenHandler Handler = new();

    // Clocks of two machines differ a little; more than this is a fault of the caller.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, TrustedKey> _keys = [];

    /// <summary>Trusts a key from now on. Called while the silo is being put together.</summary>
    /// <param name="authority">The one authority it may speak for; null for any.</param>
    public void Trust(string keyId, ECDsa key, string? authority) =>
        _keys.Add(keyId, new TrustedKey(keyId, new ECDsaSecurityKey(key) { KeyId = keyId }, authority));

    public async ValueTask<Caller?> VerifyAsync(string token)
    {
        if (!Handler.CanReadToken(token)) return null;
        var unverified = Handler.ReadJsonWebToken(token);
        if (!_keys.TryGetValue(unverified.Kid ?? "", out var trusted)) return null;
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = CallerAssertion.Audience,
            ValidateIssuer = false,
            IssuerSigningKey = trusted.Key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires is { } end && LivesNow(unverified, end),
        });
        if (!result.IsValid) return null;
        var authority = unverified.TryGetClaim(CallerAssertion.AuthorityClaim, out var named) ? named.Value : "";
        if (!AuthorityKey.TryParse(authority, out _) || (trusted.Authority is { } only && only != authority)) return null;
        return new Caller(authority, unverified.Subject ?? "",
            unverified.TryGetClaim(CallerAssertion.PurposeClaim, out var purpose) ? purpose.Value : "");
    }

    private bool LivesNow(JsonWebToken token, DateTime expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now - ClockSkew <= expires && expires - token.IssuedAt <= CallerAssertion.LifetimeMax && token.IssuedAt <= now + ClockSkew;
    }
}
