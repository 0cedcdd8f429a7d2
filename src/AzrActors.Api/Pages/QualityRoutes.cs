using System.Globalization;
using System.Security.Claims;
using System.Text;
using AzrActors.Api.Doors;
using AzrActors.Client;
using AzrActors.Contracts.Findings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>Input of "checked, stays as it is".</summary>
public sealed class ContestForm
{
    public long Befund { get; set; }
    public string? Grund { get; set; }
}

/// <summary>What is wrong with the records of an authority, and how well it does.</summary>
internal static class QualityRoutes
{
    private const int PageSize = 100;

    public static void MapQuality(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Quality, ShowAsync);
        pages.MapPost(PageRoutes.Quality, ContestAsync);
        pages.MapGet(PageRoutes.QualityExport, ExportAsync);
    }

    private static Task<IResult> ShowAsync(
        string? regel, string? weiter, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        RenderAsync(clients.For(user.ToCaller()), regel, weiter, null, [], cancellationToken);

    private static async Task<IResult> ContestAsync(
        [FromForm] ContestForm form, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var reply = await client.Findings.ContestAsync(new FindingContest { Finding = form.Befund, Reason = form.Grund ?? "" }, cancellationToken);
        return reply.Refusal is { } refusal
            ? await RenderAsync(client, null, null, null, [new FieldError(null, refusal.German)], cancellationToken)
            : await RenderAsync(client, null, null, "Der Befund ruht, bis sich die Daten ändern.", [], cancellationToken);
    }

    private static async Task<IResult> RenderAsync(
        IAzrClient client, string? rule, string? cursor, string? done, IReadOnlyList<FieldError> errors, CancellationToken cancellationToken)
    {
        rule = string.IsNullOrEmpty(rule) ? null : rule;
        var page = await client.Findings.ListAsync(
            new FindingQuery { Rule = rule, Cursor = string.IsNullOrEmpty(cursor) ? null : cursor, Limit = PageSize }, cancellationToken);
        var summary = await client.Findings.SummariseAsync(new FindingQuery(), cancellationToken);
        var measured = await client.Findings.MeasureAsync(new QualityQuery(), cancellationToken);
        return PageResults.Page<QualityPage>(
            new
            {
                summary.Rules, page.Findings, measured.Days, Next = page.Findings.Count < PageSize ? null : page.Next, Rule = rule, Done = done,
                Errors = page.Refusal is { } refusal ? [new FieldError(null, refusal.German)] : errors,
            },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>The measures day by day; no person is in them.</summary>
    private static async Task<IResult> ExportAsync(ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var measured = await clients.For(user.ToCaller()).Findings.MeasureAsync(new QualityQuery(), cancellationToken);
        var text = new StringBuilder("Tag;Datensätze;Vollständigkeit;Übermittlungen;verspätet;Median Tage;90 % Tage;Befunde je 1.000\r\n");
        foreach (var day in measured.Days)
            text.Append(CultureInfo.GetCultureInfo("de-DE"),
                $"{day.Day:yyyy-MM-dd};{day.Records};{day.Completeness};{day.Submissions};{day.Late};{day.LagMedianDays};{day.LagNinetiethDays};{day.FindingsPerThousand}\r\n");
        // With the mark that makes spreadsheets read umlauts.
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", "qualitaet.csv");
    }
}
