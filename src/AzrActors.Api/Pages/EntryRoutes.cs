using System.Globalization;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Http;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>
/// Input of an entry, besides the fields of its kind. The submission id is made with the form, so that a second click sends
/// the same submission and not another one.
/// </summary>
public sealed class EntryForm
{
    public string? Art { get; set; }
    public Guid SubmissionId { get; set; }
    public int? ExpectedVersion { get; set; }
    public string? FileReference { get; set; }
    public string? OccurredOn { get; set; }
}

/// <summary>Input of the routes that seal and open drafts.</summary>
public sealed class DraftForm
{
    public string? Inhalt { get; set; }
}

/// <summary>Reporting something: forms made from the law's own catalogue and the rights of the role.</summary>
internal static class EntryRoutes
{
    /// <summary>Stands in the address instead of an AZR number.</summary>
    public const string NewPerson = "neu";

    private const int DraftLengthMax = 64 * 1_024;

    public static void MapEntry(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Entry, Start);
        pages.MapGet(PageRoutes.Entry + "/{azrNumber}", ShowAsync);
        pages.MapPost(PageRoutes.Entry + "/{azrNumber}", SubmitAsync);
        pages.MapPost(PageRoutes.Entry + "/{azrNumber}/pruefen", CheckAsync);
        pages.MapPost(PageRoutes.Drafts + "/versiegeln", SealDraft);
        pages.MapPost(PageRoutes.Drafts + "/oeffnen", OpenDraft);
    }

    private static IResult Start(string? nummer) => string.IsNullOrWhiteSpace(nummer)
        ? PageResults.Page<EntryStartPage>(new { })
        : TypedResults.LocalRedirect(PageRoutes.EntryFor(string.Concat(nummer.Where(char.IsAsciiDigit)) is { Length: > 0 } digits ? digits : NewPerson));

    private static async Task<IResult> ShowAsync(
        string azrNumber, string? art, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var kinds = await KindsAsync(client, azrNumber, cancellationToken);
        var (look, gone) = await LookAsync(client, azrNumber, cancellationToken);
        if (look is null) return gone!;
        var record = look.Record;
        var today = LegalCalendar.DayOf(time.GetUtcNow());
        if (azrNumber == NewPerson) art ??= kinds.Count > 0 ? kinds[0].Id : null;
        if (kinds.FirstOrDefault(kind => kind.Id == art) is not { } kind)
            return PageResults.Page<EntryChoicePage>(new { Kinds = kinds, Record = record, Number = azrNumber, Today = today });
        var form = new EntryForm
        {
            Art = kind.Id, SubmissionId = Guid.CreateVersion7(), ExpectedVersion = record?.View.Version,
            OccurredOn = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        return await RenderAsync(client, kind, new EntryState(form, new Dictionary<string, IReadOnlyList<string>>()), record, azrNumber, today, cancellationToken);
    }

    private static async Task<IResult> SubmitAsync(
        string azrNumber, [FromForm] EntryForm form, HttpContext context, ClaimsPrincipal user, IAzrClients clients, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var today = LegalCalendar.DayOf(time.GetUtcNow());
        if ((await KindsAsync(client, azrNumber, cancellationToken)).FirstOrDefault(one => one.Id == form.Art) is not { } kind)
            return TypedResults.LocalRedirect(PageRoutes.EntryFor(azrNumber));
        var typed = TypedInto(kind, context.Request.Form);
        var reply = await client.SubmitAsync(EntrySubmission.Of(kind, form, typed, azrNumber == NewPerson ? null : azrNumber, client.Caller, today), cancellationToken);
        if (reply.Receipt is { } receipt)
        {
            var stored = reply.Outcome == SubmissionOutcome.Unchanged ? "unveraendert" : receipt.Version.ToString(CultureInfo.InvariantCulture);
            return TypedResults.LocalRedirect($"{PageRoutes.Record(receipt.AzrNumber)}?gespeichert={stored}");
        }
        var refusal = reply.Refusal!;
        var (look, gone) = refusal.CurrentVersion is { } current && form.ExpectedVersion is { } seen
            ? await LookBackAsync(client, azrNumber, seen, current, typed, cancellationToken) : await LookAsync(client, azrNumber, cancellationToken);
        if (look is null) return gone!;
        // A refused submission is corrected and sent as a new one, for the version whose changes were shown.
        form.SubmissionId = Guid.CreateVersion7();
        form.ExpectedVersion = refusal.CurrentVersion ?? look.Record?.View.Version;
        return await RenderAsync(
            client, kind, new EntryState(form, typed) { Errors = EntrySubmission.Errors(kind, refusal), Conflicts = look.Conflicts }, look.Record, azrNumber, today,
            cancellationToken);
    }

    /// <summary>What the register would say of the form as it stands, field by field, from the same rules; nothing is stored.</summary>
    private static async Task<IResult> CheckAsync(
        string azrNumber, [FromForm] EntryForm form, HttpContext context, ClaimsPrincipal user, IAzrClients clients, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        if ((await KindsAsync(client, azrNumber, cancellationToken)).FirstOrDefault(one => one.Id == form.Art) is not { } kind) return TypedResults.NotFound();
        var reply = await client.ValidateAsync(
            EntrySubmission.Of(kind, form, TypedInto(kind, context.Request.Form), azrNumber == NewPerson ? null : azrNumber, client.Caller,
                LegalCalendar.DayOf(time.GetUtcNow())), cancellationToken);
        var refusals = reply.Refusal is { } refusal ? EntrySubmission.Errors(kind, refusal) : [];
        var doubts = (reply.Refusal?.Findings ?? []).Concat(reply.Findings).Where(finding => !finding.Refuses).Select(finding => EntrySubmission.Error(kind, finding));
        return TypedResults.Json(refusals.Select(error => (Error: error, Refuses: true)).Concat(doubts.Select(error => (Error: error, Refuses: false)))
            // What is of no field stands above the form, all of it; a field says one thing at a time.
            .GroupBy(fault => fault.Error.Field ?? "").Select(same => new
            {
                field = same.Key,
                text = same.Key.Length > 0 ? same.First().Error.Text : string.Join(' ', same.Select(fault => fault.Error.Text).Distinct()),
                refuses = same.First().Refuses,
            }));
    }

    private static Dictionary<string, IReadOnlyList<string>> TypedInto(EntryKind kind, IFormCollection form) => kind.Inputs.ToDictionary(
        input => input.Name, input => (IReadOnlyList<string>)[.. form["f-" + input.Name].Select(value => value?.Trim() ?? "")]);

    /// <summary>
    /// The record as it stands now and what others changed since the form was opened, beside what was typed: one look and one entry
    /// in the log.
    /// </summary>
    private static async Task<(Look? Look, IResult? Gone)> LookBackAsync(
        IAzrClient client, string azrNumber, int seen, int current, IReadOnlyDictionary<string, IReadOnlyList<string>> typed,
        CancellationToken cancellationToken)
    {
        // No more of the past than is shown.
        var request = new HistoryRequest { AzrNumber = azrNumber, Before = current + 1, Limit = Math.Clamp(current - seen, 1, HistoryRequest.LimitMax) };
        if (await HistoryRoutes.ReadAsync(client, request, cancellationToken) is not { View: { } view, History: { } history })
            return (null, await HistoryRoutes.RefuseAsync(client, azrNumber, cancellationToken));
        return (new Look(new RecordDisplay(azrNumber, view),
        [
            .. VersionDifferences.Of(history.Versions, seen, current).Values.Select(value => new EntryConflict(
                (value.After ?? value.Before)!.Label, value.Before?.Text, value.After?.Text,
                string.Join(", ", typed.GetValueOrDefault(FieldOf(value.Path), [])))),
        ]), null);
    }

    /// <summary><c>person/nationality/1</c> is typed into <c>nationality</c>, <c>address/2/street</c> into <c>street</c>.</summary>
    private static string FieldOf(string path) => path.Split('/') is ["person", var field, ..] ? field : path.Split('/')[^1];

    private static async Task<IResult> RenderAsync(
        IAzrClient client, EntryKind kind, EntryState state, RecordDisplay? record, string azrNumber, DateOnly today, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, IReadOnlyList<LawCode>>(EntryKinds.OwnLists);
        foreach (var list in kind.Inputs.Select(input => input.List).OfType<string>().Distinct().Where(list => !lists.ContainsKey(list)))
            lists[list] = await client.ListCodesAsync(list, null, cancellationToken);
        return PageResults.Page<EntryPage>(
            new { Kind = kind, State = state, Lists = (IReadOnlyDictionary<string, IReadOnlyList<LawCode>>)lists, Record = record, Number = azrNumber, Today = today },
            state.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IReadOnlyList<EntryKind>> KindsAsync(IAzrClient client, string azrNumber, CancellationToken cancellationToken)
    {
        var kind = (await client.ListAuthoritiesAsync(cancellationToken)).FirstOrDefault(one => one.Key == client.Caller.Authority)?.Kind ?? "";
        var rights = await client.ListRightsAsync(kind, null, cancellationToken);
        var items = await client.ListItemsAsync(null, cancellationToken);
        return [.. EntryKinds.For(rights, items).Where(one => one.NeedsPerson == (azrNumber != NewPerson))];
    }

    private static async Task<(Look? Look, IResult? Gone)> LookAsync(IAzrClient client, string azrNumber, CancellationToken cancellationToken)
    {
        if (azrNumber == NewPerson) return (new Look(null, []), null);
        var reply = await client.ReadAsync(azrNumber, cancellationToken);
        return reply.View is { } view ? (new Look(new RecordDisplay(azrNumber, view), []), null) : (null, HistoryRoutes.NoRecord(reply.Refusal!));
    }

    private static IResult SealDraft([FromForm] DraftForm form, ClaimsPrincipal user, EntryDrafts drafts) =>
        form.Inhalt is { Length: > 0 and <= DraftLengthMax } content
            ? TypedResults.Text(drafts.Seal(user.ToCaller(), content)) : TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);

    // Somebody else's draft is answered like none.
    private static IResult OpenDraft([FromForm] DraftForm form, ClaimsPrincipal user, EntryDrafts drafts) =>
        form.Inhalt is { Length: > 0 } sealedText && drafts.Open(user.ToCaller(), sealedText) is { } content
            ? TypedResults.Text(content, "application/json") : TypedResults.NoContent();

    /// <summary>What an official is shown beside the form.</summary>
    /// <param name="Record">Null for a person who is not in the register yet.</param>
    private sealed record Look(RecordDisplay? Record, IReadOnlyList<EntryConflict> Conflicts);
}
