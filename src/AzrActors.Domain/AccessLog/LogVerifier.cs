using System.Buffers.Binary;
using System.Text.Json;

namespace AzrActors.Domain.AccessLog;

/// <summary>An entry as it lies in the database, with the columns beside it.</summary>
public sealed record StoredAccessEntry(long Number, DateTimeOffset At, string Kind, string Authority, Guid? Record, byte[] Content);

/// <summary>A checkpoint as it lies in the database, with what it sealed: numbers and leaf hashes in the order of the log.</summary>
public sealed record StoredCheckpoint(SignedCheckpoint Sealed, IReadOnlyList<long> Entries, byte[] LeafHashes);

/// <summary>
/// Proves the whole log, trusting nobody but the register's public key and the checkpoints that others have kept: reads
/// every checkpoint in order, and after each the entries up to the highest number it seals.
/// </summary>
/// <param name="trust">Public keys of the register.</param>
/// <param name="kept">Checkpoints handed out earlier; without them nobody can see that a tail was cut off.</param>
/// <param name="now">Tells what may have been removed (<see cref="LogTerm"/>) and what may still wait for its seal.</param>
public sealed class LogVerifier(LogTrust trust, IEnumerable<SignedCheckpoint> kept, DateTimeOffset now)
{
    /// <summary>For so long an entry may wait for its seal, and so much may clocks differ.</summary>
    public static readonly TimeSpan SealGrace = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _dueBefore = LogTerm.DueBefore(now);
    private readonly List<LogFault> _faults = [];
    private readonly MerkleFrontier _tree = new();
    private readonly Dictionary<long, Expected> _expected = [];
    private readonly Dictionary<long, StoredAccessEntry> _unsealed = [];
    private readonly List<Expected> _mismatched = [];

    // Chance in every entry makes each hash unique; half of it is enough to recognise one and halves the memory.
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<SignedCheckpoint> _kept = [.. kept.OrderBy(one => one.Checkpoint.Size)];

    private int _keptSeen;
    private byte[] _previous = [];
    private readonly HashSet<string> _retired = [];
    private string? _key;
    private bool _lost;

    private sealed record Expected(long Number, long Position, byte[] Hash, DateTimeOffset SealedAt, byte[]? Found = null);

    /// <summary>Entries sealed so far.</summary>
    public long Size => _tree.Size;

    /// <summary>Entries that were there and are what was sealed.</summary>
    public long Proven { get; private set; }

    /// <summary>Entries removed at their time; their place in the log stays proven by their hash.</summary>
    public long Removed { get; private set; }

    /// <summary>Takes the next checkpoint.</summary>
    public void Take(StoredCheckpoint stored)
    {
        var (signed, entries, hashes) = stored;
        var checkpoint = signed.Checkpoint;
        if (!trust.HasSigned(signed)) Add(LogFaultKind.CheckpointForged, checkpoint.Size);
        else if (!IsInTurn(signed)) Add(LogFaultKind.KeyOutOfTurn, checkpoint.Size);
        if (checkpoint.Size - entries.Count != _tree.Size || !checkpoint.Previous.AsSpan().SequenceEqual(_previous))
            Lose(LogFaultKind.CheckpointMissing, checkpoint.Size);
        if (hashes.Length != entries.Count * MerkleTree.HashLength)
        {
            Lose(LogFaultKind.CheckpointChanged, checkpoint.Size);
            return;
        }
        long? rewritten = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var hash = hashes.AsSpan(i * MerkleTree.HashLength, MerkleTree.HashLength);
            if (!_expected.TryAdd(entries[i], new Expected(entries[i], _tree.Size, hash.ToArray(), checkpoint.At)))
                Lose(LogFaultKind.CheckpointChanged, checkpoint.Size);
            if (!_seen.Add(BinaryPrimitives.ReadUInt128BigEndian(hash))) Add(LogFaultKind.EntryInserted, _tree.Size, entries[i]);
            _tree.Append(hash);
            // Asked at every size: a kept checkpoint that the log has passed was reached, whatever an earlier one said.
            var other = FindOtherThanKept();
            rewritten ??= other;
            if (_unsealed.Remove(entries[i], out var early)) Take(early);
        }
        if (!_tree.Root().AsSpan().SequenceEqual(checkpoint.Root)) Lose(LogFaultKind.CheckpointChanged, checkpoint.Size);
        // Only a list that bears out its own signed root can speak against what others have kept.
        if (rewritten is { } size) Lose(LogFaultKind.Rewritten, size);
        _previous = checkpoint.Hash();
    }

    /// <summary>Takes the next entry, in ascending order of numbers.</summary>
    public void Take(StoredAccessEntry entry)
    {
        if (!_expected.Remove(entry.Number, out var expected))
        {
            _unsealed.Add(entry.Number, entry);
            return;
        }
        var found = MerkleTree.LeafHash(entry.Content);
        if (!found.AsSpan().SequenceEqual(expected.Hash)) _mismatched.Add(expected with { Found = found });
        else if (!SaysTheSame(entry)) Add(LogFaultKind.EntryChanged, expected.Position, entry.Number);
        else Proven++;
    }

    /// <summary>All entries up to this number were taken: what is still expected among them is not there.</summary>
    public void EntriesReadTo(long number)
    {
        foreach (var missing in _expected.Values.Where(expected => expected.Number <= number).ToList())
        {
            _expected.Remove(missing.Number);
            if (missing.SealedAt < _dueBefore) Removed++;
            else Add(LogFaultKind.EntryDeleted, missing.Position, missing.Number);
        }
    }

    /// <summary>All that was found, the first place first; empty when the log is what the register wrote.</summary>
    public IReadOnlyList<LogFault> Finish()
    {
        EntriesReadTo(long.MaxValue);
        // What was sealed at one place and is found at another has only been moved.
        var sealedHashes = _mismatched.Select(one => Convert.ToHexString(one.Hash)).ToHashSet();
        foreach (var one in _mismatched)
            Add(sealedHashes.Contains(Convert.ToHexString(one.Found!)) ? LogFaultKind.EntriesReordered : LogFaultKind.EntryChanged, one.Position, one.Number);
        foreach (var entry in _unsealed.Values.Where(entry => (now - entry.At).Duration() > SealGrace))
            Add(LogFaultKind.EntryInserted, null, entry.Number);
        if (_keptSeen < _kept.Count) Add(LogFaultKind.Truncated, _tree.Size);
        if (trust.Forged > 0) Add(LogFaultKind.HandOverForged, null);
        return [.. _faults.Distinct().OrderBy(fault => fault.Position ?? long.MaxValue).ThenBy(fault => fault.Kind)];
    }

    /// <summary>A key that another one has followed does not come back, whatever time the checkpoint gives itself.</summary>
    private bool IsInTurn(SignedCheckpoint signed)
    {
        if (_key is { } former && former != signed.KeyId) _retired.Add(former);
        if (_retired.Contains(signed.KeyId)) return false;
        _key = signed.KeyId;
        return trust.IsInForce(signed.KeyId, signed.Checkpoint.At);
    }

    /// <summary>The size of the log by now if others have kept another root of it; else null.</summary>
    private long? FindOtherThanKept()
    {
        long? other = null;
        for (; _keptSeen < _kept.Count && _kept[_keptSeen].Checkpoint.Size <= _tree.Size; _keptSeen++)
            if (!_tree.Root().AsSpan().SequenceEqual(_kept[_keptSeen].Checkpoint.Root)) other = _tree.Size;
        return other;
    }

    /// <summary>After the first break every later root is another one; saying so of each would hide the place.</summary>
    private void Lose(LogFaultKind kind, long position)
    {
        if (!_lost) Add(kind, position);
        _lost = true;
    }

    private void Add(LogFaultKind kind, long? position, long? entry = null) => _faults.Add(new LogFault(kind, position, entry));

    /// <summary>The columns serve to find entries; one that leads astray is a changed entry.</summary>
    private static bool SaysTheSame(StoredAccessEntry stored)
    {
        try
        {
            var said = AccessEntryFormat.Read(stored.Content);
            return said.At == stored.At && AccessEntryFormat.NameOf(said.Kind) == stored.Kind
                && said.Authority.Value == stored.Authority && said.Record?.Value == stored.Record;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
