using System.Diagnostics;
using System.Security.Claims;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Doors;

/// <summary>A caller as the principal of an HTTP request, and back.</summary>
internal static class CallerClaims
{
    public const string AuthorityNameClaim = "aun";

    public static ClaimsPrincipal ToPrincipal(this Caller caller, string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.Name, caller.Official),
        new Claim(CallerAssertion.AuthorityClaim, caller.Authority),
        new Claim(CallerAssertion.PurposeClaim, caller.Purpose),
    ], scheme));

    /// <summary>The caller behind an authenticated request.</summary>
    public static Caller ToCaller(this ClaimsPrincipal user) => new(
        Get(user, CallerAssertion.AuthorityClaim), Get(user, ClaimTypes.Name), Get(user, CallerAssertion.PurposeClaim));

    /// <summary>Name of the authority if the session knows it, else its key.</summary>
    public static string AuthorityName(this ClaimsPrincipal user) =>
        user.FindFirstValue(AuthorityNameClaim) ?? Get(user, CallerAssertion.AuthorityClaim);

    private static string Get(ClaimsPrincipal user, string claim) => user.FindFirstValue(claim)
        ?? throw new UnreachableException($"An endpoint without authentication asked for the caller's {claim}.");
}
