using AzrActors.Client;
using AzrActors.Demo.Day;
using AzrActors.Grains.PersonRecords;

namespace AzrActors.Silo;

/// <summary>
/// Plays the demo day once the silo is up, on the first start in development or when asked, and says where the pages
/// are. A day that was interrupted is played to its end by the next start: its submissions keep their ids.
/// </summary>
internal sealed partial class DemoRunner(
    RegisterSettings settings, IAzrClients clients, RegisterClock clock, IHostEnvironment environment, IHostApplicationLifetime lifetime,
    ILogger<DemoRunner> logger) : BackgroundService
{
    private const string MarkerFile = "demo-played";

    private string Marker => Path.Combine(settings.DataFolder, MarkerFile);

    /// <summary>Why the chosen demo cannot be played here; null if it can.</summary>
    public static string? Refusal(RegisterSettings settings, IHostEnvironment environment) =>
        settings.Demo == DemoChoice.Day && !environment.IsDevelopment()
            ? "--demo day fills the register with synthetic persons and is possible in the Development environment only."
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource<bool>();
        await using var whenStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult(true));
        await using var whenStopped = stoppingToken.Register(() => started.TrySetResult(false));
        if (!await started.Task) return;
        try
        {
            if (IsDue()) await PlayAsync(stoppingToken);
            Console.WriteLine($"Das Register läuft: {settings.Urls.Replace(';', ' ')} (Ende mit Strg+C)");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogInterrupted(logger);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The register itself is well; only the demo is not complete, and the next start goes on with it.
            LogFailed(logger, exception);
        }
    }

    private bool IsDue() => settings.Demo switch
    {
        DemoChoice.Day => true,
        DemoChoice.None => false,
        _ => environment.IsDevelopment() && !File.Exists(Marker),
    };

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        var today = clock.Now().Today;
        await DemoDay.PlayAsync(clients, new DemoOptions { Today = today }, new ConsoleDemoReport(Console.Out), cancellationToken);
        Directory.CreateDirectory(settings.DataFolder);
        await File.WriteAllTextAsync(Marker, today.ToString("O", System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo was interrupted; the next start plays the rest")]
    private static partial void LogInterrupted(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The demo could not be played to its end")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
