using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using AzrActors.Agency.Import;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr submit</c>: one submission, its receipt or its refusal.</summary>
internal sealed class SubmitCommand : Command
{
    private const string StandardInput = "-";

    private readonly Argument<string> _path = new("FILE")
    {
        Description = "One submission as JSON; - or nothing reads standard input.",
        DefaultValueFactory = _ => StandardInput,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the answer as JSON." };

    private readonly ConnectionOptions _connection;

    public SubmitCommand(ConnectionOptions connection) : base("submit", "Send one submission.")
    {
        _connection = connection;
        Arguments.Add(_path);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var json = await ReadAsync(parsed.GetRequiredValue(_path), cancellationToken);
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var reply = await register.Client.SubmitAsync(Parse(json, register.Client.Caller), cancellationToken);
        if (parsed.GetValue(_json)) Console.Out.WriteLine(JsonSerializer.Serialize(reply, AgencyJson.Options));
        else Print(reply);
        return reply.Refusal is null ? ExitCode.Accepted : ExitCode.Refused;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var input = path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
            using var bytes = new MemoryStream();
            await input.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    private static Submission Parse(byte[] json, Caller caller)
    {
        try
        {
            var lineId = LineIdentity.Of(caller.Authority, json);
            return SubmissionText.Parse(json).ToLine(1, lineId, caller) switch
            {
                ImportLine.Readable { Ref: null, About: null } readable => readable.Submission,
                ImportLine.Readable => throw new BadFileException(
                    "References connect the lines of an import; here azrNumber is a number."),
                ImportLine.Unreadable unreadable => throw new BadFileException($"No submission: {unreadable.Reason}."),
                var line => throw new UnreachableException($"No way to submit {line.GetType().Name}."),
            };
        }
        catch (JsonException fault)
        {
            throw new BadFileException($"No submission: {SubmissionText.Describe(fault)}.", fault);
        }
    }

    private static void Print(SubmissionReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            foreach (var line in RefusalText.Lines(refusal)) Console.Error.WriteLine(line);
            return;
        }
        var receipt = reply.Receipt!;
        var known = reply.Outcome is SubmissionOutcome.Unchanged ? "Known already" : "Accepted";
        var repeated = receipt.Repeated ? ", receipt of an earlier call" : "";
        Console.Out.WriteLine(
            $"{known}: AZR number {receipt.AzrNumber}, version {receipt.Version}, received {receipt.ReceivedAt:u}, " +
            $"submission {receipt.SubmissionId}{repeated}");
        foreach (var doubt in receipt.Findings) Console.Out.WriteLine("  doubt: " + RefusalText.Line(doubt));
    }
}
