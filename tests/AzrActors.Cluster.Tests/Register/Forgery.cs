using System.Security.Claims;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>An assertion that would be accepted, to be spoilt in one thing.</summary>
internal sealed class Forgery(TestSigner signer, Caller caller, CallBinding binding, string keeper)
{
    public SigningCredentials? Credentials { get; set; } = new(
        new ECDsaSecurityKey(signer.Key) { KeyId = signer.KeyId }, SecurityAlgorithms.EcdsaSha256);

    public Dictionary<string, object> Claims { get; } = new()
    {
        ["sub"] = caller.Official,
        [CallerAssertion.AuthorityClaim] = caller.Authority,
        [CallerAssertion.PurposeClaim] = caller.Purpose,
        [CallerAssertion.MethodClaim] = binding.Method,
        [CallerAssertion.BodyClaim] = binding.Body,
        [CallerAssertion.KeeperClaim] = keeper,
        ["jti"] = Guid.NewGuid().ToString("N"),
    };

    public string Audience { get; set; } = CallerAssertion.Audience;

    public DateTime IssuedAt { get; set; } = DateTime.UtcNow;

    public DateTime? Expires { get; set; } = DateTime.UtcNow.AddSeconds(30);

    public string Write() => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Audience = Audience, IssuedAt = IssuedAt, Expires = Expires, Claims = Claims, SigningCredentials = Credentials,
        Subject = new ClaimsIdentity(),
    });

    /// <summary>The classic: the public key, which everybody has, as the secret of a symmetric signature.</summary>
    public void SignWithPublicKeyAsSecret() => Credentials = new SigningCredentials(
        new SymmetricSecurityKey(signer.Key.ExportSubjectPublicKeyInfo()) { KeyId = signer.KeyId }, SecurityAlgorithms.HmacSha256);

    public void SignAs(TestSigner holder, string claimedKeyId) => Credentials = new SigningCredentials(
        new ECDsaSecurityKey(ECDsa.Create(holder.Key.ExportParameters(true))) { KeyId = claimedKeyId }, SecurityAlgorithms.EcdsaSha256);

    public static string ChangeClaim(string token, string from, string to)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace(from, to, StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }
}
