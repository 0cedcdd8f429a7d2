using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>Light or dark, as the official chose; without a choice as the device does. A cookie, so that no page flashes.</summary>
internal static class Appearance
{
    public const string Light = "light";
    public const string Dark = "dark";
    private const string CookieName = "azr-appearance";

    public static string? Of(HttpRequest request) => request.Cookies[CookieName] is Light or Dark ? request.Cookies[CookieName] : null;

    public static void MapAppearance(this IEndpointRouteBuilder pages) => pages.MapPost(PageRoutes.Appearance, Choose);

    private static IResult Choose([FromForm] AppearanceForm form, HttpContext context)
    {
        var options = new CookieOptions
        {
            HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/",
        };
        if (form.Wahl is Light or Dark) context.Response.Cookies.Append(CookieName, form.Wahl, options);
        else context.Response.Cookies.Delete(CookieName, options);
        return TypedResults.LocalRedirect(ReturnAddress.OrStart(form.ReturnUrl));
    }
}

/// <summary>Input of the choice of light or dark.</summary>
public sealed class AppearanceForm
{
    public string? Wahl { get; set; }
    public string? ReturnUrl { get; set; }
}

/// <summary>Where a form leads back to: a page of this host or the start page.</summary>
internal static class ReturnAddress
{
    public static string OrStart(string? url) => url is ['/', not ('/' or '\\'), ..] or "/" ? url : "/";
}
