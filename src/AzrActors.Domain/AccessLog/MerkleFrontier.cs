using System.Numerics;

namespace AzrActors.Domain.AccessLog;

/// <summary>
/// The right edge of the tree: roots of the full subtrees that make up the log, the largest first. It is all one needs
/// to append and to know the root, however long the log is.
/// </summary>
public sealed class MerkleFrontier
{
    private readonly List<byte[]> _peaks = [];

    /// <summary>Entries in the log.</summary>
    public long Size { get; private set; }

    public byte[] Root()
    {
        if (_peaks.Count == 0) return MerkleTree.EmptyRoot;
        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--) root = MerkleTree.NodeHash(_peaks[i], root);
        return root;
    }

    public void Append(ReadOnlySpan<byte> leafHash)
    {
        var hash = leafHash.ToArray();
        // Two full subtrees of one height become one of the next.
        for (var height = Size; (height & 1) == 1; height >>= 1)
        {
            hash = MerkleTree.NodeHash(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }
        _peaks.Add(hash);
        Size++;
    }

    public byte[] ToBytes() => [.. _peaks.SelectMany(peak => peak)];

    /// <exception cref="FormatException">The bytes are not the right edge of a log of this size.</exception>
    public static MerkleFrontier Of(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0 || bytes.Length != BitOperations.PopCount((ulong)size) * MerkleTree.HashLength)
            throw new FormatException($"The edge of the log does not fit its size of {size} entries.");
        var frontier = new MerkleFrontier { Size = size };
        for (; bytes.Length > 0; bytes = bytes[MerkleTree.HashLength..]) frontier._peaks.Add(bytes[..MerkleTree.HashLength].ToArray());
        return frontier;
    }
}
