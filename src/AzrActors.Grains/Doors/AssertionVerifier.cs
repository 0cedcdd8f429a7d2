using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static AzrActors.Contracts.Doors.AssertionVerdict;

namespace AzrActors.Grains.Doors;

/// <summary>Verifies caller assertions against the keys that this silo trusts, and accepts each of them once.</summary>
public sealed class AssertionVerifier(TrustedKeys keys, INonces nonces, TimeProvider clock) : ICallerVerifier
{
    // Clocks of two machines differ a little; more than this is a fault of the caller.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = CallerAssertion.LengthMax };

    /// <summary>
    /// The longest time between the first acceptance of an assertion and its end: it may be dated ahead by the skew and
    /// is accepted for the skew after its end. For so long a nonce has to be remembered; a second more, because the book
    /// measures with another clock of the machine.
    /// </summary>
    public static TimeSpan LifeMax => CallerAssertion.LifetimeMax + 2 * ClockSkew + TimeSpan.FromSeconds(1);

    public ValueTask<AssertionVerdict> VerifyAsync(string token, CallBinding binding) => VerifyAsync(token, binding, once: true);

    public ValueTask<AssertionVerdict> VerifyStatementAsync(string token, CallBinding binding) => VerifyAsync(token, binding, once: false);

    private async ValueTask<AssertionVerdict> VerifyAsync(string token, CallBinding binding, bool once)
    {
        if (token.Length > CallerAssertion.LengthMax || !Handler.CanReadToken(token)) return new Refused("malformed");
        JsonWebToken said;
        try
        {
            said = Handler.ReadJsonWebToken(token);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or System.Text.Json.JsonException)
        {
            return new Refused("malformed");
        }
        if (keys.Find(said.Kid) is not { } key) return new Refused("unknown key");
        var now = clock.GetUtcNow();
        var result = await Handler.ValidateTokenAsync(said, new TokenValidationParameters
        {
            ValidAudience = CallerAssertion.Audience,
            ValidateIssuer = false,
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires is { } end && LivesNow(said.IssuedAt, end, now.UtcDateTime),
        });
        if (!result.IsValid) return new Refused(result.Exception is SecurityTokenInvalidLifetimeException ? "not its time" : "not verified");
        return Read(said) is { } read && AuthorityKey.TryParse(read.Caller.Authority, out var authority)
            ? await JudgeAsync(read, authority)
            : new Refused("malformed");

        async ValueTask<AssertionVerdict> JudgeAsync(Statement statement, AuthorityKey speaker)
        {
            if (!key.SpeaksFor(speaker, now)) return new Refused("key does not speak for this authority now");
            if (statement.Binding != binding) return new Refused("signed for another call");
            if (!once) return new Proven(statement.Caller);
            // Last: a nonce is used up by a call that is right in everything else, and by no other.
            return await nonces.TakeAsync(statement.Keeper, key.KeyId, statement.Nonce) switch
            {
                NonceFate.Taken => new Proven(statement.Caller),
                NonceFate.Replayed => new Refused("used before"),
                NonceFate.NoRoom => throw new RegisterBusyException("Too many calls in a short time; send the same call again later."),
                _ => new KeeperUnknown(nonces.Own),
            };
        }
    }

    private static bool LivesNow(DateTime issued, DateTime expires, DateTime now) =>
        now - ClockSkew <= expires && expires - issued <= CallerAssertion.LifetimeMax && issued <= now + ClockSkew && issued <= expires;

    /// <summary>The claims, or null when one is missing or out of its bounds.</summary>
    private static Statement? Read(JsonWebToken token)
    {
        var (official, purpose) = (token.Subject ?? "", Get(CallerAssertion.PurposeClaim) ?? "");
        if (official.Length > CallerAssertion.OfficialLengthMax || official.Any(char.IsControl)) return null;
        if (purpose.Length > CallerAssertion.PurposeLengthMax || purpose.Any(char.IsControl)) return null;
        return Get(CallerAssertion.AuthorityClaim) is { } authority
            && Get(CallerAssertion.MethodClaim) is { } method
            && Get(CallerAssertion.BodyClaim) is { } body
            && Guid.TryParseExact(token.Id, "N", out var nonce)
            ? new Statement(new Caller(authority, official, purpose), new CallBinding(method, body), nonce, Get(CallerAssertion.KeeperClaim))
            : null;

        string? Get(string name) => token.TryGetPayloadValue<object>(name, out var value) ? value as string : null;
    }

    private sealed record Statement(Caller Caller, CallBinding Binding, Guid Nonce, string? Keeper);
}
