using System.CommandLine;

namespace AzrActors.Agency.AccessLog;

/// <summary><c>azr log</c>: proves the access log of the register and holds entries for control procedures.</summary>
internal sealed class LogCommand : Command
{
    public LogCommand(ConnectionOptions connection) : base("log", "Prove the access log (AZRG §§ 9, 13); for the register authority.")
    {
        Subcommands.Add(new VerifyCommand(connection));
        Subcommands.Add(new ProveCommand(connection));
        Subcommands.Add(new CheckCommand());
        Subcommands.Add(new HoldsCommand(connection));
        Subcommands.Add(new HoldCommand(connection));
        Subcommands.Add(new LiftCommand(connection));
    }

    /// <summary>The register's public key, which does not come from the register that is being checked.</summary>
    internal static Option<string[]> PublicKeys() => new("--log-key")
    {
        Description = "Public key of the register's access log (PEM); may be repeated. Later keys are followed by their signed hand-overs.",
        HelpName = "FILE",
        Required = true,
    };

    internal static Option<string[]> KeptCheckpoints(string description) => new("--checkpoints") { Description = description, HelpName = "FILE" };

    /// <summary>Reading the log is logged itself, with why.</summary>
    internal static Option<string> ReadingReason(string usual) => new("--reason")
    {
        Description = "Why the log is read; the log keeps it.", DefaultValueFactory = _ => usual, HelpName = "TEXT",
    };
}
