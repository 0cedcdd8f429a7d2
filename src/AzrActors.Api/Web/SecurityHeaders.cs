using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Web;

/// <summary>Headers that keep pages from loading, being framed or being stored where they should not.</summary>
internal static class SecurityHeaders
{
    public const string DocsPath = "/docs";
    private const string NonceKey = "azr.csp-nonce";
    private const string TargetsKey = "azr.csp-form-targets";
    private const string Pages = "script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'";

    // The dashboard of Orleans sets styles in its elements and carries its font inside; scripts come from here only, as everywhere.
    private const string Dashboard = "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        // On starting, because the exception handler clears what was set before.
        context.Response.OnStarting(Set, context);
        return next(context);
    }

    /// <summary>One-time mark of the docs page's own inline script.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    /// <summary>Lets forms of this reply lead to another origin, where their last stop is one; browsers ask at every stop.</summary>
    public static void AllowFormTarget(HttpContext context, Uri target) =>
        context.Items[TargetsKey] = $"{context.Items[TargetsKey]} {target.GetLeftPart(UriPartial.Authority)}";

    private static string Closed(HttpContext context) =>
        $"default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{context.Items[TargetsKey]}; ";

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Closed(context) + (context.Request.Path.StartsWithSegments(DocsPath) ? Docs(Nonce(context))
            : context.Request.Path.StartsWithSegments(AzrApi.DashboardPath) ? Dashboard : Pages);
        headers.XContentTypeOptions = "nosniff";
        // Addresses hold AZR numbers; they stay here.
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    // Scalar draws its own styles at run time; it still may load nothing from elsewhere.
    private static string Docs(string nonce) =>
        $"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:";
}
