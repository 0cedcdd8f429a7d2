using System.CommandLine;
using System.Diagnostics;
using AzrActors.Agency.Import;
using AzrActors.Contracts.Submissions;

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
        var (good, bad) = (0, 0);
        await foreach (var line in file.ReadAsync(register.Client.Caller, cancellationToken))
        {
            var isGood = line switch
            {
                ImportLine.Unreadable unreadable => Tell(line.Number, $"unreadable: {unreadable.Reason}"),
                // The person does not exist before its line is imported, so there is nothing to hold this line against.
                ImportLine.Readable { About: { } about } => Tell(line.Number, $"not checked: speaks of @{about}, whom an import would register first"),
                ImportLine.Readable readable => Print(line.Number, await register.Client.ValidateAsync(readable.Submission, cancellationToken)),
                _ => throw new UnreachableException($"No way to validate {line.GetType().Name}."),
            };
            if (isGood) good++; else bad++;
        }
        Console.Out.WriteLine($"{good} would be accepted, {bad} would not. Nothing was stored.");
        return bad == 0 ? ExitCode.Accepted : ExitCode.Refused;
    }

    private static bool Print(int number, ValidationReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            foreach (var line in RefusalText.Lines(refusal)) Tell(number, line);
            return false;
        }
        foreach (var doubt in reply.Findings) Console.Out.WriteLine($"line {number}: doubt: {RefusalText.Line(doubt)}");
        return true;
    }

    private static bool Tell(int number, string text)
    {
        Console.Out.WriteLine($"line {number}: {text}");
        return false;
    }
}
