using System.Diagnostics;

namespace AzrActors.Torture.Checks;

/// <summary>The access log proves itself to an auditor: <c>azr log verify</c>, with the checkpoints that the silos handed out.</summary>
internal static class LogChecks
{
    private const int Tampered = 4;

    public static async Task<IReadOnlyCollection<Anomaly>> FindAsync(TorturePlace place, IReadOnlyList<string> gateways, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            // The command line lies beside this program and shares what that brings along, the web framework among it.
            "exec", "--runtimeconfig", Path.ChangeExtension(typeof(LogChecks).Assembly.Location, "runtimeconfig.json"),
            Path.Combine(AppContext.BaseDirectory, "azr.dll"), "log", "verify", "--authority", Offices.Register, "--official", Offices.Official,
            "--key", TorturePlace.DevelopmentKey(place.Folder), "--log-key", Path.Combine(place.Data, "keys", "log.pub.pem"),
            "--checkpoints", Path.Combine(place.Data, "log", "checkpoints.jsonl"), .. gateways.SelectMany(gateway => new[] { "--gateway", gateway }),
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(place.Logs, "azr-log-verify.log"), await said + await complained, cancellationToken);
            return process.ExitCode == 0 ? [] :
                [new Anomaly(process.ExitCode == Tampered ? "log.tampered" : "log.unverified", $"azr log verify: {await said} {await complained}".ReplaceLineEndings(" "))];
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
