using AzrActors.Api.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AzrActors.Api.Pages;

/// <summary>Pages as results of an endpoint: the endpoint asks the register, the component only shows.</summary>
internal static class PageResults
{
    public static IResult Page<TPage>(
        object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };

    public static IResult Status(HttpContext context, ProblemKind kind)
    {
        if (kind.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
        var advice = kind.Status switch
        {
            StatusCodes.Status400BadRequest =>
                "Bitte laden Sie die vorige Seite neu und senden Sie das Formular noch einmal ab.",
            StatusCodes.Status401Unauthorized => "Für diese Seite müssen Sie angemeldet sein.",
            StatusCodes.Status403Forbidden => "Vielleicht geht es mit einer anderen Rolle: oben „Rolle wechseln“.",
            StatusCodes.Status404NotFound => "Bitte prüfen Sie die Adresse.",
            StatusCodes.Status405MethodNotAllowed => "Unter dieser Adresse wird nur ein Formular abgesendet. Bitte öffnen Sie die Seite über das Menü.",
            StatusCodes.Status413PayloadTooLarge => "Bitte kürzen Sie Ihre Angaben und senden Sie das Formular noch einmal ab.",
            StatusCodes.Status503ServiceUnavailable =>
                "Ihre Angaben wurden nicht verändert. Bitte versuchen Sie es gleich noch einmal.",
            _ => "Bitte versuchen Sie es noch einmal. Bleibt der Fehler, wenden Sie sich an den Betrieb.",
        };
        return Page<StatusPage>(new { Heading = kind.German.TrimEnd('.'), Text = advice }, kind.Status);
    }
}
