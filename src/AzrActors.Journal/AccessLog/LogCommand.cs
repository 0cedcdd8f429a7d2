using System.Security.Cryptography;
using AzrActors.Domain.AccessLog;
using Npgsql;
using NpgsqlTypes;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// The one statement by which a group of appends writes its log entries, in their transaction and round trip: one row
/// each, with leaf hash and mark. Order and tree are the sealer's work.
/// </summary>
internal sealed class LogCommand(LogKeyRing keys)
{
    private const string Insert = """
        insert into access_log (at, kind, authority, record_id, content, leaf_hash, mac, mac_key)
        select at, kind, authority, record_id, content, leaf_hash, mac, mac_key
        from unnest($1::timestamptz[], $2::text[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[], $7::bytea[], $8::text[], $9::uuid[])
          as entry(at, kind, authority, record_id, content, leaf_hash, mac, mac_key, receipt)
        """;

    // A receipt that confirms what was known is stored only while that holds; its entry goes the same way.
    private const string IfConfirmed = """

        where receipt is null or exists (
          select from submission_receipt stored where stored.authority = entry.authority and stored.submission_id = entry.receipt)
        """;

    /// <param name="entries">At least one, each with the receipt that must be stored for it to hold, or null.</param>
    public NpgsqlBatchCommand Of(IReadOnlyList<(AccessEntry Entry, Guid? Receipt)> entries)
    {
        var count = entries.Count;
        var (at, kind, authority) = (new DateTime[count], new string[count], new string[count]);
        var (record, receipt) = (new Guid?[count], new Guid?[count]);
        var (content, hash, mark, markKey) = (new byte[count][], new byte[count][], new byte[count][], new string[count]);
        var current = keys.Current;
        var salts = new byte[count * AccessEntryFormat.SaltLength];
        RandomNumberGenerator.Fill(salts);
        var conditional = false;
        for (var i = 0; i < count; i++)
        {
            var entry = entries[i].Entry;
            (at[i], kind[i], authority[i]) = (entry.At.UtcDateTime, AccessEntryFormat.NameOf(entry.Kind), entry.Authority.Value);
            (record[i], receipt[i]) = (entry.Record?.Value, entries[i].Receipt);
            conditional |= receipt[i] is not null;
            content[i] = AccessEntryFormat.Write(entry, salts.AsSpan(i * AccessEntryFormat.SaltLength, AccessEntryFormat.SaltLength));
            hash[i] = MerkleTree.LeafHash(content[i]);
            var key = current.At(entry.At);
            (mark[i], markKey[i]) = (key.Mark(hash[i]), key.Id);
        }
        return new NpgsqlBatchCommand(conditional ? Insert + IfConfirmed : Insert)
        {
            Parameters =
            {
                new() { Value = at }, new() { Value = kind }, new() { Value = authority }, new() { Value = record },
                Bytes(content), Bytes(hash), Bytes(mark), new() { Value = markKey }, new() { Value = receipt },
            },
        };
    }

    private static NpgsqlParameter Bytes(byte[][] values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
