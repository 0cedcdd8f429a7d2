using System.Numerics;
using System.Security.Cryptography;

namespace AzrActors.Domain.AccessLog;

/// <summary>
/// The hash tree over the access log, built as RFC 6962 section 2.1 says: SHA-256, leaves and nodes told apart by a
/// first byte, so that no node can pass for an entry.
/// </summary>
/// <remarks>Leaf hashes of many entries stand one after the other in one span, <see cref="HashLength"/> bytes each.</remarks>
public static class MerkleTree
{
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int OnStack = 1024;

    /// <summary>Root of a log without entries.</summary>
    public static byte[] EmptyRoot { get; } = SHA256.HashData([]);

    public static byte[] LeafHash(ReadOnlySpan<byte> content)
    {
        Span<byte> input = content.Length < OnStack ? stackalloc byte[content.Length + 1] : new byte[content.Length + 1];
        input[0] = 0;
        content.CopyTo(input[1..]);
        return SHA256.HashData(input);
    }

    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + HashLength + HashLength];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashLength)..]);
        return SHA256.HashData(input);
    }

    public static byte[] Root(ReadOnlySpan<byte> leaves)
    {
        var count = leaves.Length / HashLength;
        if (count == 0) return EmptyRoot;
        if (count == 1) return leaves.ToArray();
        var split = Split(count);
        return NodeHash(Root(Leaves(leaves, 0, split)), Root(Leaves(leaves, split, count - split)));
    }

    /// <summary>The hashes that lead from one entry to the root, the nearest first.</summary>
    public static IReadOnlyList<byte[]> InclusionProof(ReadOnlySpan<byte> leaves, int position)
    {
        var count = leaves.Length / HashLength;
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, count);
        if (count == 1) return [];
        var split = Split(count);
        var left = Leaves(leaves, 0, split);
        var right = Leaves(leaves, split, count - split);
        return position < split
            ? [.. InclusionProof(left, position), Root(right)]
            : [.. InclusionProof(right, position - split), Root(left)];
    }

    /// <summary>Whether the proof leads from this leaf hash at this position to the root of a log of this size.</summary>
    public static bool Includes(ReadOnlySpan<byte> leafHash, long position, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (position < 0 || position >= size) return false;
        var (node, last, hash) = (position, size - 1, leafHash.ToArray());
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = NodeHash(sibling, hash);
                // A node without right neighbour rises unchanged until it is somebody's right child.
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Largest power of two below the count: so many leaves hang on the left.</summary>
    private static int Split(int count) => 1 << BitOperations.Log2((uint)(count - 1));

    private static ReadOnlySpan<byte> Leaves(ReadOnlySpan<byte> leaves, int start, int count) =>
        leaves.Slice(start * HashLength, count * HashLength);
}
