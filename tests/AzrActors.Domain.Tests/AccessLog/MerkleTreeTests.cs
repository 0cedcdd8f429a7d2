using System.Security.Cryptography;
using System.Text;
using AzrActors.Domain.AccessLog;
using CsCheck;

namespace AzrActors.Domain.Tests.AccessLog;

public class MerkleTreeTests
{
    private const int SizeMax = 70;

    /// <summary>Inputs and roots of the test vectors that implementations of RFC 6962 share.</summary>
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_is_that_of_RFC_6962(int size, string root)
    {
        byte[][] inputs =
        [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        byte[] leaves = [.. inputs[..size].SelectMany(input => MerkleTree.LeafHash(input))];
        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root(leaves)));
    }

    [Fact]
    public void Appending_one_by_one_gives_the_same_root_at_every_size_also_after_being_stored()
    {
        var frontier = new MerkleFrontier();
        for (var size = 0; size <= SizeMax; size++)
        {
            Assert.Equal(MerkleTree.Root(Leaves(size)), frontier.Root());
            frontier = MerkleFrontier.Of(size, frontier.ToBytes());
            frontier.Append(Leaf(size));
        }
    }

    [Fact]
    public void Every_entry_of_every_size_is_proven_and_at_no_other_place()
    {
        for (var size = 1; size <= SizeMax; size++)
        {
            var root = MerkleTree.Root(Leaves(size));
            for (var position = 0; position < size; position++)
            {
                var proof = MerkleTree.InclusionProof(Leaves(size), position);
                Assert.True(MerkleTree.Includes(Leaf(position), position, size, proof, root));
                Assert.False(MerkleTree.Includes(Leaf(position + 1), position, size, proof, root));
                Assert.False(MerkleTree.Includes(Leaf(position), position + 1, size, proof, root));
                Assert.False(MerkleTree.Includes(Leaf(position), position - 1, size, proof, root));
                Assert.False(MerkleTree.Includes(Leaf(position), position, size, [.. proof, Leaf(0)], root));
                if (proof.Count > 0) Assert.False(MerkleTree.Includes(Leaf(position), position, size, [.. proof.Skip(1)], root));
            }
        }
    }

    [Fact]
    public void A_proof_with_any_bit_turned_proves_nothing() =>
        Gen.Select(Gen.Int[2, 300], Gen.Int[0, 299], Gen.Int[0, 9], Gen.Int[0, 255]).Sample((size, at, step, bit) =>
        {
            var position = at % size;
            var proof = MerkleTree.InclusionProof(Leaves(size), position);
            proof[step % proof.Count][bit / 8] ^= (byte)(1 << (bit % 8));
            return !MerkleTree.Includes(Leaf(position), position, size, proof, MerkleTree.Root(Leaves(size)));
        });

    [Fact]
    public void A_node_does_not_pass_for_an_entry() => Assert.NotEqual(
        MerkleTree.NodeHash(Leaf(0), Leaf(1)), MerkleTree.LeafHash([.. Leaf(0), .. Leaf(1)]));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(-1, 0)]
    public void An_edge_that_does_not_fit_the_size_is_refused(long size, int hashes) =>
        Assert.Throws<FormatException>(() => MerkleFrontier.Of(size, new byte[hashes * MerkleTree.HashLength]));

    private static byte[] Leaf(int number) => SHA256.HashData(Encoding.ASCII.GetBytes($"leaf {number}"));

    private static byte[] Leaves(int count) => [.. Enumerable.Range(0, count).SelectMany(Leaf)];
}
