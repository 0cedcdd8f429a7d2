using Microsoft.Extensions.Hosting;

namespace AzrActors.Journal;

/// <summary>What a silo does again and again at a pace, each round when the one before is over, until the silo stops.</summary>
/// <param name="pace">Between the beginnings of two rounds; a round that takes longer is followed by the next one at once.</param>
/// <param name="atOnce">The first round comes with the start of the silo and not a pace after it.</param>
public abstract class PacedService(TimeSpan pace, TimeProvider time, bool atOnce = false) : BackgroundService
{
    protected TimeProvider Time => time;

    /// <summary>One round. What passes by itself it catches: any exception ends the silo.</summary>
    protected abstract Task RoundAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace, time);
        try
        {
            if (atOnce) await RoundAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }
}
