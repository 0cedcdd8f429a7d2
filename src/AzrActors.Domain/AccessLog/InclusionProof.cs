namespace AzrActors.Domain.AccessLog;

/// <summary>
/// Proof for a third party that an entry stands in the log: to be checked with nothing but the register's public key.
/// </summary>
/// <param name="Position">Place of the entry in the log, from 0.</param>
/// <param name="Path">Hashes from the entry to the root, the nearest first.</param>
public sealed record InclusionProof(long Position, byte[] Content, IReadOnlyList<byte[]> Path, SignedCheckpoint Checkpoint)
{
    /// <summary>Whether the tree of the checkpoint holds this content at this position; says nothing about the signature.</summary>
    public bool Holds() => MerkleTree.Includes(
        MerkleTree.LeafHash(Content), Position, Checkpoint.Checkpoint.Size, Path, Checkpoint.Checkpoint.Root);
}
