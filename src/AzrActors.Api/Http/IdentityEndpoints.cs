using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Search;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

/// <summary>The caller has deleted what does not concern the person it searched for.</summary>
public sealed record DiscardBody
{
    [Description("AZR number of the person it was; leave out if it was none of those shown.")]
    public string? Kept { get; init; }
}

/// <summary>What an official decides about a pair.</summary>
public sealed record PairDecisionBody
{
    public required PairOutcome Outcome { get; init; }

    [Description("Evidence in words, 1 to 500 characters.")]
    public required string Reason { get; init; }
}

/// <summary>An answer or a decision about a merge.</summary>
public sealed record MergeStepBody
{
    [Description("Consent, or the decision to merge; false refuses or stops.")]
    public bool Agrees { get; init; } = true;

    [Description("1 to 500 characters; needed to refuse and to part.")]
    public string? Reason { get; init; }
}

internal static class IdentityEndpoints
{
    private const int ReasonMax = 500;

    public static void MapIdentity(this IEndpointRouteBuilder api)
    {
        var searches = api.MapGroup("/searches").WithTags("Searches");
        searches.MapPost("", SearchAsync).WithName("search")
            .WithSummary("Finds out whether and as whom a person is known (AZRG § 10 (2), (3))")
            .WithDescription(
                "By AZR number, by all basic data at hand, by a paper or by a foreign personal number. One person without doubt is shown as the "
                + "purpose allows; otherwise similar persons are listed, and what does not concern the person must be deleted at once and that be "
                + "confirmed. Whoever has searched may register the person within 15 minutes. Everything shown is logged.")
            .Produces<SearchReply>().ProducesProblems(400, 401, 403, 413, 415, 422, 503);
        searches.MapPost("/{search}/discards", DiscardAsync).WithName("confirmDiscard").TakesKey()
            .WithSummary("Confirms that data of other persons were deleted (AZRG § 10 (3) sentence 3)")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(400, 401, 404, 413, 415, 503);

        var duplicates = api.MapGroup("/duplicates").WithTags("Duplicates");
        duplicates.MapGet("", ListDuplicatesAsync).WithName("listDuplicates")
            .WithSummary("Pairs of records that may be of one person: all for the register authority, for others those whose file they keep")
            .Produces<IReadOnlyList<Duplicate>>().MaySend(200, "Link").ProducesProblems(400, 401, 503);
        duplicates.MapGet("/open", ListOpenPairsAsync).WithName("listOpenPairs")
            .WithSummary("Pairs that wait for a decision, with nothing of the persons; showing one is a retrieval, this is none")
            .Produces<IReadOnlyList<OpenPair>>().MaySend(200, "Link").ProducesProblems(400, 401, 503);
        duplicates.MapGet("/{pair}", ShowDuplicateAsync).WithName("showDuplicate")
            .WithSummary("One pair with the weight of each field and everything that was decided about it")
            .WithDescription("Both records with everything the caller may see of them: one retrieval of each, as if they were read.")
            .Produces<DuplicateReply>().ProducesProblems(400, 401, 404, 503);
        duplicates.MapPost("/{pair}/decisions", DecideDuplicateAsync).WithName("decideDuplicate").TakesKey()
            .WithSummary("Decides whether two records are of one person; kept for ever")
            .Produces<DuplicateReply>().ProducesProblems(400, 401, 404, 413, 415, 503);
        duplicates.MapPost("/sweeps", BeginSweepAsync).WithName("beginSweep").TakesKey()
            .WithSummary("Holds the whole stock against itself, in the background (register authority only)")
            .Produces<SweepState>().ProducesProblems(401, 403, 503);
        duplicates.MapGet("/sweeps", ShowSweepAsync).WithName("showSweep")
            .WithSummary("How far the newest sweep is (register authority only)").Produces<SweepState>().ProducesProblems(401, 403, 503);

        var merges = api.MapGroup("/merges").WithTags("Merges");
        merges.MapPost("", ProposeAsync).WithName("proposeMerge").TakesKey()
            .WithSummary("Proposes to merge two records of one person (register authority only)")
            .Produces<MergeCase>().ProducesProblems(400, 401, 403, 404, 409, 413, 415, 503);
        merges.MapGet("", ListMergesAsync).WithName("listMerges")
            .WithSummary("Merges that the caller has to do with, the newest first").Produces<IReadOnlyList<MergeCase>>()
            .MaySend(200, "Link").ProducesProblems(400, 401, 503);
        merges.MapGet("/{mergeCase}", ShowMergeAsync).WithName("showMerge")
            .WithSummary("One merge and who has consented").Produces<MergeCase>().ProducesProblems(400, 401, 404, 503);
        merges.MapPost("/{mergeCase}/answers", AnswerAsync).WithName("answerMerge").TakesKey()
            .WithSummary("A supplying office consents or refuses").Produces<MergeCase>().ProducesProblems(400, 401, 404, 409, 413, 415, 503);
        merges.MapPost("/{mergeCase}/decisions", DecideAsync).WithName("decideMerge").TakesKey()
            .WithSummary("Merges or stops (register authority only)").Produces<MergeCase>().ProducesProblems(400, 401, 403, 404, 409, 413, 415, 503);
        merges.MapPost("/{mergeCase}/separations", SeparateAsync).WithName("separate").TakesKey()
            .WithSummary("Parts what was merged, with the changes made since (register authority only)")
            .Produces<MergeCase>().ProducesProblems(400, 401, 403, 404, 409, 413, 415, 503);
    }

    private static async Task<IResult> SearchAsync(
        SearchRequest request, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).Identity.SearchAsync(request, cancellationToken);
        return Answer(context, reply.Refusal, reply);
    }

    private static async Task<IResult> DiscardAsync(
        Guid search, DiscardBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).Identity.ConfirmDiscardAsync(search, body.Kept, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.NoContent();
    }

    private static async Task<IResult> ListDuplicatesAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("same, possible or different.")] string outcome = "possible",
        [Description("Last pair the caller has seen.")] long after = 0, [Description("Most pairs to return, 1 to 100.")] int limit = 50)
    {
        if (!Enum.TryParse<PairOutcome>(outcome, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
            throw new BadHttpRequestException("'outcome' is same, possible or different.");
        if (limit is < 1 or > 100) throw new BadHttpRequestException("'limit' is a number from 1 to 100.");
        var reply = await clients.For(user.ToCaller()).Identity.ListDuplicatesAsync(wanted, after, limit, cancellationToken);
        return Answer(context, reply.Refusal, Paging.Answer(context, reply.Duplicates, limit, pair => pair.Pair));
    }

    private static async Task<IResult> ListOpenPairsAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Only pairs of this record, if the caller keeps its file.")] string? azrNumber = null,
        [Description("Last pair the caller has seen.")] long after = 0, [Description("Most pairs to return, 1 to 1000.")] int limit = 100)
    {
        if (limit is < 1 or > 1_000) throw new BadHttpRequestException("'limit' is a number from 1 to 1000.");
        var query = new OpenPairQuery { AzrNumber = azrNumber, After = after, Limit = limit };
        var open = await clients.For(user.ToCaller()).Identity.ListOpenPairsAsync(query, cancellationToken);
        return TypedResults.Json(Paging.Answer(context, open.Pairs, limit, pair => pair.Pair));
    }

    private static async Task<IResult> ShowDuplicateAsync(
        long pair, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).Identity.ShowDuplicateAsync(pair, cancellationToken);
        return Answer(context, reply.Refusal, reply);
    }

    private static async Task<IResult> DecideDuplicateAsync(
        long pair, PairDecisionBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        CheckReason(body.Reason);
        if (!Enum.IsDefined(body.Outcome)) throw new BadHttpRequestException("'outcome' is same, possible or different.");
        var reply = await clients.For(user.ToCaller()).Identity
            .DecideDuplicateAsync(new PairVerdict { Pair = pair, Outcome = body.Outcome, Reason = body.Reason }, cancellationToken);
        return Answer(context, reply.Refusal, reply);
    }

    private static Task<IResult> BeginSweepAsync(HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        SweepAsync(true, context, user, clients, cancellationToken);

    private static Task<IResult> ShowSweepAsync(HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        SweepAsync(false, context, user, clients, cancellationToken);

    private static async Task<IResult> SweepAsync(
        bool begin, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var state = await clients.For(user.ToCaller()).Identity.SweepAsync(begin, cancellationToken);
        return Answer(context, state.Refusal, state);
    }

    private static async Task<IResult> ProposeAsync(
        MergeProposal proposal, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        CheckReason(proposal.Reason);
        return Answer(context, await clients.For(user.ToCaller()).Identity.ProposeMergeAsync(proposal, cancellationToken));
    }

    private static async Task<IResult> ListMergesAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Last merge the caller has seen; leave out for the first page.")] Guid? after = null,
        [Description("Most merges to return, 1 to 100.")] int limit = 100)
    {
        if (limit is < 1 or > 100) throw new BadHttpRequestException("'limit' is a number from 1 to 100.");
        var cases = (await clients.For(user.ToCaller()).Identity.ListMergePageAsync(after, limit, cancellationToken)).Cases;
        if (cases.Count == limit) Paging.Next(context, "after", cases[^1].Case.ToString());
        return TypedResults.Json(cases);
    }

    private static async Task<IResult> ShowMergeAsync(
        Guid mergeCase, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        Answer(context, await clients.For(user.ToCaller()).Identity.ShowMergeAsync(mergeCase, cancellationToken));

    private static async Task<IResult> AnswerAsync(
        Guid mergeCase, MergeStepBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        if (!body.Agrees) CheckReason(body.Reason);
        return Answer(context, await clients.For(user.ToCaller()).Identity.AnswerMergeAsync(StepOf(mergeCase, body), cancellationToken));
    }

    private static async Task<IResult> DecideAsync(
        Guid mergeCase, MergeStepBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        Answer(context, await clients.For(user.ToCaller()).Identity.DecideMergeAsync(StepOf(mergeCase, body), cancellationToken));

    private static async Task<IResult> SeparateAsync(
        Guid mergeCase, MergeStepBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        CheckReason(body.Reason);
        return Answer(context, await clients.For(user.ToCaller()).Identity.SeparateAsync(StepOf(mergeCase, body), cancellationToken));
    }

    private static MergeStep StepOf(Guid mergeCase, MergeStepBody body) => new() { Case = mergeCase, Agrees = body.Agrees, Reason = body.Reason };

    private static void CheckReason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMax) throw new BadHttpRequestException("'reason' has 1 to 500 characters.");
    }

    private static IResult Answer(HttpContext context, MergeReply reply) => Answer(context, reply.Refusal, reply.Case);

    private static IResult Answer<T>(HttpContext context, Refusal? refusal, T answer) =>
        refusal is not null ? Problem.For(context, refusal) : TypedResults.Json(answer);
}
