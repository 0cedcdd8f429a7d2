using System.CommandLine;
using System.Text;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Agency.AccessLog;

/// <summary><c>azr log check</c>: checks a proof with the public key alone; needs no register.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Argument<string> _proof = new("PROOF") { Description = "File that azr log prove has printed." };
    private readonly Option<string[]> _keys = LogCommand.PublicKeys();
    private readonly Option<string[]> _checkpoints = LogCommand.KeptCheckpoints("File of kept checkpoints: its hand-overs lead from an earlier key to a later one.");

    public CheckCommand() : base("check", "Check a proof offline. Exit code 4 when it does not hold.")
    {
        Arguments.Add(_proof);
        Options.Add(_keys);
        Options.Add(_checkpoints);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var trust = new LogTrust(
            AuditFiles.ReadKeys(parsed.GetRequiredValue(_keys)), AuditFiles.ReadKept(parsed.GetValue(_checkpoints) ?? []).HandOvers);
        var proof = AuditFiles.ReadProof(parsed.GetRequiredValue(_proof));
        var holds = trust.HasSigned(proof.Checkpoint) && trust.IsInForce(proof.Checkpoint.KeyId, proof.Checkpoint.Checkpoint.At) && proof.Holds();
        Console.Out.WriteLine(holds
            ? $"Der Beweis gilt: Position {proof.Position} von {proof.Checkpoint.Checkpoint.Size}. / The proof holds.\n{Encoding.UTF8.GetString(proof.Content)}"
            : "Der Beweis gilt nicht. / The proof does not hold.");
        return holds ? ExitCode.Accepted : ExitCode.Tampered;
    }
}
