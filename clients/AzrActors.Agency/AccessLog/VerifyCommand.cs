using System.CommandLine;
using AzrActors.Domain.AccessLog;
using Spectre.Console;

namespace AzrActors.Agency.AccessLog;

/// <summary><c>azr log verify</c>: every entry against its seal, every seal against its signature and the kept ones.</summary>
internal sealed class VerifyCommand : Command
{
    private const int FaultsShown = 20;

    private readonly Option<string[]> _keys = LogCommand.PublicKeys();
    private readonly Option<string[]> _checkpoints = LogCommand.KeptCheckpoints(
        "File of checkpoints kept earlier (JSON lines); may be repeated. Without it a tail that was cut off is not found.");

    private readonly Option<string> _reason = LogCommand.ReadingReason("Prüfung des Protokolls (§ 16 Abs. 1 AZRG-DV)");
    private readonly ConnectionOptions _connection;

    public VerifyCommand(ConnectionOptions connection) : base("verify", "Check the whole log. Exit code 4 when somebody has tampered with it.")
    {
        _connection = connection;
        Options.Add(_keys);
        Options.Add(_checkpoints);
        Options.Add(_reason);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var keys = AuditFiles.ReadKeys(parsed.GetRequiredValue(_keys));
        var files = AuditFiles.ReadKept(parsed.GetValue(_checkpoints) ?? []);
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var walk = await LogWalk.OpenAsync(register.AccessLog, parsed.GetRequiredValue(_reason), cancellationToken);
        var trust = new LogTrust(keys, [.. files.HandOvers, .. walk.HandOvers]);
        var kept = files.TrustedCheckpoints(trust);
        var verifier = new LogVerifier(trust, kept, DateTimeOffset.UtcNow);
        await Screens.Error.Progress().Columns(new TaskDescriptionColumn(), new SpinnerColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("reading the log").IsIndeterminate();
            await walk.VerifyAsync(
                verifier, entries => task.Description = $"{entries} entries", _ => { }, cancellationToken);
        });
        if (kept.Count == 0)
            Console.Error.WriteLine("Ohne aufbewahrte Prüfpunkte fällt ein abgeschnittenes Ende nicht auf. / No kept checkpoints: a cut tail would not show.");
        foreach (var handOver in trust.Followed)
            Console.Out.WriteLine($"Schlüsselübergabe {handOver.From} -> {handOver.To} am {handOver.ActiveFrom.UtcDateTime:O}, vom früheren Schlüssel signiert. / Key handed over, signed by the former.");
        return Tell(verifier, verifier.Finish());
    }

    private static int Tell(LogVerifier verifier, IReadOnlyList<LogFault> faults)
    {
        if (faults.Count == 0)
        {
            Console.Out.WriteLine($"Das Protokoll ist unversehrt: {verifier.Size} Einträge gesiegelt, {verifier.Proven} geprüft, {verifier.Removed} nach Fristablauf entfernt.");
            Console.Out.WriteLine($"The log is intact: {verifier.Size} entries sealed, {verifier.Proven} proven, {verifier.Removed} removed after their term.");
            return ExitCode.Accepted;
        }
        foreach (var fault in faults.Take(FaultsShown))
        {
            Console.Out.WriteLine(fault.German);
            Console.Out.WriteLine(fault.English);
        }
        Console.Out.WriteLine($"Manipuliert: {faults.Count} Befunde. / Tampered with: {faults.Count} findings.");
        return ExitCode.Tampered;
    }
}
