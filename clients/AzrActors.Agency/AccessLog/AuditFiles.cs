using System.Security.Cryptography;
using System.Text.Json;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Agency.AccessLog;

/// <summary>What an auditor brings along: public keys, checkpoints kept earlier, proofs.</summary>
internal static class AuditFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <exception cref="BadFileException">A file is missing or holds no ECDSA public key.</exception>
    public static Dictionary<string, ECDsa> ReadKeys(IEnumerable<string> files)
    {
        var keys = new Dictionary<string, ECDsa>();
        foreach (var file in files)
        {
            var key = ECDsa.Create();
            try
            {
                key.ImportFromPem(Read(file));
            }
            catch (Exception fault) when (fault is ArgumentException or CryptographicException)
            {
                throw new BadFileException($"{file} is no public key in PEM.", fault);
            }
            keys[SignedCheckpoint.KeyIdOf(key)] = key;
        }
        return keys;
    }

    /// <summary>Kept checkpoints; one with a wrong signature proves nothing and is no evidence against the log.</summary>
    /// <exception cref="BadFileException">A file is missing, or a line in it is no checkpoint signed with one of the keys.</exception>
    public static List<SignedCheckpoint> ReadCheckpoints(IEnumerable<string> files, IReadOnlyDictionary<string, ECDsa> keys)
    {
        var kept = new List<SignedCheckpoint>();
        foreach (var file in files)
        {
            var lines = Read(file).Split('\n').Select(line => line.Trim()).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Length == 0) continue;
                var isWhole = CheckpointLine.TryRead(lines[i], out var checkpoint);
                // The last line of a file that is being written may be half there.
                if (!isWhole && i == lines.Count - 1) continue;
                if (!isWhole || !keys.TryGetValue(checkpoint!.KeyId, out var key) || !checkpoint.IsSignedBy(key))
                    throw new BadFileException($"{file}, line {i + 1}: no checkpoint that is signed with a given key.");
                kept.Add(checkpoint);
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

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file) : throw new BadFileException($"There is no file {file}.");

    private sealed record ProofFile(long Position, byte[] Content, IReadOnlyList<byte[]> Path, string Checkpoint);
}
