using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AzrActors.Examples;

/// <summary>
/// How an office knows that a notice came from the register, as it was sent and just now (Standard Webhooks). A test runs it. Afterwards
/// the office remembers <c>webhook-id</c>: the same notice may come twice, and is taken once.
/// </summary>
public static class WebhookExample
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>: one per secret in force.</param>
    /// <param name="body">The bytes as they came, before anything reads them as JSON.</param>
    /// <param name="secret">As putWebhook or rotateWebhookSecret told it: <c>whsec_…</c>.</param>
    public static bool IsGenuine(string id, string timestamp, string signatures, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed)));
        var found = false;
        // All of them, in a time that says nothing about how much of one was right.
        foreach (var signature in signatures.Split(' ')) found |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
        return found;
    }
}
