using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Contracts.Doors;

/// <summary>Who calls: the authority, its official, and the purpose of the call (AZRG § 10 Abs. 1).</summary>
/// <param name="Authority">Authority key, 6 characters. One key is one role: an agency with two roles has two keys.</param>
/// <param name="Official">The official as the authority names them.</param>
/// <param name="Purpose">Purpose from the closed list of AZRG-DV § 8 Abs. 3.</param>
public sealed record Caller(string Authority, string Official, string Purpose);

/// <summary>
/// The short-lived, signed statement by which a caller proves its authority for one call: a JWT (ES256) with
/// <c>sub</c> (official), <c>aut</c> (authority), <c>pur</c> (purpose), <c>mth</c> and <c>bdy</c>
/// (<see cref="CallBinding"/>), <c>jti</c> (nonce, 32 hex digits), <c>kpr</c> (the silo that remembers the nonce),
/// <c>iat</c> and an <c>exp</c> of at most <see cref="LifetimeMax"/>. It travels in the request context of a grain call
/// or as bearer token of an HTTP request, and is good for exactly one call.
/// </summary>
public static class CallerAssertion
{
    /// <summary>Key of the request context under which the compact token travels.</summary>
    public const string RequestContextKey = "azr.assertion";

    /// <summary>HTTP reply header that names the silo for <c>kpr</c>; it comes with status 401.</summary>
    public const string KeeperHeader = "AZR-Keeper";
    public const string Audience = "azr";
    public const string AuthorityClaim = "aut";
    public const string PurposeClaim = "pur";
    public const string MethodClaim = "mth";
    public const string BodyClaim = "bdy";
    public const string KeeperClaim = "kpr";

    /// <summary>Longer tokens are refused unread.</summary>
    public const int LengthMax = 4_096;

    /// <summary>Longest name of an official, in characters.</summary>
    public const int OfficialLengthMax = 200;

    /// <summary>Longest purpose, in characters.</summary>
    public const int PurposeLengthMax = 8;
    public static readonly TimeSpan LifetimeMax = TimeSpan.FromSeconds(60);

    // The default factory remembers the first key object with these numbers, and goes on with it after it was disposed.
    private static readonly CryptoProviderFactory Forgetful = new() { CacheSignatureProviders = false };
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signs a statement with the authority's private key (ECDSA P-256).</summary>
    /// <param name="binding">The one call it is good for.</param>
    /// <param name="keeper">
    /// The silo that remembers the nonce; null while none is known, to which the register answers with one.
    /// </param>
    public static string Sign(
        Caller caller, CallBinding binding, string? keeper, ECDsa privateKey, string keyId, DateTimeOffset now) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + LifetimeMax).UtcDateTime,
            Subject = new ClaimsIdentity(
            [
                new Claim(JwtRegisteredClaimNames.Sub, caller.Official),
                new Claim(AuthorityClaim, caller.Authority),
                new Claim(PurposeClaim, caller.Purpose),
                new Claim(MethodClaim, binding.Method),
                new Claim(BodyClaim, binding.Body),
                new Claim(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString("N")),
                .. keeper is null ? Array.Empty<Claim>() : [new Claim(KeeperClaim, keeper)],
            ]),
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(privateKey) { KeyId = keyId, CryptoProviderFactory = Forgetful },
                SecurityAlgorithms.EcdsaSha256),
        });
}
