using System.Runtime.CompilerServices;
using System.Text;
using AzrActors.Contracts.Doors;

namespace AzrActors.Agency.Import;

/// <summary>
/// An import file with a header and one submission of one entry per row. Rows are lines: a quoted line break is
/// refused, so that one forgotten quotation mark spoils its own line and not the rest of the file.
/// </summary>
public static class CsvInput
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BadFileException">The header cannot be used.</exception>
    public static async IAsyncEnumerable<ImportLine> ReadAsync(
        Stream file, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CsvHeader? header = null;
        await foreach (var line in ByteLines.ReadAsync(file, cancellationToken))
        {
            if (line.IsBlank) continue;
            if (header is not null) yield return Read(line, header, caller);
            else header = CsvHeader.Parse(Decode(line) ?? throw new BadFileException("The header is not UTF-8."));
        }
        if (header is null) throw new BadFileException("The file is empty: a CSV file begins with a header.");
    }

    private static ImportLine Read(ByteLine line, CsvHeader header, Caller caller)
    {
        if (Decode(line) is not { } row)
            return new ImportLine.Unreadable(line.Number, $"not UTF-8, or longer than {ByteLines.LengthMaxBytes} bytes");
        return header.Read(row, out var fault) is { } cells
            ? cells.ToText().ToLine(line.Number, LineIdentity.Of(caller.Authority, cells.Content), caller)
            : new ImportLine.Unreadable(line.Number, fault!);
    }

    private static string? Decode(ByteLine line)
    {
        try
        {
            return line.Bytes is null ? null : Utf8.GetString(line.Bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
