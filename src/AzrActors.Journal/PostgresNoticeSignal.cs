using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>
/// Listens to PostgreSQL for news of the notice feeds, written in the same transaction as the notices. After a lost
/// connection it reconnects and says "look at all of them", since whatever was said meanwhile is gone.
/// </summary>
public sealed class PostgresNoticeSignal(NpgsqlDataSource database, TimeProvider time, ILogger<PostgresNoticeSignal> logger)
    : PacedService(ReconnectAfter, time, logger, atOnce: true), INoticeSignal
{
    public const string Channel = "azr_notices";

    /// <summary>Says whose stored letters were rewritten.</summary>
    public const string RedactionChannel = "azr_redacted";

    // Longest payload of a notification is 8,000 bytes; beyond so many recipients it says "all" instead.
    private const int RecipientsNamedMax = 1_000;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, (Action<IReadOnlyList<string>> OnNews, Action<IReadOnlyList<string>> OnRewritten)> _subscribers = new();

    /// <summary>The payload that names these recipients.</summary>
    internal static string Payload(IReadOnlyCollection<string> recipients) =>
        recipients.Count > RecipientsNamedMax ? "" : string.Join(',', recipients);

    public IDisposable Subscribe(Action<IReadOnlyList<string>> onNews, Action<IReadOnlyList<string>> onRewritten)
    {
        var id = Guid.NewGuid();
        _subscribers[id] = (onNews, onRewritten);
        return new Subscription(() => _subscribers.TryRemove(id, out _));
    }

    /// <summary>Listens until the connection is lost.</summary>
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, news) => Tell(news.Channel, news.Payload.Length == 0 ? [] : news.Payload.Split(','));
        await using (var listen = new NpgsqlCommand($"listen {Channel}; listen {RedactionChannel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        Succeeded();
        Tell(RedactionChannel, []);
        Tell(Channel, []);
        while (true)
        {
            if (await connection.WaitAsync(KeepAlive, cancellationToken)) continue;
            // Silence may mean a dead connection; only a round trip tells.
            await using var probe = new NpgsqlCommand("select 1", connection);
            await probe.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private void Tell(string channel, IReadOnlyList<string> recipients)
    {
        foreach (var (onNews, onRewritten) in _subscribers.Values) (channel == RedactionChannel ? onRewritten : onNews)(recipients);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
