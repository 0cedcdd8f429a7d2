using System.CommandLine;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Agency.AccessLog;

/// <summary><c>azr log prove</c>: a proof that one entry stands in the log, for somebody who sees nothing else of it.</summary>
internal sealed class ProveCommand : Command
{
    private readonly Argument<long> _position = new("POSITION") { Description = "Place of the entry in the log, from 0." };
    private readonly Option<string[]> _keys = LogCommand.PublicKeys();
    private readonly Option<string> _reason = LogCommand.ReadingReason("Nachweis einer Aufzeichnung");
    private readonly ConnectionOptions _connection;

    public ProveCommand(ConnectionOptions connection) : base("prove", "Print a proof that an entry stands in the log (JSON).")
    {
        _connection = connection;
        Arguments.Add(_position);
        Options.Add(_keys);
        Options.Add(_reason);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var keys = AuditFiles.ReadKeys(parsed.GetRequiredValue(_keys));
        var position = parsed.GetRequiredValue(_position);
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var walk = await LogWalk.OpenAsync(register.AccessLog, parsed.GetRequiredValue(_reason), cancellationToken);
        var verifier = new LogVerifier(new LogTrust(keys, walk.HandOvers), [], DateTimeOffset.UtcNow);
        using var leaves = new MemoryStream();
        var (numbers, last) = (new List<long>(), (SignedCheckpoint?)null);
        await walk.VerifyAsync(verifier, _ => { }, Collect, cancellationToken);
        if (verifier.Finish() is [{ } fault, ..])
        {
            Console.Error.WriteLine($"{fault.German}\n{fault.English}");
            return ExitCode.Tampered;
        }
        if (last is null || position < 0 || position >= numbers.Count)
            throw new BadFileException($"The log has {numbers.Count} sealed entries; there is no position {position}.");
        if (await walk.FindContentAsync(numbers[(int)position], cancellationToken) is not { } content)
            throw new BadFileException($"The entry at position {position} was removed after its term.");
        var path = MerkleTree.InclusionProof(leaves.ToArray(), (int)position);
        Console.Out.WriteLine(AuditFiles.Write(new InclusionProof(position, content, path, last)));
        return ExitCode.Accepted;

        void Collect(StoredCheckpoint stored)
        {
            leaves.Write(stored.LeafHashes);
            numbers.AddRange(stored.Entries);
            last = stored.Sealed;
        }
    }
}
