using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;

namespace AzrActors.Client.Calls;

/// <summary>
/// For agencies that use the HTTP API from .NET: signs every request of an <see cref="HttpClient"/> anew, over method,
/// target and body.
/// </summary>
public sealed class AssertionHandler(ICallerSigner signer, Caller caller, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly KeeperName _keeper = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var binding = CallBinding.OfHttp(request.Method.Method, request.RequestUri!.PathAndQuery, SHA256.HashData(body));
        var reply = await SignedAsync();
        if (reply.StatusCode != HttpStatusCode.Unauthorized
            || !reply.Headers.TryGetValues(CallerAssertion.KeeperHeader, out var keepers)) return reply;
        _keeper.Value = keepers.First();
        reply.Dispose();
        return await SignedAsync();

        Task<HttpResponseMessage> SignedAsync()
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", signer.Sign(caller, binding, _keeper.Value));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
