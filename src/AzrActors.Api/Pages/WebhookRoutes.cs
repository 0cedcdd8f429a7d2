using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Contracts.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>
/// An office looks after its webhooks. Whose they are says the session: those of another office are answered as if they did not
/// exist. A secret is shown in the answer to the form that made it and on no page that can be opened again.
/// </summary>
internal static class WebhookRoutes
{
    /// <summary>So many of the newest notices are shown with what became of them.</summary>
    private const int DeliveriesShown = 25;

    public static void MapWebhookPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Webhooks, ListAsync);
        pages.MapPost(PageRoutes.Webhooks, CreateAsync);
        pages.MapGet(PageRoutes.Webhooks + "/{name}", ShowAsync);
        pages.MapPost(PageRoutes.Webhooks + "/{name}/adresse", MoveAsync);
        pages.MapPost(PageRoutes.Webhooks + "/{name}/geheimnis", RotateAsync);
        pages.MapPost(PageRoutes.Webhooks + "/{name}/zustellungen", ReplayAsync);
        pages.MapPost(PageRoutes.Webhooks + "/{name}/probe", ProbeAsync);
        pages.MapPost(PageRoutes.Webhooks + "/{name}/ende", RemoveAsync);
    }

    private static async Task<IResult> ListAsync(string? entfernt, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var webhooks = await clients.For(user.ToCaller()).Webhooks.ListAsync(cancellationToken);
        // Said only of what is gone: the address may have been kept, and the name taken again.
        var done = entfernt is null || webhooks.Any(one => one.Name == entfernt) ? null : "Der Webhook ist entfernt.";
        return List(webhooks, new WebhookForm(), [], done);
    }

    private static async Task<IResult> CreateAsync(
        [FromForm] WebhookForm? form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        // A form without any of the fields is bound to nothing.
        form ??= new WebhookForm();
        var client = clients.For(user.ToCaller());
        var known = await client.Webhooks.ListAsync(cancellationToken);
        if (form.FindFaults(known) is { Count: > 0 } faults) return List(known, form, faults, null);
        var address = new WebhookAddress { Name = form.Name!.Trim(), Url = form.Adresse!.Trim(), After = form.Beginn == "anfang" ? 0 : null };
        var reply = await client.Webhooks.PutAsync(address, cancellationToken);
        return reply.Refusal is { } refusal ? List(known, form, [FaultOf(refusal)], null)
            : await RenderAsync(client, address.Name, new Outcome { Done = "Der Webhook ist eingerichtet.", Secret = reply.Secret, Form = form }, cancellationToken);
    }

    private static Task<IResult> ShowAsync(string name, string? erledigt, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        RenderAsync(clients.For(user.ToCaller()), name, new Outcome { Done = Done(erledigt) }, cancellationToken);

    private static async Task<IResult> MoveAsync(
        string name, [FromForm] WebhookForm? form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        form ??= new WebhookForm();
        var client = clients.For(user.ToCaller());
        if (form.FindAddressFault() is { } fault) return await RenderAsync(client, name, new Outcome { Errors = [fault], Form = form }, cancellationToken);
        // A name that is not there yet would be made.
        if (!await HasAsync(client, name, cancellationToken)) return Unknown();
        var reply = await client.Webhooks.PutAsync(new WebhookAddress { Name = name, Url = form.Adresse!.Trim() }, cancellationToken);
        return reply.Refusal is { } refusal ? await RenderAsync(client, name, new Outcome { Errors = [FaultOf(refusal)], Form = form }, cancellationToken)
            : TypedResults.LocalRedirect($"{PageRoutes.Webhook(name)}?erledigt=adresse");
    }

    private static async Task<IResult> RotateAsync(
        string name, [FromForm] WebhookForm? form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        form ??= new WebhookForm();
        var client = clients.For(user.ToCaller());
        if (form.Overlap is not { } seconds)
            return await RenderAsync(
                client, name, new Outcome { Errors = [new FieldError("frist", "Bitte wählen Sie aus der Liste.") { Label = "Frist" }], Form = form }, cancellationToken);
        if (!WebhookForm.IsName(name)) return Unknown();
        var reply = await client.Webhooks.RotateAsync(name, seconds, cancellationToken);
        return await RenderAsync(client, name, new Outcome { Done = "Neues Geheimnis", Secret = reply.Secret, Form = form }, cancellationToken);
    }

    private static async Task<IResult> ReplayAsync(
        string name, [FromForm] ReplayForm? form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        // A program of the office may park under a name that no webhook has.
        if (!await HasAsync(client, name, cancellationToken)) return Unknown();
        await client.Deliveries.ReplayAsync(name, form?.Nummer, cancellationToken);
        return TypedResults.LocalRedirect($"{PageRoutes.Webhook(name)}?erledigt=zustellung");
    }

    // Here and below nothing of the form is read, but a bound form is what makes the framework check the antiforgery token.
    private static async Task<IResult> ProbeAsync(
        string name, [FromForm] WebhookForm? form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        return WebhookForm.IsName(name) && await client.Webhooks.ProbeAsync(name, cancellationToken) is { } probe
            ? await RenderAsync(client, name, new Outcome { Probe = probe }, cancellationToken) : Unknown();
    }

    private static async Task<IResult> RemoveAsync(
        string name, [FromForm] WebhookForm? form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        WebhookForm.IsName(name) && await clients.For(user.ToCaller()).Webhooks.RemoveAsync(name, cancellationToken)
            ? TypedResults.LocalRedirect($"{PageRoutes.Webhooks}?entfernt={Uri.EscapeDataString(name)}") : Unknown();

    private static async Task<bool> HasAsync(IAzrClient client, string name, CancellationToken cancellationToken) =>
        (await client.Webhooks.ListAsync(cancellationToken)).Any(one => one.Name == name);

    private static async Task<IResult> RenderAsync(IAzrClient client, string name, Outcome outcome, CancellationToken cancellationToken)
    {
        // Before the webhook: see WebhookDelivery.
        var last = await NoticeFeed.LastAsync(client, cancellationToken);
        var newest = await NoticeRoutes.UpToAsync(client, last, DeliveriesShown, cancellationToken);
        if ((await client.Webhooks.ListAsync(cancellationToken)).FirstOrDefault(one => one.Name == name) is not { } webhook) return Unknown();
        var parked = await client.Deliveries.ListParkedAsync(name, cancellationToken: cancellationToken);
        return PageResults.Page<WebhookPage>(
            new
            {
                Shown = webhook, Deliveries = WebhookDelivery.Of(webhook, newest, last, parked), Repeatable = parked.Count(one => one.ReplayAskedAt is null),
                outcome.Done, outcome.Secret, outcome.Probe, outcome.Errors, outcome.Form,
            },
            outcome.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult List(IReadOnlyList<Webhook> webhooks, WebhookForm form, IReadOnlyList<FieldError> errors, string? done) => PageResults.Page<WebhooksPage>(
        new { Webhooks = webhooks, Form = form, Errors = errors, Done = done },
        errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static FieldError FaultOf(Refusal refusal) =>
        refusal.Code == "webhook.address-not-allowed" ? WebhookForm.AddressFault(refusal.German) : new FieldError(null, refusal.German);

    private static IResult Unknown() => PageResults.Page<StatusPage>(
        new { Heading = ProblemCatalogue.ResourceUnknown.German.TrimEnd('.'), Text = "Ihre Behörde hat keinen Webhook dieses Namens." }, StatusCodes.Status404NotFound);

    private static string? Done(string? what) => what switch
    {
        "adresse" => "Ab jetzt wird an die neue Adresse gesendet.",
        "zustellung" => "Geparktes wird erneut zugestellt, in seiner Reihenfolge.",
        _ => null,
    };

    /// <summary>What a form has led to.</summary>
    private sealed record Outcome
    {
        public string? Done { get; init; }
        public string? Secret { get; init; }
        public WebhookProbe? Probe { get; init; }
        public IReadOnlyList<FieldError> Errors { get; init; } = [];
        public WebhookForm Form { get; init; } = new();
    }
}
