using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    public static void MapApiRoutes(this IEndpointRouteBuilder endpoints, AzrApiOptions options)
    {
        // Only an agency's own proof opens these: a browser's cookie must not, or another site could use it.
        var policy = new AuthorizationPolicyBuilder(AgencyProof.SchemeName).RequireAuthenticatedUser().Build();
        var api = endpoints.MapGroup(Root)
            .RequireAuthorization(policy)
            .WithMetadata(new RequestSizeLimitAttribute(options.BodyBytesMax));
        api.MapSubmissions();
        api.MapRecords();
        api.MapHistory();
        api.MapNotices();
        api.MapReceipts();
        api.MapDeliveries();
        api.MapWebhooks();
        api.MapFindings();
        api.MapLaw();
        api.MapIdentity();
    }

    /// <summary>Documents the statuses with which the endpoint answers a <see cref="Problem"/>.</summary>
    public static RouteHandlerBuilder ProducesProblems(
        this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) builder.Produces<Problem>(status, Problem.MediaType);
        // Whoever calls too often, and whatever nobody foresaw, is answered alike everywhere.
        return builder
            .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problem.MediaType)
            .Produces<Problem>(StatusCodes.Status500InternalServerError, Problem.MediaType);
    }
}
