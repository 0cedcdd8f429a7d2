using AzrActors.Api.Problems;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace AzrActors.Api.Pages;

/// <summary>A request as it can be made again.</summary>
/// <param name="Fields">What a form held; null for an address that is simply opened.</param>
public sealed record Retry(string Address, IReadOnlyList<KeyValuePair<string, string>>? Fields);

/// <summary>Pages as results of an endpoint: the endpoint asks the register, the component only shows.</summary>
internal static class PageResults
{
    public static IResult Page<TPage>(
        object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>Says why there is no page. What may succeed in a moment is offered again, with all that was typed.</summary>
    /// <param name="seconds">After which the caller may come back.</param>
    public static async Task<IResult> StatusAsync(HttpContext context, ProblemKind kind, int seconds)
    {
        // Who signs in again after sending a form comes back by its address: to the page that has it.
        if (kind.Status == StatusCodes.Status405MethodNotAllowed && HttpMethods.IsGet(context.Request.Method)
            && context.Request.Path.ToUriComponent() is var path && path.LastIndexOf('/') is var end)
            return TypedResults.LocalRedirect(end > 0 ? path[..end] : "/");
        var retry = kind.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? await RetryAsync(context) : null;
        var advice = kind.Status switch
        {
            StatusCodes.Status400BadRequest =>
                "Bitte laden Sie die vorige Seite neu und senden Sie das Formular noch einmal ab.",
            StatusCodes.Status401Unauthorized => "Für diese Seite müssen Sie angemeldet sein.",
            StatusCodes.Status403Forbidden => "Vielleicht geht es mit einer anderen Rolle: oben „Rolle wechseln“.",
            StatusCodes.Status404NotFound => "Bitte prüfen Sie die Adresse.",
            StatusCodes.Status405MethodNotAllowed => "Unter dieser Adresse wird nur ein Formular abgesendet. Bitte öffnen Sie die Seite über das Menü.",
            StatusCodes.Status413PayloadTooLarge => "Bitte kürzen Sie Ihre Angaben und senden Sie das Formular noch einmal ab.",
            StatusCodes.Status429TooManyRequests =>
                $"Mit Ihrer Anmeldung kamen sehr viele Aufrufe auf einmal. In {GermanText.Count(seconds, "Sekunde", "Sekunden")} geht es weiter."
                + (retry?.Fields is null ? "" : " Ihre Angaben sind noch da, gespeichert wurde nichts."),
            StatusCodes.Status503ServiceUnavailable => retry?.Fields is null ? "Bitte versuchen Sie es gleich noch einmal."
                : "Ihre Angaben sind noch da. Ob sie schon angekommen sind, ist offen: Bitte senden Sie sie noch einmal, doppelt gespeichert wird nichts.",
            _ => "Bitte versuchen Sie es noch einmal. Bleibt der Fehler, wenden Sie sich an den Betrieb.",
        };
        var heading = kind == ProblemCatalogue.TooManyRequests ? "Zu viele Aufrufe" : kind.German.TrimEnd('.');
        return Page<StatusPage>(new { Heading = heading, Text = advice, Again = retry }, kind.Status);
    }

    // A form that did not come from one of our own pages is shown to nobody.
    private static async Task<Retry?> RetryAsync(HttpContext context)
    {
        var address = $"{context.Request.Path}{context.Request.QueryString}";
        if (HttpMethods.IsGet(context.Request.Method)) return new Retry(address, null);
        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context)) return null;
        var token = antiforgery.GetTokens(context).FormFieldName;
        return new Retry(address,
        [
            .. (await context.Request.ReadFormAsync(context.RequestAborted)).Where(field => field.Key != token)
                .SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? "")),
        ]);
    }
}
