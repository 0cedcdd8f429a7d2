using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal;

/// <summary>
/// What a silo does again and again at a pace, each round when the one before is over, until the silo stops. A round that fails,
/// whatever its cause, is logged and made again: work beside the register must never end the register.
/// </summary>
/// <param name="pace">Between the beginnings of two rounds; a round that takes longer is followed by the next one at once.</param>
/// <param name="atOnce">The first round comes with the start of the silo and not a pace after it.</param>
public abstract partial class PacedService(TimeSpan pace, TimeProvider time, ILogger logger, bool atOnce = false) : BackgroundService
{
    // Rounds that failed one after the other for one cause are told of once, and how many they were when a round succeeds.
    private string _fault = "";
    private int _failed;

    protected TimeProvider Time => time;

    /// <summary>One round.</summary>
    protected abstract Task RoundAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the time of the next round.</summary>
    /// <param name="pace">Ticks at the pace of this service.</param>
    protected virtual Task WaitAsync(PeriodicTimer pace, CancellationToken cancellationToken) =>
        pace.WaitForNextTickAsync(cancellationToken).AsTask();

    /// <summary>Faults until now are over. A round that succeeds says so by its end; one that lasts says so when it has come that far.</summary>
    protected void Succeeded()
    {
        if (_failed > 0) LogGoesOn(logger, _failed);
        (_fault, _failed) = ("", 0);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace, time);
        try
        {
            if (!atOnce) await WaitAsync(timer, stoppingToken);
            while (true)
            {
                await TryRoundAsync(stoppingToken);
                await WaitAsync(timer, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TryRoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RoundAsync(stoppingToken);
            Succeeded();
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            var fault = $"{failure.GetType()} {failure.Message}";
            if (fault != _fault) LogFailed(logger, failure);
            (_fault, _failed) = (fault, _failed + 1);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round failed; it is made again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rounds succeed again after {Failed} that failed")]
    private static partial void LogGoesOn(ILogger logger, int failed);
}
