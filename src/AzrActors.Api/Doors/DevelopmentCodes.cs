using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Api.Doors;

/// <summary>What a browser brings to the development issuer (RFC 6749 § 4.1.1, RFC 7636 § 4.3).</summary>
internal sealed record AuthorizationRequest
{
    [FromQuery(Name = "client_id")] public string? ClientId { get; init; }
    [FromQuery(Name = "redirect_uri")] public string? RedirectUri { get; init; }
    [FromQuery(Name = "response_type")] public string? ResponseType { get; init; }
    [FromQuery(Name = "code_challenge")] public string? Challenge { get; init; }
    [FromQuery(Name = "code_challenge_method")] public string? ChallengeMethod { get; init; }
    [FromQuery(Name = "nonce")] public string? Nonce { get; init; }
    [FromQuery(Name = "state")] public string? State { get; init; }

    /// <summary>Only the pages of a register on this machine are a client, and only with PKCE. Anything else is not even sent back.</summary>
    public bool IsValid =>
        ClientId == new SignInOptions().ClientId && ResponseType == "code" && ChallengeMethod == "S256" && Challenge is { Length: 43 }
        && Target is { IsLoopback: true, AbsolutePath: PageSignIn.CallbackPath };

    public Uri? Target => Uri.TryCreate(RedirectUri, UriKind.Absolute, out var target) ? target : null;
}

/// <summary>Codes that the development issuer has given out: good once, for a minute, for who can open the challenge.</summary>
internal sealed class DevelopmentCodes(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (AuthorizationRequest Request, ReadyMadeOfficial Official, string? Purpose, DateTimeOffset Until)> _given = [];

    public string Give(AuthorizationRequest request, ReadyMadeOfficial official, string? purpose)
    {
        foreach (var (old, _) in _given.Where(one => one.Value.Until < clock.GetUtcNow())) _given.TryRemove(old, out _);
        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _given[code] = (request, official, purpose, clock.GetUtcNow() + Lifetime);
        return code;
    }

    /// <summary>Who chose to sign in; null if the code was never given, taken before, is too old or another's.</summary>
    public (ReadyMadeOfficial Official, string? Purpose, string? Nonce)? Take(string? code, string? client, string? redirectUri, string? verifier) =>
        code is not null && verifier is not null && _given.TryRemove(code, out var given) && given.Until >= clock.GetUtcNow()
        && given.Request.ClientId == client && given.Request.RedirectUri == redirectUri
        && given.Request.Challenge == Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
            ? (given.Official, given.Purpose, given.Request.Nonce) : null;
}
