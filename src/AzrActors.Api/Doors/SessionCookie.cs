using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AzrActors.Api.Doors;

/// <summary>
/// Names of the session cookie. Over https it carries the <c>__Host-</c> prefix, which binds it to this host and to
/// https; a browser refuses that prefix over http, so a loopback address in development gets the plain name.
/// </summary>
internal sealed class SessionCookie : ICookieManager
{
    public const string SchemeName = "Session";
    public const string Name = "azr-session";
    private const string HostPrefix = "__Host-";

    private readonly ChunkingCookieManager _inner = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        _inner.GetRequestCookie(context, For(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _inner.AppendResponseCookie(context, For(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _inner.DeleteCookie(context, For(context, key), options);

    /// <summary>
    /// Ends a session that its provider has ended, or that began too long ago, however busy it was: whoever lost the right to it must
    /// not keep it by clicking.
    /// </summary>
    public static async Task EndAsync(CookieValidatePrincipalContext context, TimeSpan max)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal?.HasEnded(services.GetRequiredService<IEndedSessions>()) == false
            && long.TryParse(context.Principal?.FindFirst(CallerClaims.BeganClaim)?.Value, CultureInfo.InvariantCulture, out var began)
            && DateTimeOffset.FromUnixTimeSeconds(began) + max > now) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SchemeName);
    }

    private static string For(HttpContext context, string key) => context.Request.IsHttps ? HostPrefix + key : key;
}
