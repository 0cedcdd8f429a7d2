using System.Security.Cryptography;
using System.Text.Json;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Agency.AccessLog;

/// <summary>What an auditor brings along: public keys, checkpoints kept earlier, proofs.</summary>
internal static class AuditFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private const string KeyLabel = "PUBLIC KEY";

    /// <exception cref="BadFileException">A file is missing or holds no ECDSA public key.</exception>
    public static Dictionary<string, ECDsa> ReadKeys(IEnumerable<string> files)
    {
        var keys = new Dictionary<string, ECDsa>();
        foreach (var file in files)
        {
            var (text, before) = (Read(file), keys.Count);
            for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
            {
                if (!rest[block.Label].SequenceEqual(KeyLabel)) continue;
                var key = ReadKey(file, rest[block.Location]);
                keys[SignedCheckpoint.KeyIdOf(key)] = key;
            }
            if (keys.Count == before) throw new BadFileException($"{file} holds no public key in PEM that was not given before.");
        }
        return keys;
    }

    /// <summary>Kept checkpoints, and kept hand-overs between keys, each with the place where it stands.</summary>
    /// <exception cref="BadFileException">A file is missing, or a line in it is neither.</exception>
    public static KeptFiles ReadKept(IEnumerable<string> files)
    {
        var kept = new KeptFiles([], []);
        foreach (var file in files)
        {
            var lines = Read(file).Split('\n').Select(line => line.Trim()).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Length == 0) continue;
                if (CheckpointLine.TryRead(lines[i], out var checkpoint)) kept.Checkpoints.Add(($"{file}, line {i + 1}", checkpoint));
                else if (HandOverLine.TryRead(lines[i], out var handOver)) kept.HandOvers.Add(handOver);
                // The last line of a file that is being written may be half there.
                else if (i < lines.Count - 1) throw new BadFileException($"{file}, line {i + 1}: neither a checkpoint nor a hand-over.");
            }
        }
        return kept;
    }

    public static string Write(InclusionProof proof) => JsonSerializer.Serialize(
        new ProofFile(proof.Position, proof.Content, proof.Path, CheckpointLine.Write(proof.Checkpoint)), Json);

    /// <exception cref="BadFileException">The file is missing or holds no proof.</exception>
    public static InclusionProof ReadProof(string file)
    {
        try
        {
            if (JsonSerializer.Deserialize<ProofFile>(Read(file), Json) is { } read && CheckpointLine.TryRead(read.Checkpoint, out var checkpoint))
                return new InclusionProof(read.Position, read.Content, read.Path, checkpoint);
        }
        catch (JsonException fault)
        {
            throw new BadFileException($"{file} holds no proof.", fault);
        }
        throw new BadFileException($"{file} holds no proof.");
    }

    private static ECDsa ReadKey(string file, ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new BadFileException($"{file} is no public key in PEM.", fault);
        }
    }

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file) : throw new BadFileException($"There is no file {file}.");

    private sealed record ProofFile(long Position, byte[] Content, IReadOnlyList<byte[]> Path, string Checkpoint);
}

/// <summary>What was kept earlier of a register's log, outside the register.</summary>
internal sealed record KeptFiles(List<(string Place, SignedCheckpoint Checkpoint)> Checkpoints, List<KeyHandOver> HandOvers)
{
    /// <summary>One with a wrong signature proves nothing and is no evidence against the log.</summary>
    /// <exception cref="BadFileException">A checkpoint is not signed with a trusted key.</exception>
    public IReadOnlyList<SignedCheckpoint> TrustedCheckpoints(LogTrust trust) =>
    [
        .. Checkpoints.Select(kept => trust.HasSigned(kept.Checkpoint)
            ? kept.Checkpoint
            : throw new BadFileException($"{kept.Place}: no checkpoint that is signed with a given key, or one that it has handed over to.")),
    ];
}
