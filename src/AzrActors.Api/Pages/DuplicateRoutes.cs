using System.Globalization;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Client;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>Input of a decision about a pair, and of the proposal to merge it.</summary>
public sealed class PairForm
{
    public PairOutcome Entscheidung { get; set; }

    /// <summary>A reason of the list.</summary>
    public string? Grund { get; set; }

    /// <summary>Words of the official's own.</summary>
    public string? Bemerkung { get; set; }

    /// <summary>What is kept as evidence; both parts or one of them.</summary>
    public string Reason => string.Join(": ", new[] { Grund?.Trim(), Bemerkung?.Trim() }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>A pair as the page shows it.</summary>
/// <param name="Records">One or two, as far as the role may see them.</param>
/// <param name="Merge">The newest merge of the two; null if nobody has proposed one.</param>
/// <param name="Next">The next pair to decide; null if there is none.</param>
public sealed record PairSight(
    DuplicateReply Reply, IReadOnlyList<RecordDisplay> Records, MergeCase? Merge, long? Next, IReadOnlyDictionary<string, string> Names)
{
    public Duplicate Pair => Reply.Duplicate!;
}

internal static class DuplicateRoutes
{
    /// <summary>Pairs on one page; each of them is a retrieval.</summary>
    public const int PageSize = 25;

    /// <summary>As many open pairs are counted; more are "more than".</summary>
    public const int CountMax = 1_000;

    private const int ReasonMax = 500;

    public static void MapDuplicates(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Duplicates, ListAsync);
        pages.MapGet(PageRoutes.Duplicates + "/{pair:long}", ShowAsync);
        pages.MapPost(PageRoutes.Duplicates + "/{pair:long}", DecideAsync);
        pages.MapPost(PageRoutes.Duplicates + "/{pair:long}/zusammenfuehrung", ProposeAsync);
    }

    private static async Task<IResult> ListAsync(
        PairOutcome? art, long? nach, long? erledigt, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var outcome = art is { } wanted && Enum.IsDefined(wanted) ? wanted : PairOutcome.Possible;
        var open = (await client.Identity.ListOpenPairsAsync(new OpenPairQuery { Limit = CountMax }, cancellationToken)).Pairs;
        var page = await client.Identity.ListDuplicatesAsync(outcome, nach ?? 0, PageSize, cancellationToken);
        return PageResults.Page<DuplicatesPage>(new
        {
            Shown = outcome, Pairs = page.Duplicates, Open = open, IsCountCapped = open.Count == CountMax,
            Merges = (await client.Identity.ListMergesAsync(cancellationToken)).Cases, Names = await NamesAsync(client, cancellationToken), client.Caller,
            Now = time.GetUtcNow(), Next = page.Duplicates.Count == PageSize ? page.Duplicates[^1].Pair : (long?)null,
            Done = erledigt is null ? null : "Gespeichert. Kein weiteres Paar wartet.", Fault = page.Refusal?.German,
        });
    }

    private static Task<IResult> ShowAsync(
        long pair, long? erledigt, PairOutcome? als, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        RenderAsync(clients.For(user.ToCaller()), pair, Done(pair, erledigt, als), [], new PairForm(), cancellationToken);

    private static async Task<IResult> DecideAsync(
        long pair, [FromForm] PairForm form, ClaimsPrincipal user, IAzrClients clients, WorkNews news, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        if (FindFault(form) is { } fault) return await RenderAsync(client, pair, null, [fault], form, cancellationToken);
        var reply = await client.Identity.DecideDuplicateAsync(new PairVerdict { Pair = pair, Outcome = form.Entscheidung, Reason = form.Reason }, cancellationToken);
        if (reply.Refusal is { } refusal) return await RenderAsync(client, pair, null, [new FieldError(null, refusal.German)], form, cancellationToken);
        if (form.Entscheidung != PairOutcome.Possible) news.Tell(client.Caller, WorkEvent.Done, [WorkKeys.Pair(pair)]);
        // The register authority goes on with the same pair: it proposes the merge.
        var next = form.Entscheidung == PairOutcome.Same && Navigation.IsOperator(client.Caller) ? pair : await FindNextAsync(client, pair, cancellationToken);
        return TypedResults.LocalRedirect(string.Create(
            CultureInfo.InvariantCulture, $"{(next is { } other ? PageRoutes.Pair(other) : PageRoutes.Duplicates)}?erledigt={pair}&als={form.Entscheidung}"));
    }

    private static async Task<IResult> ProposeAsync(
        long pair, [FromForm] PairForm form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        form.Entscheidung = PairOutcome.Same;
        if (FindFault(form) is { } fault) return await RenderAsync(client, pair, null, [fault], form, cancellationToken);
        var shown = await client.Identity.ShowDuplicateAsync(pair, cancellationToken);
        if (shown.Refusal is { } unknown) return HistoryRoutes.NoneOf("dieses Paar", unknown);
        var numbers = shown.Duplicate!.Records.Select(view => view.AzrNumber).OfType<string>().ToList();
        var reply = numbers is [var one, var other]
            ? await client.Identity.ProposeMergeAsync(new MergeProposal { OneNumber = one, OtherNumber = other, Reason = form.Reason }, cancellationToken) : null;
        if (reply?.Case is { } merge) return TypedResults.LocalRedirect($"{PageRoutes.Merge(merge.Case)}?schritt=vorgeschlagen");
        var why = reply?.Refusal!.German ?? "Dafür müssen beide Datensätze mit ihrer AZR-Nummer zu sehen sein.";
        return await RenderAsync(client, pair, null, [new FieldError(null, why)], form, cancellationToken);
    }

    private static FieldError? FindFault(PairForm form)
    {
        if (!Enum.IsDefined(form.Entscheidung)) return new FieldError(null, "Diese Entscheidung gibt es nicht.");
        var field = FieldOf(form.Entscheidung);
        var text = form.Reason.Length == 0 ? "Bitte wählen Sie einen Grund oder schreiben Sie ihn auf."
            : form.Reason.Length > ReasonMax ? "Grund und Bemerkung haben zusammen höchstens 500 Zeichen." : null;
        return text is null ? null : new FieldError(field, text) { Label = "Grund" };
    }

    /// <summary>Id of the choice of reasons of a decision.</summary>
    public static string FieldOf(PairOutcome outcome) => $"grund-{outcome.ToString().ToLowerInvariant()}";

    private static async Task<IResult> RenderAsync(
        IAzrClient client, long pair, string? done, IReadOnlyList<FieldError> errors, PairForm form, CancellationToken cancellationToken)
    {
        var reply = await client.Identity.ShowDuplicateAsync(pair, cancellationToken);
        if (reply.Refusal is { } refusal) return HistoryRoutes.NoneOf("dieses Paar", refusal);
        var records = reply.InFull ? [.. reply.Duplicate!.Records.Select(Display)]
            : await Task.WhenAll(reply.Duplicate!.Records.Select(view => ReadAsync(client, view, cancellationToken)));
        var numbers = records.Select(record => record.View.AzrNumber).ToHashSet();
        var merge = (await client.Identity.ListMergesAsync(cancellationToken)).Cases
            .FirstOrDefault(one => numbers.Count == 2 && numbers.Contains(one.KeptNumber) && numbers.Contains(one.OtherNumber));
        return PageResults.Page<PairPage>(
            new
            {
                Sight = new PairSight(reply, records, merge, await FindNextAsync(client, pair, cancellationToken), await NamesAsync(client, cancellationToken)),
                client.Caller, Done = done, Errors = errors, Form = form,
            },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static RecordDisplay Display(RecordView view) => new(view.AzrNumber ?? "", view);

    /// <summary>Everything that the role may see of a record of the pair, of which a silo of the former build showed only what tells persons apart.</summary>
    private static async Task<RecordDisplay> ReadAsync(IAzrClient client, RecordView glance, CancellationToken cancellationToken) =>
        glance.AzrNumber is { } number && (await client.ReadAsync(number, cancellationToken)).View is { } view
            ? new RecordDisplay(number, view) : Display(glance);

    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(IAzrClient client, CancellationToken cancellationToken) =>
        (await client.ListAuthoritiesAsync(cancellationToken)).ToDictionary(one => one.Key, one => one.Name);

    /// <summary>The next pair that nobody has set aside; behind the last one the first.</summary>
    private static async Task<long?> FindNextAsync(IAzrClient client, long pair, CancellationToken cancellationToken)
    {
        foreach (var after in new[] { pair, 0 })
        {
            var open = await client.Identity.ListOpenPairsAsync(new OpenPairQuery { After = after, Limit = CountMax }, cancellationToken);
            if (open.Pairs.FirstOrDefault(one => one.Pair != pair && !one.ByOfficial) is { } next) return next.Pair;
        }
        return null;
    }

    private static string? Done(long pair, long? decided, PairOutcome? outcome) => (decided, outcome) switch
    {
        ({ } one, PairOutcome.Different) => $"Paar {one}: gespeichert, dass es verschiedene Personen sind. Beide Datensätze sagen es.",
        ({ } one, PairOutcome.Same) when one == pair => "Gespeichert, dass es dieselbe Person ist. Als Nächstes wird die Zusammenführung vorgeschlagen.",
        ({ } one, PairOutcome.Same) => $"Paar {one}: gespeichert, dass es dieselbe Person ist. Die Registerbehörde schlägt die Zusammenführung vor.",
        ({ } one, PairOutcome.Possible) => $"Paar {one}: zurückgestellt.",
        _ => null,
    };
}
