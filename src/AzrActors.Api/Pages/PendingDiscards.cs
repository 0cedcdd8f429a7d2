using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Pages;

/// <summary>
/// The list of similar persons that an official was shown and has not confirmed to have discarded (AZRG § 10 Abs. 3 Satz 3).
/// Number and official of the search lie sealed in a cookie that ends with the browser; nothing of the persons is in it.
/// </summary>
internal sealed class PendingDiscards(IDataProtectionProvider protection)
{
    private const string CookieName = "azr-discard";

    public void Remember(HttpContext context, Caller caller, Guid search) =>
        context.Response.Cookies.Append(CookieName, ProtectorOf(caller).Protect(search.ToString()), Options(context));

    /// <summary>The search whose list waits; null if none does, or it is another official's.</summary>
    public Guid? Find(HttpContext context, Caller caller)
    {
        if (context.Request.Cookies[CookieName] is not { } sealedText) return null;
        try
        {
            return Guid.TryParse(ProtectorOf(caller).Unprotect(sealedText), out var search) ? search : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context));

    private IDataProtector ProtectorOf(Caller caller) => protection.CreateProtector("azr.discard", caller.Authority, caller.Official);

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/",
    };
}
