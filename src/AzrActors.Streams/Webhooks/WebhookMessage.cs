using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AzrActors.Contracts.Notices;

namespace AzrActors.Streams.Webhooks;

/// <summary>
/// A message as the Standard Webhooks specification sends it: type, time and data. Of a notice data is exactly what
/// <c>GET /notices</c> shows to the same office.
/// </summary>
internal sealed record WebhookMessage(string Id, byte[] Body)
{
    public const string SecretPrefix = "whsec_";

    private const string ProbeType = "webhook.probe";

    // As the HTTP door writes; a test compares the two.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="webhook">Name of the webhook; its notices have the same ids however often they are sent.</param>
    public static WebhookMessage Of(string webhook, Notice notice) => new(
        string.Create(CultureInfo.InvariantCulture, $"{notice.Recipient}.{webhook}.{notice.Sequence}"),
        JsonSerializer.SerializeToUtf8Bytes(new Envelope<Notice>($"notice.{JsonNamingPolicy.CamelCase.ConvertName(notice.Kind.ToString())}", notice.RecordedAt, notice), Json));

    /// <summary>Says nothing but that it could be sent: no person, no number of the feed.</summary>
    public static WebhookMessage Probe(string authority, string webhook, DateTimeOffset at) => new(
        $"{authority}.{webhook}.probe-{Guid.CreateVersion7(at):N}",
        JsonSerializer.SerializeToUtf8Bytes(new Envelope<Sample>(ProbeType, at, new Sample(authority, webhook)), Json));

    public static string Show(byte[] secret) => SecretPrefix + Convert.ToBase64String(secret);

    /// <summary>One signature per secret, so that the office may change to the new one when it likes.</summary>
    public string Sign(DateTimeOffset at, IReadOnlyList<byte[]> secrets)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}.{at.ToUnixTimeSeconds()}.")), .. Body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }

    private sealed record Envelope<TData>(string Type, DateTimeOffset Timestamp, TData Data);

    private sealed record Sample(string Recipient, string Webhook);
}
