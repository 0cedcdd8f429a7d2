using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

/// <summary>Proof that a submission is stored durably, or was known already.</summary>
public sealed record ReceiptBody
{
    [Description("accepted: there is a new version. unchanged: everything said was known already, nobody is told.")]
    public required SubmissionOutcome Outcome { get; init; }

    public required Guid SubmissionId { get; init; }

    public required string AzrNumber { get; init; }

    [Description("Version of the record after this submission, 1 for the first.")]
    public required int Version { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    [Description("True when this is the stored receipt of an earlier call with the same id and content.")]
    public required bool Repeated { get; init; }

    [Description("Doubts that did not prevent storing; the authority should look at them (AZRG § 8).")]
    public IReadOnlyList<ProblemFinding> Findings { get; init; } = [];
}

/// <summary>What the register would answer to a submission.</summary>
public sealed record ValidationBody
{
    [Description("accepted, unchanged or refused: what handing it in now would come to. Nothing was stored.")]
    public required SubmissionOutcome Outcome { get; init; }

    [Description("With refused: stable code for programs, for example submission.faulty.")]
    public string? Code { get; init; }

    [Description("With refused: paragraph the register would refuse on.")]
    public string? Paragraph { get; init; }

    [Description("With refused: what is wrong, for people.")]
    public string? Text { get; init; }

    [Description("With record.version-stale: the version the record has now.")]
    public int? CurrentVersion { get; init; }

    [Description("With rule Q004: AZR numbers of persons who are nearly the same, the likeliest first.")]
    public IReadOnlyList<string> SimilarNumbers { get; init; } = [];

    [Description("Everything that is wrong or doubtful at once, with what would come to your list of findings because only several records show it.")]
    public IReadOnlyList<ProblemFinding> Findings { get; init; } = [];
}

internal static class SubmissionEndpoints
{
    public static void MapSubmissions(this IEndpointRouteBuilder api)
    {
        MapSubmit(api);
        api.MapPost("/submissions/validate", ValidateAsync)
            .WithName("validate")
            .WithTags("Submissions")
            .WithSummary("Says what handing in a submission would come to")
            .WithDescription(
                "The same rights, rules and findings as handing it in; nothing is stored but log entries, one of them for each person whose number "
                + "is said (rule Q004). A refusal is an answer here, not an error. If-Match holds the version the author saw.")
            .Accepts<Submission>("application/json")
            .Produces<ValidationBody>(StatusCodes.Status200OK)
            .Takes("If-Match", "Version the author saw, for example \"7\".")
            .Sends(200, "Content-Language")
            .ProducesProblems(400, 401, 413, 415, 503);
    }

    private static void MapSubmit(IEndpointRouteBuilder api) =>
        api.MapPost("/submissions", SubmitAsync)
            .WithName("submit")
            .WithTags("Submissions")
            .WithSummary("Hands in a submission (AZRG § 6)")
            .WithDescription(
                "Stored as a whole or refused as a whole. Make submissionId once and keep it: the same id with the same "
                + "content always gets the same receipt, so every retry is safe. If-Match holds the version the author saw.")
            .Accepts<Submission>("application/json")
            .Produces<ReceiptBody>(StatusCodes.Status201Created)
            .Produces<ReceiptBody>(StatusCodes.Status200OK)
            .Takes("If-Match", "Version the author saw, for example \"7\".")
            .Takes(IdempotencyKey.Header, "May be left out: the submissionId says the same. Where it is sent it is the submissionId.")
            .Sends(200, "ETag", "Location", "Content-Language").Sends(201, "ETag", "Location", "Content-Language")
            .ProducesProblems(400, 401, 403, 404, 409, 412, 413, 415, 422, 503);

    private static async Task<IResult> SubmitAsync(
        Submission submission, HttpContext context, ClaimsPrincipal user, IAzrClients clients,
        CancellationToken cancellationToken)
    {
        if (IdempotencyKey.Of(context.Request) is { } key && (!Guid.TryParse(key, out var named) || named != submission.SubmissionId))
            throw new BadHttpRequestException($"{IdempotencyKey.Header} is the submissionId, or is left out.");
        var reply = await clients.For(user.ToCaller())
            .SubmitAsync(Expecting(submission, VersionTag.Expected(context.Request)), cancellationToken);
        return reply.Receipt is { } receipt
            ? Stored(context, submission, reply.Outcome, receipt)
            : Problem.For(context, reply.Refusal!);
    }

    private static async Task<IResult> ValidateAsync(
        Submission submission, HttpContext context, ClaimsPrincipal user, IAzrClients clients,
        CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller())
            .ValidateAsync(Expecting(submission, VersionTag.Expected(context.Request)), cancellationToken);
        var language = context.Request.Preferred();
        context.Response.Headers.ContentLanguage = language.Tag();
        return TypedResults.Json(new ValidationBody
        {
            Outcome = reply.Outcome,
            Code = reply.Refusal?.Code,
            Paragraph = reply.Refusal?.Paragraph,
            Text = reply.Refusal is { } refusal ? language.Pick(refusal.German, refusal.English) : null,
            CurrentVersion = reply.Refusal?.CurrentVersion,
            SimilarNumbers = reply.Refusal?.SimilarNumbers ?? [],
            Findings = ProblemFinding.Of(reply.Refusal?.Findings ?? reply.Findings, language),
        });
    }

    private static Submission Expecting(Submission submission, int? version)
    {
        if (version is null) return submission;
        if (submission.ExpectedVersion is { } named && named != version)
            throw new BadHttpRequestException("If-Match and expectedVersion name different versions.");
        return submission with { ExpectedVersion = version };
    }

    private static IResult Stored(
        HttpContext context, Submission submission, SubmissionOutcome outcome, Receipt receipt)
    {
        var language = context.Request.Preferred();
        VersionTag.Set(context.Response, receipt.Version);
        context.Response.Headers.Location = $"{ApiRoutes.Root}/records/{receipt.AzrNumber}";
        context.Response.Headers.ContentLanguage = language.Tag();
        // Created is the record, not the submission: only the first storing of a person makes one.
        var created = submission.AzrNumber is null && outcome == SubmissionOutcome.Accepted && !receipt.Repeated;
        return TypedResults.Json(new ReceiptBody
        {
            Outcome = outcome,
            SubmissionId = receipt.SubmissionId,
            AzrNumber = receipt.AzrNumber,
            Version = receipt.Version,
            ReceivedAt = receipt.ReceivedAt,
            Repeated = receipt.Repeated,
            Findings = ProblemFinding.Of(receipt.Findings, language),
        }, statusCode: created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
