using System.ComponentModel;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Problems;

/// <summary>Why a request was not carried out (RFC 9457). Texts follow Accept-Language, codes never change.</summary>
public sealed record Problem
{
    public const string MediaType = "application/problem+json";

    [Description("Name of the kind of problem, a URN made of the code.")]
    public required string Type { get; init; }

    [Description("The kind of problem, for people.")]
    public required string Title { get; init; }

    [Description("HTTP status of the reply.")]
    public required int Status { get; init; }

    [Description("What is wrong with this request, for people.")]
    public string? Detail { get; init; }

    [Description("Stable code for programs, for example submission.faulty.")]
    public required string Code { get; init; }

    [Description("Paragraph the register refused on.")]
    public string? Paragraph { get; init; }

    [Description("All faults of the submission at once.")]
    public IReadOnlyList<ProblemFinding> Findings { get; init; } = [];

    [Description("With record.version-stale: the version the record has now.")]
    public int? CurrentVersion { get; init; }

    [Description("With record.version-stale: paths of the fields that changed since the expected version.")]
    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    [Description("With rule Q004: AZR numbers of persons who are nearly the same, the likeliest first.")]
    public IReadOnlyList<string> SimilarNumbers { get; init; } = [];

    internal static IResult For(HttpContext context, ProblemKind kind, string? detail = null) =>
        Answer(context, Of(kind, context.Request.Preferred()) with { Detail = detail });

    internal static IResult For(HttpContext context, Refusal refusal)
    {
        var language = context.Request.Preferred();
        return Answer(context, Of(ProblemCatalogue.OfRefusal(refusal.Code), language) with
        {
            Detail = language.Pick(refusal.German, refusal.English),
            Paragraph = refusal.Paragraph,
            Findings = ProblemFinding.Of(refusal.Findings, language),
            CurrentVersion = refusal.CurrentVersion,
            ChangedFields = refusal.ChangedFields,
            SimilarNumbers = refusal.SimilarNumbers ?? [],
        });
    }

    private static Problem Of(ProblemKind kind, Language language) => new()
    {
        Type = kind.Type, Title = language.Pick(kind.German, kind.English), Status = kind.Status, Code = kind.Code,
    };

    private static IResult Answer(HttpContext context, Problem problem)
    {
        context.Response.Headers.ContentLanguage = context.Request.Preferred().Tag();
        context.Response.Headers.Append("Vary", "Accept-Language");
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = context.Response.Headers.RetryAfter is { Count: > 0 } known ? known : "5";
        return TypedResults.Json(problem, contentType: MediaType, statusCode: problem.Status);
    }
}

/// <summary>One broken rule at one place.</summary>
public sealed record ProblemFinding
{
    [Description("Name of the rule, for example Q009.")]
    public required string Rule { get; init; }

    [Description("Paragraph the rule stands on.")]
    public required string Paragraph { get; init; }

    [Description("True when the rule refuses, false when it raises a doubt.")]
    public required bool Refuses { get; init; }

    [Description("Index of the entry, 0-based; absent when the whole submission is meant.")]
    public int? Entry { get; init; }

    [Description("Field of the entry.")]
    public string? Field { get; init; }

    [Description("Row and letter of the annex of the AZRG-DV that the finding is about, for example 10.b.aa.")]
    public string? Item { get; init; }

    [Description("What is wrong, for people.")]
    public required string Text { get; init; }

    internal static IReadOnlyList<ProblemFinding> Of(IReadOnlyList<Finding> findings, Language language) =>
    [
        .. findings.Select(finding => new ProblemFinding
        {
            Rule = finding.Rule, Paragraph = finding.Paragraph, Refuses = finding.Refuses, Entry = finding.Entry,
            Field = finding.Field, Item = finding.Item,
            Text = language.Pick(finding.German, finding.English),
        }),
    ];
}
