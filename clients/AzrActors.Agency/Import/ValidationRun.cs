using System.Diagnostics;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Agency.Import;

/// <summary>Asks the register about every line of a file and writes what it would say; nothing is stored.</summary>
public sealed class ValidationRun(IAzrClient register, TextWriter output)
{
    /// <summary>Lines that would be accepted.</summary>
    public int Good { get; private set; }

    /// <summary>Lines that would be refused, cannot be read or cannot be checked.</summary>
    public int Bad { get; private set; }

    public async Task RunAsync(IAsyncEnumerable<ImportLine> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            var isGood = line switch
            {
                ImportLine.Unreadable unreadable => Tell(line.Number, $"unreadable: {unreadable.Reason}"),
                // The person does not exist before its line is imported, so there is nothing to hold this line against.
                ImportLine.Readable { About: { } about } => Tell(line.Number, $"not checked: speaks of @{about}, whom an import would register first"),
                ImportLine.Readable readable => Print(line.Number, await register.ValidateAsync(readable.Submission, cancellationToken)),
                _ => throw new UnreachableException($"No way to validate {line.GetType().Name}."),
            };
            if (isGood) Good++; else Bad++;
        }
        output.WriteLine($"{Good} would be accepted, {Bad} would not. Nothing was stored.");
    }

    private bool Print(int number, ValidationReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            foreach (var text in RefusalText.Lines(refusal)) Tell(number, text);
            return false;
        }
        foreach (var doubt in reply.Findings) output.WriteLine($"line {number}: doubt: {RefusalText.Line(doubt)}");
        return true;
    }

    private bool Tell(int number, string text)
    {
        output.WriteLine($"line {number}: {text}");
        return false;
    }
}
