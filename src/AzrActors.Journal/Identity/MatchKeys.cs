using System.Buffers.Binary;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>
/// Blocking keys as they are stored: keyed hashes, so that whoever has the database alone can try no names. The secret is
/// kept like the key of a record, under the id of none: wrapped by the master key, and wrapped anew with all others when
/// that changes.
/// </summary>
public sealed class MatchKeys(RecordKeys keys)
{
    private const string Purpose = "blocking keys";

    /// <summary>No submission names this record.</summary>
    private static readonly RecordId Place = new(new Guid("6d617463-6800-8000-8000-000000000000"));

    private KeyedHash? _secret;

    /// <summary>The stored form of these keys.</summary>
    internal async ValueTask<long[]> HashAsync(NpgsqlConnection connection, IReadOnlySet<ulong> blockingKeys, CancellationToken cancellationToken)
    {
        var secret = _secret ??= new KeyedHash(await OpenAsync(connection, cancellationToken));
        return Hash(secret, blockingKeys);
    }

    /// <summary>The stored form of one key.</summary>
    internal async ValueTask<long?> HashAsync(NpgsqlConnection connection, ulong? key, CancellationToken cancellationToken) =>
        key is { } one ? (await HashAsync(connection, new HashSet<ulong> { one }, cancellationToken))[0] : null;

    private static long[] Hash(KeyedHash secret, IReadOnlySet<ulong> blockingKeys)
    {
        var hashes = new List<long>(blockingKeys.Count);
        Span<byte> key = stackalloc byte[sizeof(ulong)];
        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        foreach (var blockingKey in blockingKeys)
        {
            BinaryPrimitives.WriteUInt64BigEndian(key, blockingKey);
            secret.Write(key, hash);
            hashes.Add(BinaryPrimitives.ReadInt64BigEndian(hash));
        }
        return [.. hashes];
    }

    // The first silo of a register makes the secret; when several try, the one that is stored is everybody's.
    private async Task<byte[]> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = (await keys.FindAsync(connection, [Place.Value], cancellationToken))[Place.Value];
        if (!found.IsNone) return found.Derive(Purpose);
        await keys.MakeAsync(connection, Place, 1, cancellationToken);
        return (await keys.FindAsync(connection, [Place.Value], cancellationToken))[Place.Value].Derive(Purpose);
    }
}
