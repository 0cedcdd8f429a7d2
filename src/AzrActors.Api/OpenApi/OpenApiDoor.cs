using System.Globalization;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using AzrActors.Api.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace AzrActors.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document and the page that shows it.</summary>
internal static class OpenApiDoor
{
    internal const string DocumentName = "v1";

    public static void AddAzrOpenApi(this IServiceCollection services) => services.AddOpenApi(DocumentName, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            EntrySchemas.AddTo(document);
            ReplySchemas.Open(document);
            HeaderDocs.AddTo(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            NameReplies(operation);
            HeaderDocs.AddTo(operation, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>Open to everyone in development, to those who are logged in elsewhere.</summary>
    public static void MapAzrOpenApi(this IEndpointRouteBuilder endpoints, IHostEnvironment environment)
    {
        var document = endpoints.MapOpenApi("/openapi/{documentName}.json");
        var page = endpoints.MapScalarApiReference(SecurityHeaders.DocsPath, (options, context) => options
            .WithTitle("AzrActors – API")
            .WithNonce(SecurityHeaders.Nonce(context))
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton());
        if (!environment.IsDevelopment()) return;
        document.AllowAnonymous();
        page.AllowAnonymous();
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AzrActors",
            Version = DocumentName,
            Description =
                "Register of foreign nationals (Ausländerzentralregister) for agencies without the SDK. "
                + "Synthetic data only.\n\n"
                + "Every call carries `Authorization: Bearer <assertion>`: a JWT (ES256) signed by the authority with `aud` "
                + "azr, `sub` (official), `aut` (authority), `pur` (purpose), `mth` (method and target, `GET /api/v1/authorities`), "
                + "`bdy` (base64url of the SHA-256 of the body), `jti` (32 hex digits), `kpr` (the value of the reply header "
                + "`AZR-Keeper`, which comes with the first 401), `iat` and an `exp` of at most 60 seconds. It is good for one "
                + "request. A token of the configured issuer (OpenID Connect) or a client certificate, with the headers "
                + "`AZR-Official` and `AZR-Purpose`, do as well; where they name several authorities, `AZR-Authority` says as which.\n\n"
                + "Refusals are problem documents (RFC 9457), German by default, English by Accept-Language. What the register tells by "
                + "itself is in `/asyncapi/v1.json` (AsyncAPI 3).\n\n"
                + "**Versions.** The address names the version. Within v1 operations, optional parameters, fields of replies, codes and "
                + "values of lists may come and nothing goes or changes its meaning: clients ignore what they do not know. What is to go is "
                + "announced by the headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) of its replies, at least twelve months before, "
                + "and by `deprecated` here.\n\n"
                + "**Repeating.** Every GET and PUT may be repeated. Every POST that changes something does it once, however often the same "
                + "is sent: a submission by its submissionId, the others by what they say; with an `Idempotency-Key` the register also refuses "
                + "to take something else for a repetition. After 429 and 503 the same call may be sent again after `Retry-After` seconds.\n\n"
                + "**Limits.** Each authority has a bucket of calls at each silo, as those without a proof have per network. An empty one is "
                + "429.\n\n"
                + "**Webhooks** bring the caller's notices to an address of its own, signed as the Standard Webhooks specification says: putWebhook.\n\n"
                + "**Lists** name their next page in the header `Link` (RFC 8288); its address is to be used as it is.\n\n"
                + "| code | status | meaning |\n|---|---|---|\n"
                + string.Join('\n', ProblemCatalogue.All.Select(k => $"| `{k.Code}` | {k.Status} | {k.English} |")),
        };
        // The address is the caller's to know; a host name here would only be the one that happened to be asked.
        document.Servers = [];
        (document.Components ??= new OpenApiComponents())
            .SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [BearerHandler.SchemeName] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                    Description = "Assertion signed by the authority for this request, at most 60 seconds old, or a token of the issuer.",
                },
            };
        document.Security = [new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, document)] = [],
        }];
    }

    private static void NameReplies(OpenApiOperation operation)
    {
        foreach (var (status, reply) in operation.Responses ?? [])
            if (reply is OpenApiResponse written && Meaning(status) is { } meaning) written.Description = meaning;
    }

    private static string? Meaning(string status) => status switch
    {
        "404" => "There is no record with this number that the caller may see.",
        "409" => "The submission id or the Idempotency-Key is taken, the position lies beyond the feed, or this does not fit the state of things.",
        "412" => "The record has changed meanwhile.",
        "422" => "The register refused.",
        "429" => "The caller sends too much in a short time, or holds too many streams open.",
        _ when ProblemCatalogue.Requests.FirstOrDefault(k => k.Status.ToString(CultureInfo.InvariantCulture) == status)
            is { } kind => kind.English,
        _ => null,
    };
}
