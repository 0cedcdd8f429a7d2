using System.CommandLine;
using AzrActors.Agency.Import;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr validate</c>: what the register would say to a file of submissions, without storing anything.</summary>
internal sealed class ValidateCommand : Command
{
    private readonly Argument<string> _path = new("FILE") { Description = "CSV (.csv) or JSON Lines (.jsonl, .ndjson), UTF-8." };

    private readonly ConnectionOptions _connection;

    public ValidateCommand(ConnectionOptions connection) : base("validate", "Check a file of submissions without storing anything.")
    {
        _connection = connection;
        Arguments.Add(_path);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = await ImportFile.RecogniseAsync(parsed.GetRequiredValue(_path), null, cancellationToken);
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var run = new ValidationRun(register.Client, Console.Out);
        await run.RunAsync(file.ReadAsync(register.Client.Caller, cancellationToken), cancellationToken);
        return run.Bad == 0 ? ExitCode.Accepted : ExitCode.Refused;
    }
}
