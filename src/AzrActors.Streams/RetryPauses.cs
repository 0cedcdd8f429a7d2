using Orleans.Runtime.Providers;

namespace AzrActors.Streams;

/// <summary>
/// Pauses between the agent's repeated attempts to read a feed or to reach a subscriber: 100 ms, doubled up to 2 s,
/// half of it at random. The defaults of Orleans (up to 20 s) suit queues of a cloud, not a database next door.
/// </summary>
internal sealed class RetryPauses : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public TimeSpan Next(int attempt)
    {
        var full = First * Math.Pow(2, Math.Clamp(attempt, 0, 10));
        return (full < Longest ? full : Longest) * (0.5 + Random.Shared.NextDouble() / 2);
    }
}
