using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Search;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>
/// Finding a person. What is searched with travels in forms and stands in no address. A list of similar persons has one way out:
/// to say who it was, or that it was nobody, which confirms that the rest is discarded (AZRG § 10 Abs. 3).
/// </summary>
internal static class SearchRoutes
{
    public static void MapSearch(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Search, ShowAsync);
        pages.MapPost(PageRoutes.Search, SearchAsync);
        pages.MapPost(PageRoutes.Discard, DiscardAsync);
    }

    private static async Task<IResult> ShowAsync(
        string? nummer, string? verworfen, HttpContext context, ClaimsPrincipal user, IAzrClients clients, PendingDiscards discards,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var form = new SearchForm { Nummer = nummer };
        var note = verworfen is null ? null : "Bestätigt und aufgezeichnet: Die Daten der anderen Personen sind verworfen.";
        var pending = discards.Find(context, client.Caller);
        if (nummer is null) return await RenderAsync(user, client, form, [], note, pending, cancellationToken);
        var number = SearchForm.DigitsOf(nummer);
        // Whether there is such a person says their page: asking twice would be two entries in the log.
        return number.Length > 0 ? TypedResults.LocalRedirect(PageRoutes.Record(number))
            : await RenderAsync(user, client, form, [SearchForm.NumberError("Bitte geben Sie eine AZR-Nummer ein.")], note, pending, cancellationToken);
    }

    /// <summary>The search with the number that leads to no record the caller may see, and why.</summary>
    public static async Task<IResult> FoundNobodyAsync(
        ClaimsPrincipal user, IAzrClient client, string azrNumber, Refusal refusal, CancellationToken cancellationToken)
    {
        var form = new SearchForm { Nummer = azrNumber };
        return await RenderAsync(user, client, form, [form.ErrorOf(refusal)], null, null, cancellationToken, status: ProblemCatalogue.OfRefusal(refusal.Code).Status);
    }

    private static async Task<IResult> SearchAsync(
        [FromForm] SearchForm form, HttpContext context, ClaimsPrincipal user, IAzrClients clients, PendingDiscards discards,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        if (discards.Find(context, client.Caller) is { } pending) return await RenderAsync(user, client, form, [], null, pending, cancellationToken);
        if (form.IsNumberOnly()) return await ShowAsync(form.Nummer, null, context, user, clients, discards, cancellationToken);
        var (request, errors) = form.ToRequest();
        if (errors.Count > 0) return await RenderAsync(user, client, form, errors, null, null, cancellationToken);
        var reply = await client.Identity.SearchAsync(request, cancellationToken);
        if (reply.Refusal is { } refusal) return await RenderAsync(user, client, form, [form.ErrorOf(refusal)], null, null, cancellationToken);
        if (reply is { Outcome: SearchOutcome.Found, Persons: [{ View.AzrNumber: { } number }] }) return TypedResults.LocalRedirect(PageRoutes.Record(number));
        if (reply.MustDiscard) discards.Remember(context, client.Caller, reply.Search);
        return reply.Outcome == SearchOutcome.Nobody
            ? await RenderAsync(user, client, form, [], null, null, cancellationToken, reply)
            : PageResults.Page<SimilarPage>(new { Form = form, Request = request, Reply = reply });
    }

    private static async Task<IResult> DiscardAsync(
        [FromForm] SearchForm form, HttpContext context, ClaimsPrincipal user, IAzrClients clients, PendingDiscards discards,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        // What the page names counts; the cookie stands in for a page that was left.
        if ((form.Suche ?? discards.Find(context, client.Caller)) is not { } search) return TypedResults.LocalRedirect(PageRoutes.Search);
        if ((await client.Identity.ConfirmDiscardAsync(search, form.Behalten, cancellationToken)).Refusal is { } refusal)
            return await RenderAsync(user, client, form, [new FieldError(null, refusal.German)], null, null, cancellationToken);
        PendingDiscards.Forget(context);
        if (form.Behalten is { } kept) return TypedResults.LocalRedirect(PageRoutes.Record(kept));
        return form.IsEmpty() ? TypedResults.LocalRedirect($"{PageRoutes.Search}?verworfen=1")
            : await RenderAsync(
                user, client, form, [], "Bestätigt und aufgezeichnet. Bitte ändern Sie Ihre Angaben und suchen Sie noch einmal.", null, cancellationToken);
    }

    private static async Task<IResult> RenderAsync(
        ClaimsPrincipal user, IAzrClient client, SearchForm form, IReadOnlyList<FieldError> errors, string? note, Guid? pending,
        CancellationToken cancellationToken, SearchReply? inVain = null, int? status = null)
    {
        var lists = new Dictionary<string, IReadOnlyList<LawCode>>();
        foreach (var list in SearchPage.Lists) lists[list] = await client.ListCodesAsync(list, null, cancellationToken);
        return PageResults.Page<SearchPage>(
            new
            {
                client.Caller, AuthorityName = user.AuthorityName(), Form = form, Errors = errors, Note = note, InVain = inVain, Pending = pending,
                Codes = (IReadOnlyDictionary<string, IReadOnlyList<LawCode>>)lists,
                Statable = await client.ListCircumstancesAsync(cancellationToken: cancellationToken), IsUnknown = status == StatusCodes.Status404NotFound,
            },
            status ?? (errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK));
    }
}
