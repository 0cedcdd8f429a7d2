using System.CommandLine;
using System.CommandLine.Invocation;
using AzrActors.Agency.AccessLog;
using AzrActors.Agency.Commands;
using AzrActors.Agency.Match;
using AzrActors.Client;
using Microsoft.Extensions.Options;

namespace AzrActors.Agency;

/// <summary>Reads the command line, runs the command and turns what goes wrong into an exit code.</summary>
internal static class AzrCommandLine
{
    /// <summary>Time a command has to end in order after Ctrl+C.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("Command line of an authority for the register of foreign nationals.")
        {
            new ImportCommand(connection),
            new SubmitCommand(connection),
            new ValidateCommand(connection),
            new ShowCommand(connection),
            new SearchCommand(connection),
            new DuplicatesCommand(connection),
            new MergesCommand(connection),
            new WatchCommand(connection),
            new DeliveriesCommand(connection),
            new ParkedCommand(connection),
            new ReplayCommand(connection),
            new FindingsCommand(connection),
            new ReturnedMailCommand(connection),
            new QualityCommand(connection),
            new RulesCommand(connection),
            new AuthoritiesCommand(connection),
            new ExplainCommand(connection),
            new MatrixCommand(),
            new MatchCommand(),
            new LogCommand(connection),
        };
        connection.AddTo(root);
        var parsed = root.Parse(args);
        var isUsable = parsed.Errors.Count == 0;
        if (parsed.Action is ParseErrorAction faults) faults.ShowHelp = false;
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = Farewell,
        };
        try
        {
            var code = await parsed.InvokeAsync(invocation);
            return isUsable ? code : ExitCode.Usage;
        }
        catch (Exception fault) when (fault is BadFileException or OptionsValidationException)
        {
            return Tell(fault.Message, ExitCode.Usage);
        }
        catch (UnauthorizedAccessException fault)
        {
            return Tell($"The register does not accept this caller: {fault.Message}", ExitCode.Usage);
        }
        catch (RegisterUnavailableException fault)
        {
            return Tell($"The register is out of reach: {fault.Message}", ExitCode.Unreachable);
        }
        catch (OperationCanceledException)
        {
            return Tell("Stopped.", ExitCode.Cancelled);
        }
    }

    private static int Tell(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
