using AzrActors.Domain.Vocabulary;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace AzrActors.Journal.Keys;

/// <summary>
/// The keys of records. Those in use stay in memory, a limited number for a limited time; all others are looked up in the
/// connection of whoever needs them. Nothing here is ever logged.
/// </summary>
public sealed class RecordKeys : IDisposable
{
    internal const string Columns = "record_id, sealed_from, wrapped_key, master_key_id, destroyed_at";

    /// <summary>About 300 bytes each.</summary>
    private const int KeptMax = 65_536;

    /// <summary>A destroyed key leaves the memory of every silo after this time. Nothing is left to open with it before.</summary>
    private static readonly TimeSpan KeptAtMost = TimeSpan.FromMinutes(10);

    private readonly MasterKeys? _masters;
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = KeptMax });

    public RecordKeys(MasterKeys masters) => _masters = masters;

    private RecordKeys()
    {
    }

    /// <summary>Seals nothing: exists only where a measurement wants to know what sealing costs.</summary>
    internal static RecordKeys SealNothing() => new();

    public void Dispose() => _kept.Dispose();

    /// <summary>Keys of these records, those that are not in memory in one look.</summary>
    internal async Task<Dictionary<Guid, RecordKey>> FindAsync(
        NpgsqlConnection connection, IEnumerable<Guid> records, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<Guid, RecordKey>();
        var unknown = new List<Guid>();
        foreach (var record in records)
        {
            if (keys.ContainsKey(record)) continue;
            keys[record] = FindKept(new RecordId(record)) ?? RecordKey.None(new RecordId(record));
            if (_masters is not null && keys[record].IsNone) unknown.Add(record);
        }
        if (unknown.Count == 0) return keys;
        await using var command = new NpgsqlCommand($"select {Columns} from record_key where record_id = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. unknown] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var record = new RecordId(reader.GetGuid(0));
            keys[record.Value] = Take(record, reader.GetInt32(1), reader.IsDBNull(2) ? null : (byte[])reader.GetValue(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
        }
        return keys;
    }

    /// <summary>Wraps new keys.</summary>
    internal MasterKey Active => Masters.Active;

    /// <summary>Makes and stores a key unless there is one. Nothing where nothing is sealed.</summary>
    /// <param name="sealedFrom">Versions before it may be stored in the clear.</param>
    internal async Task MakeAsync(NpgsqlConnection connection, RecordId record, int sealedFrom, CancellationToken cancellationToken)
    {
        if (_masters is null) return;
        var key = RecordKey.Create(record, sealedFrom);
        await using var command = new NpgsqlCommand(
            "insert into record_key (record_id, sealed_from, wrapped_key, master_key_id) values ($1, $4, $2, $3) on conflict do nothing", connection);
        command.Parameters.Add(new() { Value = record.Value });
        command.Parameters.Add(new() { Value = key.WrapWith(_masters.Active) });
        command.Parameters.Add(new() { Value = _masters.Active.Id });
        command.Parameters.Add(new() { Value = sealedFrom });
        await command.ExecuteNonQueryAsync(cancellationToken);
        Forget(record);
    }

    /// <summary>Keys for everything that is stored together. A record that has none gets its key here.</summary>
    /// <param name="lookForAll">False takes it that a record that comes into being has no key yet, and saves the look.</param>
    internal async Task<GroupKeys> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<JournalAppend> appends, IReadOnlyList<StoredLetter> letters, bool lookForAll)
    {
        var changed = appends.Where(append => append.Change is not null).ToList();
        var records = changed.Select(append => append.Record.Value).Concat(letters.Select(letter => letter.Record.Value));
        if (_masters is null) return new GroupKeys(this, null, await FindAsync(connection, records, CancellationToken.None), []);
        var made = new Dictionary<Guid, RecordKey>();
        foreach (var append in changed.Where(append => append.NewNumber is not null && !lookForAll && FindKept(append.Record) is null))
            made.TryAdd(append.Record.Value, RecordKey.Create(append.Record, append.Change!.Version));
        var keys = await FindAsync(connection, records.Where(record => !made.ContainsKey(record)), CancellationToken.None);
        // Records from before keys: what is stored now is sealed, and so is everything after it.
        foreach (var append in changed) MakeIfNone(append.Record, append.Change!.Version);
        foreach (var letter in letters) MakeIfNone(letter.Record, letter.Version + 1);
        return new GroupKeys(this, _masters.Active, keys, made);

        void MakeIfNone(RecordId record, int sealedFrom)
        {
            if (keys.TryGetValue(record.Value, out var key) && key.IsNone) made.TryAdd(record.Value, RecordKey.Create(record, sealedFrom));
        }
    }

    /// <summary>The key as a row of <c>record_key</c> says it.</summary>
    internal RecordKey Take(RecordId record, int sealedFrom, byte[]? wrapped, string masterKeyId, DateTimeOffset? destroyedAt)
    {
        if (wrapped is not null && FindKept(record) is { DestroyedAt: null } kept) return kept;
        var key = wrapped is null
            ? RecordKey.Destroyed(record, destroyedAt!.Value)
            : RecordKey.Unwrap(record, sealedFrom, wrapped, Masters.Get(masterKeyId));
        Keep(record, key);
        return key;
    }

    internal void Keep(RecordId record, RecordKey key) =>
        _kept.Set(record.Value, key, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptAtMost });

    internal void Forget(RecordId record) => _kept.Remove(record.Value);

    private MasterKeys Masters => _masters ?? throw new InvalidOperationException("Nothing is sealed here.");

    private RecordKey? FindKept(RecordId record) => _kept.TryGetValue<RecordKey>(record.Value, out var key) ? key : null;
}
