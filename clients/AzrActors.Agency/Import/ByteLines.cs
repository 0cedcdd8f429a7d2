using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AzrActors.Agency.Import;

/// <summary>One line of a file as its bytes, without line break and byte order mark.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Bytes">Null when the line is longer than <see cref="ByteLines.LengthMaxBytes"/>.</param>
/// <param name="End">Offset of the byte behind the line break.</param>
/// <param name="Terminated">False for a last line without line break.</param>
internal sealed record ByteLine(int Number, byte[]? Bytes, long End, bool Terminated)
{
    public bool IsBlank => Bytes is not null && Bytes.All(b => b is (byte)' ' or (byte)'\t');
}

/// <summary>Cuts a stream into lines without ever holding more than one of them.</summary>
internal static class ByteLines
{
    /// <summary>Longer lines are skipped, so that a file without line breaks does not fill the memory.</summary>
    public const int LengthMaxBytes = 1 << 20;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async IAsyncEnumerable<ByteLine> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        var number = 0;
        var end = 0L;
        var skipped = 0L;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } lineBreak)
            {
                var line = rest.Slice(0, lineBreak);
                end += skipped + line.Length + 1;
                yield return Cut(++number, line, skipped, end, terminated: true);
                skipped = 0;
                rest = rest.Slice(rest.GetPosition(1, lineBreak));
            }
            if (read.IsCompleted)
            {
                end += skipped + rest.Length;
                if (skipped + rest.Length > 0) yield return Cut(++number, rest, skipped, end, terminated: false);
                break;
            }
            if (skipped + rest.Length > LengthMaxBytes)
            {
                skipped += rest.Length;
                rest = rest.Slice(rest.End);
            }
            pipe.AdvanceTo(rest.Start, rest.End);
        }
        await pipe.CompleteAsync();
    }

    private static ByteLine Cut(int number, ReadOnlySequence<byte> line, long skipped, long end, bool terminated)
    {
        if (skipped + line.Length > LengthMaxBytes) return new ByteLine(number, null, end, terminated);
        var bytes = line.ToArray().AsSpan();
        if (bytes is [.., (byte)'\r']) bytes = bytes[..^1];
        if (number == 1 && bytes.StartsWith(ByteOrderMark)) bytes = bytes[ByteOrderMark.Length..];
        return new ByteLine(number, bytes.ToArray(), end, terminated);
    }
}
