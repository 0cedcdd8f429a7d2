using System.Globalization;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Client;
using AzrActors.Contracts.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>Input of a decision about notices.</summary>
public sealed class IncomingForm
{
    public long[] Nummer { get; set; } = [];
    public IncomingDecision Entscheidung { get; set; }
    /// <summary>Of a refusal; null where the form did not ask.</summary>
    public NoticeRefusalReason? Grund { get; set; }
    public string? Text { get; set; }
}

internal static class IncomingRoutes
{
    public static void MapIncoming(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Incoming, ShowAsync);
        pages.MapPost(PageRoutes.Incoming, DecideAsync);
    }

    private static Task<IResult> ShowAsync(
        int? erledigt, IncomingDecision? als, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        RenderAsync(clients.For(user.ToCaller()), Done(erledigt, als), null, new IncomingForm(), cancellationToken);

    private static async Task<IResult> DecideAsync(
        [FromForm] IncomingForm form, ClaimsPrincipal user, IAzrClients clients, WorkNews news, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var text = form.Text?.Trim() ?? "";
        if (FindFault(form, text) is { } fault) return await RenderAsync(client, null, fault, form, cancellationToken);
        if (await new Incoming(client).DecideAsync(form.Nummer, form.Entscheidung, form.Grund ?? NoticeRefusalReason.NotResponsible, text, cancellationToken) is { } refused)
            return await RenderAsync(client, null, new FieldError(null, refused), form, cancellationToken);
        if (form.Entscheidung != IncomingDecision.SetAside) news.Tell(client.Caller, WorkEvent.Done, [.. form.Nummer.Select(WorkKeys.Notice)]);
        return TypedResults.LocalRedirect(string.Create(
            CultureInfo.InvariantCulture, $"{PageRoutes.Incoming}?erledigt={form.Nummer.Length}&als={form.Entscheidung}"));
    }

    /// <summary>What is safe for many at once: taking over, setting aside, and the one reason that needs no look at the content.</summary>
    private static FieldError? FindFault(IncomingForm form, string text)
    {
        if (form.Nummer.Length == 0) return new FieldError(null, "Bitte wählen Sie mindestens eine Meldung aus.");
        if (!Enum.IsDefined(form.Entscheidung) || (form.Grund is { } reason && !Enum.IsDefined(reason))) return new FieldError(null, "Diese Entscheidung gibt es nicht.");
        if (text.Length > NoticeReceipt.TextLengthMax || text.Any(char.IsControl))
            return new FieldError("text", "Höchstens 200 Zeichen in einer Zeile.");
        // Enter in the field presses the first button of a form where no script says otherwise.
        if (form.Entscheidung != IncomingDecision.AskBack && text.Length > 0)
            return new FieldError("text", "Hier steht eine Rückfrage. Bitte stellen Sie sie oder leeren Sie das Feld.");
        if (form.Entscheidung == IncomingDecision.AskBack && text.Length == 0) return new FieldError("text", "Bitte stellen Sie die Rückfrage.");
        var isOneByOne = form.Entscheidung == IncomingDecision.AskBack
            || (form.Entscheidung == IncomingDecision.Refuse && form.Grund is not (null or NoticeRefusalReason.NotResponsible));
        return isOneByOne && form.Nummer.Length > 1
            ? new FieldError(null, "Gesammelt geht nur, was keinen Blick in die einzelne Meldung braucht. Bitte entscheiden Sie diese einzeln.") : null;
    }

    private static async Task<IResult> RenderAsync(
        IAzrClient client, string? done, FieldError? fault, IncomingForm form, CancellationToken cancellationToken)
    {
        var (open, _, last) = await new Incoming(client).ListAsync(Incoming.Reach, cancellationToken);
        return PageResults.Page<IncomingPage>(
            new { Open = open, Last = last, Done = done, Errors = fault is null ? [] : (IReadOnlyList<FieldError>)[fault], Form = form },
            fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static string? Done(int? count, IncomingDecision? decision) => (count, decision) switch
    {
        ( > 0, IncomingDecision.Accept) => $"{GermanText.Count(count.Value, "Meldung", "Meldungen")} übernommen.",
        ( > 0, IncomingDecision.Refuse) => $"{GermanText.Count(count.Value, "Meldung", "Meldungen")} abgelehnt; die meldende Behörde sieht den Grund.",
        ( > 0, IncomingDecision.AskBack) => "Die Rückfrage ist gestellt; die meldende Behörde sieht sie bei ihrer Übermittlung.",
        ( > 0, IncomingDecision.SetAside) => $"{GermanText.Count(count.Value, "Meldung", "Meldungen")} zurückgestellt.",
        _ => null,
    };
}
