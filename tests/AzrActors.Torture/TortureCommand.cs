using System.Diagnostics;
using System.Globalization;
using AzrActors.Client;
using AzrActors.Journal.Embedded;

namespace AzrActors.Torture;

/// <summary>What the program does when a person calls it.</summary>
internal static class TortureCommand
{
    private const int Clean = 0;
    private const int Found = 1;
    private const int NotRun = 2;
    private const int Cancelled = 130;

    /// <returns>0 without anomaly, 1 with one, 2 when the register could not be started or checked, 130 after Ctrl+C.</returns>
    public static async Task<int> RunAsync(TortureSettings settings, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        Say($"seed {settings.Seed}");
        try
        {
            var report = await new TortureRun(settings, Say).RunAsync(cancellationToken);
            report.Print(Console.Out);
            if (settings.Out is { } file) await report.WriteAsync(file, cancellationToken);
            return report.IsClean ? Clean : Found;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("cancelled; nothing is left running");
            return Cancelled;
        }
        // Whatever it is, it is no verdict, and must not end with the code of one.
        catch (Exception fault)
        {
            var isSelfExplaining = fault is EmbeddedPostgresException or TimeoutException or RegisterUnavailableException;
            await Console.Error.WriteLineAsync(isSelfExplaining ? fault.Message : fault.ToString());
            return NotRun;
        }

        void Say(string what) => Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begin).TotalSeconds,6:0.0} {what}"));
    }
}
