using AzrActors.TestSupport;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AzrActors.Journal.Tests;

/// <summary>A database that fails for a moment, and a fault that nobody thought of, must not end a silo.</summary>
public class PacedServiceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_go_on_whatever_fails_and_a_cause_is_told_of_once()
    {
        using var log = new CapturedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var work = new Work(logs.CreateLogger<Work>(), round => round switch
        {
            <= 3 => throw new InvalidOperationException("one cause"),
            4 => throw new IOException("another"),
            _ => Task.CompletedTask,
        });
        await work.StartAsync(Stop);
        await Eventually.HoldsAsync("rounds succeed", () => Task.FromResult(work.Rounds >= 7), Soon, Stop);
        await work.StopAsync(Stop);
        Assert.Collection(
            log.Lines,
            line => Assert.Contains("one cause", line, StringComparison.Ordinal),
            line => Assert.Contains("another", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Information", line, StringComparison.Ordinal));
        Assert.Contains("after 4 that failed", log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_that_lasts_tells_of_each_time_it_was_broken_off()
    {
        using var log = new CapturedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var work = new Work(logs.CreateLogger<Work>(), round => round <= 2 ? throw new IOException("broken off") : Task.Delay(Timeout.Infinite, Stop), lasts: true);
        await work.StartAsync(Stop);
        await Eventually.HoldsAsync("the third round has begun", () => Task.FromResult(work.Rounds == 3), Soon, Stop);
        await work.StopAsync(Stop);
        Assert.Equal(2, log.Lines.Count(line => line.Contains("broken off", StringComparison.Ordinal)));
        Assert.Equal(2, log.Lines.Count(line => line.Contains("after 1 that failed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stop_ends_a_round_and_is_no_fault()
    {
        using var log = new CapturedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var work = new Work(logs.CreateLogger<Work>(), _ => Task.Delay(Timeout.Infinite, Stop));
        await work.StartAsync(Stop);
        await Eventually.HoldsAsync("a round has begun", () => Task.FromResult(work.Rounds == 1), Soon, Stop);
        await work.StopAsync(Stop);
        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(log.Lines);
    }

    private sealed class Work(ILogger logger, Func<int, Task> round, bool lasts = false) : PacedService(TimeSpan.FromMilliseconds(1), TimeProvider.System, logger, atOnce: true)
    {
        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        protected override Task RoundAsync(CancellationToken cancellationToken)
        {
            if (lasts) Succeeded();
            return round(Interlocked.Increment(ref _rounds)).WaitAsync(cancellationToken);
        }
    }
}
