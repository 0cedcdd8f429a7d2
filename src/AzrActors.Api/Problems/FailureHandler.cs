using System.Globalization;
using System.Text.Json;
using AzrActors.Api.Pages;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AzrActors.Api.Problems;

/// <summary>
/// Turns what was thrown into a reply: a problem document under <c>/api</c>, a German page elsewhere. Only what nobody
/// foresaw is logged here; a broken request is the caller's to see.
/// </summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    private const int SecondsUsual = 5;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (kind, detail) = exception switch
        {
            RegisterUnavailableException or RegisterBusyException => (ProblemCatalogue.RegisterUnavailable, null),
            BadHttpRequestException bad => (ProblemCatalogue.OfStatus(bad.StatusCode), Explain(bad)),
            _ => (ProblemCatalogue.Unexpected, null),
        };
        if (kind == ProblemCatalogue.RegisterUnavailable) LogUnavailable(logger, exception);
        else if (kind == ProblemCatalogue.Unexpected) LogUnexpected(logger, exception);
        await AnswerAsync(httpContext, kind, detail);
        return true;
    }

    /// <summary>Answers a reply that has a status but no body yet.</summary>
    public static Task CompleteAsync(StatusCodeContext context) =>
        AnswerAsync(context.HttpContext, ProblemCatalogue.OfStatus(context.HttpContext.Response.StatusCode), detail: null);

    /// <param name="wait">After which the caller may come back; null where nobody knows.</param>
    public static async Task AnswerAsync(HttpContext context, ProblemKind kind, string? detail, TimeSpan? wait = null)
    {
        var seconds = wait is { } pause ? (int)Math.Max(1, Math.Ceiling(pause.TotalSeconds)) : SecondsUsual;
        if (kind.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var answer = context.Request.Path.StartsWithSegments("/api")
            ? Problem.For(context, kind, detail) : await PageResults.StatusAsync(context, kind, seconds);
        await answer.ExecuteAsync(context);
    }

    // The reader's own words name the place within the document; they hold no value of it.
    private static string? Explain(BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? $"{json.Message.Split(" Path:")[0]} ({json.Path ?? "$"})"
        : bad.Message;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The register stayed out of reach")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);
}
