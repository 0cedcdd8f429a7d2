using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Doors;

/// <summary>A caller as the principal of an HTTP request, and back.</summary>
internal static class CallerClaims
{
    public const string AuthorityNameClaim = "aun";

    /// <summary>Authority key of a role that the official of a session may take, once per role.</summary>
    public const string RoleClaim = "rol";

    /// <summary>When the provider named the official of a session, in seconds since 1970.</summary>
    public const string BeganClaim = "beg";

    /// <summary>Marks under which the provider may end the session: one of the session, one of its official.</summary>
    public const string MarkClaim = "mrk";

    public static ClaimsPrincipal ToPrincipal(this Caller caller, string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.Name, caller.Official),
        // Forms are sealed for whom this names: one that was open while its official signed in again is still good.
        new Claim(ClaimTypes.NameIdentifier, $"{caller.Authority}/{caller.Official}"),
        new Claim(CallerAssertion.AuthorityClaim, caller.Authority),
        new Claim(CallerAssertion.PurposeClaim, caller.Purpose),
    ], scheme));

    /// <summary>The caller behind an authenticated request.</summary>
    public static Caller ToCaller(this ClaimsPrincipal user) => new(
        Get(user, CallerAssertion.AuthorityClaim), Get(user, ClaimTypes.Name), Get(user, CallerAssertion.PurposeClaim));

    /// <summary>Name of the authority if the session knows it, else its key.</summary>
    public static string AuthorityName(this ClaimsPrincipal user) =>
        user.FindFirstValue(AuthorityNameClaim) ?? Get(user, CallerAssertion.AuthorityClaim);

    /// <summary>Authority keys under which the official of the session may work; always the current one.</summary>
    public static IReadOnlyCollection<string> Roles(this ClaimsPrincipal user) =>
        [.. user.FindAll(RoleClaim).Select(claim => claim.Value).Append(Get(user, CallerAssertion.AuthorityClaim)).Distinct()];

    /// <summary>True when the provider has ended the session of this user.</summary>
    public static bool HasEnded(this ClaimsPrincipal user, IEndedSessions sessions) => user.FindFirstValue(BeganClaim) is { } began
        && long.TryParse(began, CultureInfo.InvariantCulture, out var seconds)
        && user.FindAll(MarkClaim).Any(mark => sessions.IsEnded(mark.Value, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    private static string Get(ClaimsPrincipal user, string claim) => user.FindFirstValue(claim)
        ?? throw new UnreachableException($"An endpoint without authentication asked for the caller's {claim}.");
}
