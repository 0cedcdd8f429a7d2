using System.Runtime.CompilerServices;
using System.Text.Json;
using AzrActors.Contracts.Doors;

namespace AzrActors.Agency.Import;

/// <summary>An import file with one submission as JSON object per line. Blank lines are passed over.</summary>
public static class JsonLinesInput
{
    public static async IAsyncEnumerable<ImportLine> ReadAsync(
        Stream file, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ByteLines.ReadAsync(file, cancellationToken))
            if (!line.IsBlank)
                yield return Read(line, caller);
    }

    private static ImportLine Read(ByteLine line, Caller caller)
    {
        if (line.Bytes is null)
            return new ImportLine.Unreadable(line.Number, $"longer than {ByteLines.LengthMaxBytes} bytes");
        try
        {
            return SubmissionText.Parse(line.Bytes)
                .ToLine(line.Number, LineIdentity.Of(caller.Authority, line.Bytes), caller);
        }
        catch (JsonException fault)
        {
            return new ImportLine.Unreadable(line.Number, SubmissionText.Describe(fault));
        }
    }
}
