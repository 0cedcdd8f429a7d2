using System.Globalization;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AzrActors.Api.OpenApi;

/// <summary>A header that an operation reads.</summary>
internal sealed record TakesHeader(string Name, string Text);

/// <summary>A header that an operation sends with a status.</summary>
/// <param name="Always">Whether every reply with the status has it.</param>
internal sealed record SendsHeader(int Status, string Name, bool Always);

/// <summary>
/// Documents headers. An operation says beside its route which it takes and sends; those of problems and the language
/// are the same everywhere.
/// </summary>
internal static class HeaderDocs
{
    private const string Language = "Accept-Language";

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["AZR-Keeper"] = "Silo that an assertion has to name as kpr; sent when that is what was wrong.",
        ["Content-Language"] = "Language of the texts for people, de or en.",
        ["ETag"] = "Version of the record as entity tag, for example \"7\", or of a list.",
        ["Link"] = "Address of the next page, rel=\"next\" (RFC 8288); absent on the last one.",
        ["Location"] = "Address of the record.",
        ["Retry-After"] = "Seconds after which the same call may be sent again.",
        ["WWW-Authenticate"] = "How a caller proves itself.",
    };

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder builder, string name, string text) =>
        builder.WithMetadata(new TakesHeader(name, text));

    public static RouteHandlerBuilder Sends(this RouteHandlerBuilder builder, int status, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) builder.WithMetadata(new SendsHeader(status, name, Always: true));
        return builder;
    }

    /// <summary>For a header that comes with some replies of the status only.</summary>
    public static RouteHandlerBuilder MaySend(this RouteHandlerBuilder builder, int status, string name) =>
        builder.WithMetadata(new SendsHeader(status, name, Always: false));

    /// <summary>Describes each header once.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        var components = document.Components ??= new OpenApiComponents();
        components.Headers = Texts.ToDictionary(text => text.Key, text => Header(text.Value, always: false));
        foreach (var (name, text) in Texts) components.Headers[Always(name)] = Header(text, always: true);
        components.Parameters = new Dictionary<string, IOpenApiParameter> { [Language] = Parameter(Language, "en for English texts; German otherwise.") };
    }

    public static void AddTo(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var parameters = operation.Parameters ??= [];
        foreach (var takes in metadata.OfType<TakesHeader>()) parameters.Add(Parameter(takes.Name, takes.Text));
        parameters.Add(new OpenApiParameterReference(Language, context.Document));
        foreach (var (status, reply) in operation.Responses ?? [])
        {
            var number = int.Parse(status, CultureInfo.InvariantCulture);
            var sent = metadata.OfType<SendsHeader>().Where(header => header.Status == number).Concat(OfProblem(number)).ToList();
            if (reply is OpenApiResponse written && sent.Count > 0)
                written.Headers = sent.ToDictionary(header => header.Name,
                    IOpenApiHeader (header) => new OpenApiHeaderReference(header.Always ? Always(header.Name) : header.Name, context.Document));
        }
    }

    private static IEnumerable<SendsHeader> OfProblem(int status)
    {
        if (status < 400) yield break;
        yield return new SendsHeader(status, "Content-Language", Always: true);
        if (status is 429 or 503) yield return new SendsHeader(status, "Retry-After", Always: true);
        if (status != 401) yield break;
        yield return new SendsHeader(status, "WWW-Authenticate", Always: true);
        yield return new SendsHeader(status, CallerAssertion.KeeperHeader, Always: false);
    }

    private static string Always(string name) => name + "-always";

    private static IOpenApiHeader Header(string text, bool always) =>
        new OpenApiHeader { Description = text, Required = always, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiParameter Parameter(string name, string text) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
