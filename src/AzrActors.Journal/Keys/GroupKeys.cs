using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Keys;

/// <summary>The keys of records that are stored together. Keys made for it are stored in the same transaction.</summary>
/// <param name="known">Those that were there already.</param>
/// <param name="made">Those of records that had none.</param>
internal sealed class GroupKeys(RecordKeys keys, MasterKey? master, Dictionary<Guid, RecordKey> known, Dictionary<Guid, RecordKey> made)
    : IDisposable
{
    private readonly Dictionary<Guid, RecordSealer> _sealers = [];

    /// <summary>Constraint that says: somebody else made a key for the record at the same time.</summary>
    public const string Taken = "record_key_pkey";

    public RecordKey this[RecordId record] => made.TryGetValue(record.Value, out var key) ? key : known[record.Value];

    /// <summary>Seals what is stored of a record.</summary>
    public RecordSealer SealerOf(RecordId record)
    {
        if (!_sealers.TryGetValue(record.Value, out var sealer)) _sealers.Add(record.Value, sealer = this[record].ToSealer());
        return sealer;
    }

    /// <summary>Stores the keys that were made; nothing if there are none.</summary>
    public IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (made.Count == 0) yield break;
        yield return new("""
            insert into record_key (record_id, sealed_from, wrapped_key, master_key_id)
            select record_id, sealed_from, wrapped_key, $4 from unnest($1::uuid[], $2::integer[], $3::bytea[]) as made(record_id, sealed_from, wrapped_key)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. made.Keys] },
                new NpgsqlParameter<int[]> { TypedValue = [.. made.Values.Select(key => key.SealedFrom)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. made.Values.Select(key => key.WrapWith(master!))] },
                new NpgsqlParameter<string> { TypedValue = master!.Id },
            },
        };
    }

    public void Dispose()
    {
        foreach (var sealer in _sealers.Values) sealer.Dispose();
    }

    /// <summary>The transaction is committed: the keys that were made are those of their records.</summary>
    public void Committed()
    {
        foreach (var (record, key) in made) keys.Keep(new RecordId(record), key);
    }
}
