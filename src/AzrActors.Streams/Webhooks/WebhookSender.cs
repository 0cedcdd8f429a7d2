using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using AzrActors.Journal.Webhooks;
using Microsoft.Extensions.Options;

namespace AzrActors.Streams.Webhooks;

/// <summary>What became of one message.</summary>
/// <param name="Status">HTTP status of the answer; null when none came.</param>
/// <param name="Fault">Kind of the fault; null when the office took it.</param>
internal sealed record WebhookAnswer(int? Status, string? Fault)
{
    /// <summary>Fault of a webhook whose row is not what the register stored.</summary>
    public const string SealBroken = "seal broken";
}

/// <summary>Sends one message over HTTP and looks at nothing of the answer but its status.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public WebhookSender(WebhookTargets targets, IOptions<WebhookOptions> options, TimeProvider clock)
    {
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would resolve the name itself, out of sight.
            UseProxy = false,
            ConnectCallback = (connection, cancellationToken) => targets.ConnectAsync(connection.DnsEndPoint, cancellationToken),
            // Names move; who moved is found again within this time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 16,
        }, disposeHandler: true)
        {
            Timeout = options.Value.Patience,
        };
    }

    /// <summary>Sends it once.</summary>
    /// <returns>What became of it; nothing is sent for a webhook without secrets.</returns>
    public async Task<WebhookAnswer> SendAsync(OpenedWebhook webhook, WebhookMessage message, CancellationToken cancellationToken)
    {
        if (webhook.Secrets.Count == 0) return new WebhookAnswer(null, WebhookAnswer.SealBroken);
        var now = _clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", message.Sign(now, webhook.Secrets));
        try
        {
            using var reply = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)reply.StatusCode;
            return new WebhookAnswer(status, reply.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"status {status}"));
        }
        catch (HttpRequestException fault)
        {
            return new WebhookAnswer(null, fault.InnerException switch
            {
                ForbiddenTargetException => "address not allowed",
                AuthenticationException => "certificate not trusted",
                _ => $"no connection ({fault.HttpRequestError})",
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "no answer in time");
        }
    }

    public void Dispose() => _http.Dispose();
}
