using AzrActors.Domain.PersonRecords;
using AzrActors.Journal.Format;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Snapshots;

/// <summary>
/// The state of records now and then, so that reading one back is its snapshot and few changes. A cache: it is only ever
/// asked for in the version of this build, and deleting all of it loses nothing.
/// </summary>
internal static class RecordSnapshots
{
    /// <summary>
    /// A snapshot is made beside every so many changes of a record (measured, ADR 14): reading back takes fewer changes
    /// than this, and storing a change costs this part of writing the whole state.
    /// </summary>
    public const int Every = 16;

    /// <summary>Stores those that are due beside these appends.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Due(IReadOnlyList<JournalAppend> appends, GroupKeys keys)
    {
        var due = appends.Where(append => append is { Change: { } change, State: not null } && change.Version % Every == 0)
            // Many changes of one record may be stored together; its row is written once.
            .Select(append => append.State!).GroupBy(state => state.Id).Select(states => states.MaxBy(state => state.Version)!).ToList();
        if (due.Count > 0) yield return Store(due, state => keys.SealerOf(state.Id));
    }

    /// <summary>Stores these states, unless something newer is stored.</summary>
    public static NpgsqlBatchCommand Store(IReadOnlyList<PersonRecord> states, Func<PersonRecord, RecordSealer> sealerOf) => new("""
        insert into record_snapshot as kept (record_id, version, format, content)
        select record_id, version, $3, content from unnest($1::uuid[], $2::integer[], $4::bytea[]) as made(record_id, version, content)
        order by record_id
        on conflict (record_id) do update set version = excluded.version, format = excluded.format, content = excluded.content
          where kept.version < excluded.version or kept.format <> excluded.format
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid[]> { TypedValue = [.. states.Select(state => state.Id.Value)] },
            new NpgsqlParameter<int[]> { TypedValue = [.. states.Select(state => state.Version)] },
            new NpgsqlParameter<int> { TypedValue = SnapshotFormat.Version },
            new NpgsqlParameter<byte[][]> { TypedValue = [.. states.Select(state => sealerOf(state).Seal(state))] },
        },
    };
}
