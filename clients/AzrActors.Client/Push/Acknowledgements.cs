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

    private readonly AzrClient _client;
    private readonly string _subscription;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _pace;
    private readonly Task _acknowledging;
    private long _handled;
    private long _acknowledged;

    public Acknowledgements(AzrClient client, string subscription, long position, TimeProvider time, ILogger logger)
    {
        (_client, _subscription, _logger) = (client, subscription, logger);
        _handled = _acknowledged = position;
        _pace = new PeriodicTimer(Pace, time);
        _acknowledging = AcknowledgeAsync();
    }

    /// <summary>The handler has returned for everything up to this sequence.</summary>
    public void Handled(long sequence) => Interlocked.Exchange(ref _handled, sequence);

    public async ValueTask DisposeAsync()
    {
        _pace.Dispose();
        await _acknowledging;
        await AcknowledgeOnceAsync(LastPatience);
    }

    private async Task AcknowledgeAsync()
    {
        while (await _pace.WaitForNextTickAsync()) await AcknowledgeOnceAsync(LastPatience);
    }

    private async Task AcknowledgeOnceAsync(TimeSpan patience)
    {
        var sequence = Interlocked.Read(ref _handled);
        if (sequence == _acknowledged) return;
        try
        {
            await _client.AcknowledgeAsync(_subscription, sequence, patience, CancellationToken.None);
            _acknowledged = sequence;
        }
        catch (Exception failure)
        {
            // An acknowledgement that is lost repeats notices, and repeats are part of the contract.
            LogNotAcknowledged(_logger, _subscription, sequence, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not acknowledge {Subscription} up to {Sequence}: {Failure}")]
    private static partial void LogNotAcknowledged(ILogger logger, string subscription, long sequence, string failure);
}
