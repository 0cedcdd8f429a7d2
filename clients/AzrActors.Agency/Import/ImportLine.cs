using System.Security.Cryptography;
using System.Text;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Agency.Import;

/// <summary>One line of an import file: a submission, or the reasons why it is none.</summary>
public abstract record ImportLine
{
    private ImportLine(int number) => Number = number;

    /// <summary>Line of the file, 1-based; the header of a CSV file counts.</summary>
    public int Number { get; }

    /// <summary>A line that says what to submit.</summary>
    public sealed record Readable(int Number, Guid LineId, Submission Submission) : ImportLine(Number)
    {
        /// <summary>Name under which later lines of the file may speak of the person that this line registers.</summary>
        public string? Ref { get; init; }

        /// <summary>Set when the line speaks of a person by the <see cref="Ref"/> of an earlier line.</summary>
        public string? About { get; init; }
    }

    /// <summary>A line that cannot be sent as it is.</summary>
    public sealed record Unreadable(int Number, string Reason) : ImportLine(Number);
}

/// <summary>
/// Identity of a line: made from what it says and who says it. It is the submission id of a line that brings none, so
/// that a repeated import repeats its submissions instead of making new ones.
/// </summary>
public static class LineIdentity
{
    public static Guid Of(string authority, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(authority));
        hash.AppendData([0]);
        hash.AppendData(content);
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(id);
        // RFC 9562: version 8 (contents defined by the application), variant 10.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id[..16], bigEndian: true);
    }
}
