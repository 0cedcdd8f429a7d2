using System.Collections.Concurrent;
using System.Net;

namespace AzrActors.Api.Tests.Contract;

/// <summary>Operations that were called, and with which status they answered.</summary>
internal sealed class ContractLog
{
    private readonly ConcurrentDictionary<(string Operation, int Status), byte> _seen = new();

    public IReadOnlySet<(string Operation, int Status)> Seen => _seen.Keys.ToHashSet();

    public void Add(string operation, HttpStatusCode status) => _seen[(operation, (int)status)] = 0;
}

/// <summary>
/// Holds every reply against the document, in whatever test it is received: a new field, header or status is red before
/// anybody thinks of it.
/// </summary>
internal sealed class ContractHandler(HttpMessageHandler inner, ContractLog? log = null) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var reply = await base.SendAsync(request, cancellationToken);
        if (!request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)) return reply;
        if (ApiContract.Golden.Find(request) is not { } operation)
        {
            // An address or a method that is not documented may only be answered so.
            return reply.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Unauthorized
                ? reply : throw new BrokenContractException($"{request.Method} {request.RequestUri.AbsolutePath} is not documented.");
        }
        string? body = null;
        if (reply.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            await reply.Content.LoadIntoBufferAsync(cancellationToken);
            body = await reply.Content.ReadAsStringAsync(cancellationToken);
        }
        ApiContract.Golden.Check(operation, request, reply, body);
        log?.Add(operation.Id, reply.StatusCode);
        return reply;
    }
}
