using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Law;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

/// <summary>Why a finding rests although the data stay as they are.</summary>
public sealed record ContestBody
{
    [Description("correct (checked, correct as stored), evidence (proof is in the file), exception (an exception of the law) or pending (being mended).")]
    public required string Reason { get; init; }
}

/// <summary>Mail to a person came back.</summary>
public sealed record ReturnedMailBody
{
    [Description("The address that the mail went to, as the record shows it: address/2.")]
    public required string Fact { get; init; }

    [Description("Day on which it came back, not after today.")]
    public required DateOnly ReturnedOn { get; init; }
}

internal static class FindingEndpoints
{
    private const int LimitMax = 100;

    public static void MapFindings(this IEndpointRouteBuilder api)
    {
        var findings = api.MapGroup("/findings").WithTags("Findings");
        findings.MapGet("", ListAsync)
            .WithName("listFindings")
            .WithSummary("What is wrong with records the caller is responsible for, oldest due first")
            .WithDescription("A page may be shorter than its limit although more follow: a finding on a record that the caller may not see is "
                + "left out. Where the record itself says what is right, the finding proposes the entry that would mend it. Each page is "
                + "logged as a retrieval.")
            .Produces<FindingsPage>()
            .MaySend(200, "Link")
            .ProducesProblems(400, 401, 403, 503);
        findings.MapGet("/summary", SummariseAsync)
            .WithName("summariseFindings")
            .WithSummary("How many findings of each rule stand")
            .Produces<IReadOnlyList<RuleFindings>>()
            .ProducesProblems(400, 401, 403, 503);
        findings.MapPost("/{finding:long}/contest", ContestAsync)
            .WithName("contestFinding")
            .TakesKey()
            .WithSummary("Says that the data were checked and stay as they are; the finding rests until they change")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 401, 403, 404, 413, 415, 503);
        api.MapPost("/records/{azrNumber}/returned-mail", ReportReturnedMailAsync)
            .WithName("reportReturnedMail")
            .WithTags("Findings")
            .TakesKey()
            .WithSummary("Tells that mail to a person came back")
            .WithDescription("The register asks the file-keeper to look at an address that has not changed for three years (rule Q039). It is "
                + "no data of the record and shown to nobody. Said again it is heard once.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 401, 403, 404, 413, 415, 503);
        api.MapGet("/quality", MeasureAsync)
            .WithName("measureQuality")
            .WithTags("Findings")
            .WithSummary("Completeness, lag from occasion to report, and findings for 1,000 records, day by day")
            .WithDescription("A day is there once it is over. The register authority may name any authority, others see themselves.")
            .Produces<IReadOnlyList<QualityOfDay>>()
            .ProducesProblems(400, 401, 403, 503);
    }

    private static async Task<IResult> ListAsync(
        [Description("Whose findings; default the caller's own, for the register authority all.")] string? authority,
        [Description("Id of a rule, for example Q038.")] string? rule,
        [Description("Only findings that have stood for so many days or longer.")] int? olderThanDays,
        [Description("Only findings on the record with this number.")] string? azrNumber,
        [Description("Value of next of the page before.")] string? cursor,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Most findings to return, 1 to 100.")] int limit = 50)
    {
        if (limit is < 1 or > LimitMax) throw new BadHttpRequestException("limit is 1 to 100.");
        if (cursor is not null && !IsCursor(cursor)) throw new BadHttpRequestException("cursor is the value of next of the page before.");
        var query = new FindingQuery { Authority = authority, Rule = rule, OlderThanDays = Days(olderThanDays), AzrNumber = azrNumber, Cursor = cursor, Limit = limit };
        var page = await clients.For(user.ToCaller()).Findings.ListAsync(query, cancellationToken);
        if (page.Refusal is { } refusal) return Problem.For(context, refusal);
        if (page.Next is { } next) Paging.Next(context, "cursor", next);
        return TypedResults.Json(page);
    }

    private static async Task<IResult> SummariseAsync(
        [Description("Whose findings; default the caller's own, for the register authority all.")] string? authority,
        [Description("Id of a rule, for example Q038.")] string? rule,
        [Description("Only findings that have stood for so many days or longer.")] int? olderThanDays,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var query = new FindingQuery { Authority = authority, Rule = rule, OlderThanDays = Days(olderThanDays) };
        var summary = await clients.For(user.ToCaller()).Findings.SummariseAsync(query, cancellationToken);
        return summary.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.Json(summary.Rules);
    }

    private static async Task<IResult> ContestAsync(
        [Description("Id of the finding.")] long finding,
        ContestBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var contest = new FindingContest { Finding = finding, Reason = body.Reason };
        var reply = await clients.For(user.ToCaller()).Findings.ContestAsync(contest, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.NoContent();
    }

    private static async Task<IResult> ReportReturnedMailAsync(
        [Description("AZR number.")] string azrNumber,
        ReturnedMailBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        if (body.ReturnedOn > LegalCalendar.DayOf(time.GetUtcNow())) throw new BadHttpRequestException("returnedOn lies in the future.");
        var report = new ReturnedMailReport { AzrNumber = azrNumber, Fact = body.Fact, ReturnedOn = body.ReturnedOn };
        var reply = await clients.For(user.ToCaller()).Findings.ReportReturnedMailAsync(report, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.NoContent();
    }

    private static async Task<IResult> MeasureAsync(
        [Description("Which authority; default the caller.")] string? authority,
        [Description("First legal day, inclusive; default 30 days before the last.")] DateOnly? from,
        [Description("Last legal day, inclusive; default yesterday.")] DateOnly? to,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var query = new QualityQuery { Authority = authority, From = from, To = to };
        var reply = await clients.For(user.ToCaller()).Findings.MeasureAsync(query, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.Json(reply.Days);
    }

    private static int? Days(int? days) => days is < 0 or > 36_500 ? throw new BadHttpRequestException("olderThanDays is 0 to 36500.") : days;

    private static bool IsCursor(string cursor) =>
        cursor.Split('-') is [var day, var id] && int.TryParse(day, out var number) && number >= 0 && long.TryParse(id, out _);
}
