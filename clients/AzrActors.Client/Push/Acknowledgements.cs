using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Push;

/// <summary>
/// Acknowledges what the handler has finished, at most every 200 ms and once more at the end: a stored position per
/// notice would cost the register as much as the notice itself.
/// </summary>
internal sealed partial class Acknowledgements : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly AzrClient client;
    private readonly string subscription;
    private readonly ILogger logger;
    private readonly PeriodicTimer pace;
    private readonly Task acknowledging;
    private long handled;
    private long acknowledged;

    public Acknowledgements(AzrClient client, string subscription, long position, TimeProvider time, ILogger logger)
    {
        (this.client, this.subscription, this.logger) = (client, subscription, logger);
        handled = acknowledged = position;
        pace = new PeriodicTimer(Pace, time);
        acknowledging = AcknowledgeAsync();
    }

    /// <summary>The handler has returned for everything up to this sequence.</summary>
    public void Handled(long sequence) => Interlocked.Exchange(ref handled, sequence);

    public async ValueTask DisposeAsync()
    {
        pace.Dispose();
        await acknowledging;
        await AcknowledgeOnceAsync(LastPatience);
    }

    private async Task AcknowledgeAsync()
    {
        while (await pace.WaitForNextTickAsync()) await AcknowledgeOnceAsync(LastPatience);
    }

    private async Task AcknowledgeOnceAsync(TimeSpan patience)
    {
        var sequence = Interlocked.Read(ref handled);
        if (sequence == acknowledged) return;
        try
        {
            await client.AcknowledgeAsync(subscription, sequence, patience, CancellationToken.None);
            acknowledged = sequence;
        }
        catch (Exception failure)
        {
            // An acknowledgement that is lost repeats notices, and repeats are part of the contract.
            LogNotAcknowledged(logger, subscription, sequence, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not acknowledge {Subscription} up to {Sequence}: {Failure}")]
    private static partial void LogNotAcknowledged(ILogger logger, string subscription, long sequence, string failure);
}
