using System.Globalization;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Client;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Law;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>What an official does about a merge.</summary>
public enum MergeAction
{
    Consent = 1,
    Refuse = 2,
    Merge = 3,
    Stop = 4,
    Separate = 5,
}

/// <summary>Input of a step of a merge.</summary>
public sealed class MergeForm
{
    public MergeAction Schritt { get; set; }
    public string? Grund { get; set; }
}

/// <summary>A merge as the page shows it.</summary>
/// <param name="Kept">The record whose number stays; null where the role may not see it.</param>
public sealed record MergeSight(
    MergeCase Case, RecordDisplay? Kept, RecordDisplay? Other, IReadOnlyDictionary<string, string> Names, string Authority, bool IsRegister, DateTimeOffset Now)
{
    /// <summary>What the caller's office said; null if it is not asked.</summary>
    public MergeConsent? Own => Case.Consents.FirstOrDefault(one => one.Authority == Authority);

    public bool MayAnswer => Case.State == MergeState.Asking && Own is not null;

    public bool IsLate => Case.State == MergeState.Asking && Case.AnswerBy < Now;

    /// <summary>What keeps the register authority from merging; null if nothing does.</summary>
    public string? Obstacle =>
        Case.Consents.Any(one => one.Agrees == false) ? "Eine Behörde stimmt nicht zu. Sie kann ihre Antwort ändern, oder der Fall wird eingestellt."
        : Case.Consents.Any(one => one.Agrees is null) && !IsLate ? $"Noch fehlen Antworten; ohne sie geht es ab dem {GermanText.Day(AfterTerm)}." : null;

    private DateOnly AfterTerm => LegalCalendar.DayOf(Case.AnswerBy).AddDays(1);

    /// <summary>What somebody else may change while the page is open.</summary>
    public string Standing => MergeRoutes.StandingOf(Case);
}

internal static class MergeRoutes
{
    private const int ReasonMax = 500;

    public static void MapMerges(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Merges + "/{mergeCase:guid}", ShowAsync);
        pages.MapPost(PageRoutes.Merges + "/{mergeCase:guid}", StepAsync);
        pages.MapGet(PageRoutes.MergeStanding + "/{mergeCase:guid}", TellStandingAsync);
    }

    public static string StandingOf(MergeCase merge) => string.Create(
        CultureInfo.InvariantCulture, $"{merge.State} {merge.Consents.Count(one => one.Agrees == true)} {merge.Consents.Count(one => one.Agrees == false)}");

    private static Task<IResult> ShowAsync(
        Guid mergeCase, string? schritt, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken) =>
        RenderAsync(clients.For(user.ToCaller()), mergeCase, Done(schritt), [], new MergeForm(), time, cancellationToken);

    private static async Task<IResult> StepAsync(
        Guid mergeCase, [FromForm] MergeForm form, ClaimsPrincipal user, IAzrClients clients, WorkNews news, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var reason = form.Grund?.Trim() ?? "";
        if (FindFault(form, reason) is { } fault) return await RenderAsync(client, mergeCase, null, [fault], form, time, cancellationToken);
        var step = new MergeStep { Case = mergeCase, Agrees = form.Schritt is MergeAction.Consent or MergeAction.Merge, Reason = reason.Length > 0 ? reason : null };
        var reply = form.Schritt switch
        {
            MergeAction.Consent or MergeAction.Refuse => await client.Identity.AnswerMergeAsync(step, cancellationToken),
            MergeAction.Separate => await client.Identity.SeparateAsync(step, cancellationToken),
            _ => await client.Identity.DecideMergeAsync(step, cancellationToken),
        };
        if (reply.Refusal is { } refusal) return await RenderAsync(client, mergeCase, null, [new FieldError(null, refusal.German)], form, time, cancellationToken);
        news.Tell(client.Caller, WorkEvent.Done, [WorkKeys.Merge(mergeCase)]);
        return TypedResults.LocalRedirect($"{PageRoutes.Merge(mergeCase)}?schritt={form.Schritt}");
    }

    private static FieldError? FindFault(MergeForm form, string reason)
    {
        if (!Enum.IsDefined(form.Schritt)) return new FieldError(null, "Diesen Schritt gibt es nicht.");
        if (reason.Length > ReasonMax) return new FieldError(FieldOf(form.Schritt), "Höchstens 500 Zeichen.") { Label = "Grund" };
        return reason.Length == 0 && form.Schritt is MergeAction.Refuse or MergeAction.Stop or MergeAction.Separate
            ? new FieldError(FieldOf(form.Schritt), "Bitte schreiben Sie, warum.") { Label = "Grund" } : null;
    }

    /// <summary>Id of the input of the reason of a step.</summary>
    public static string FieldOf(MergeAction action) => $"grund-{action.ToString().ToLowerInvariant()}";

    private static async Task<IResult> RenderAsync(
        IAzrClient client, Guid mergeCase, string? done, IReadOnlyList<FieldError> errors, MergeForm form, TimeProvider time, CancellationToken cancellationToken)
    {
        var reply = await client.Identity.ShowMergeAsync(mergeCase, cancellationToken);
        if (reply.Case is not { } merge) return HistoryRoutes.NoneOf("diesen Fall", reply.Refusal!);
        var kept = await ReadAsync(client, merge.KeptNumber, cancellationToken);
        // The other number leads to the kept record once they are one.
        var other = merge.State is MergeState.Merged or MergeState.Merging ? null : await ReadAsync(client, merge.OtherNumber, cancellationToken);
        return PageResults.Page<MergePage>(
            new
            {
                Sight = new MergeSight(
                    merge, kept, other is { View.MergedFrom: null } ? other : null, await DuplicateRoutes.NamesAsync(client, cancellationToken),
                    client.Caller.Authority, Navigation.IsOperator(client.Caller), time.GetUtcNow()),
                Done = done, Errors = errors, Form = form,
            },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>How the case stands, for pages that are open; it names nobody.</summary>
    private static async Task<IResult> TellStandingAsync(Guid mergeCase, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        (await clients.For(user.ToCaller()).Identity.ShowMergeAsync(mergeCase, cancellationToken)).Case is { } merge
            ? TypedResults.Text(StandingOf(merge)) : TypedResults.NotFound();

    private static async Task<RecordDisplay?> ReadAsync(IAzrClient client, string number, CancellationToken cancellationToken) =>
        (await client.ReadAsync(number, cancellationToken)).View is { } view ? new RecordDisplay(number, view) : null;

    private static string? Done(string? step) => step switch
    {
        "vorgeschlagen" => "Vorgeschlagen. Alle beteiligten Behörden sind gefragt.",
        nameof(MergeAction.Consent) => "Ihre Zustimmung ist gespeichert.",
        nameof(MergeAction.Refuse) => "Ihre Ablehnung ist gespeichert; die Registerbehörde sieht den Grund.",
        nameof(MergeAction.Merge) => "Entschieden. Die Datensätze werden jetzt zusammengeführt.",
        nameof(MergeAction.Stop) => "Der Fall ist eingestellt; beide Datensätze bleiben, wie sie sind.",
        nameof(MergeAction.Separate) => "Angeordnet. Die Datensätze werden jetzt getrennt.",
        _ => null,
    };
}
