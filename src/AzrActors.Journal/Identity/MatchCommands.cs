using System.Globalization;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;
using static AzrActors.Journal.AppendCommands;

namespace AzrActors.Journal.Identity;

/// <summary>What a record is found and compared by as of a version.</summary>
internal sealed record StoredMatch(RecordId Record, int Version, MatchEntry Entry);

/// <summary>Stores what records are found and compared by, in the transaction of the change that brings it.</summary>
internal static class MatchCommands
{
    /// <summary>One statement for all appends; null if none of them brings anything new. Rows of keys follow by triggers.</summary>
    public static async ValueTask<NpgsqlBatchCommand?> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<JournalAppend> appends, GroupKeys keys, MatchKeys matchKeys)
    {
        // Many changes of one record may be stored together; its row is written once.
        var rows = appends.Where(append => append is { Match: not null, Change: not null })
            .GroupBy(append => append.Record).Select(same => same.MaxBy(append => append.Change!.Version)!)
            .Select(append => new StoredMatch(append.Record, append.Change!.Version, append.Match!)).ToList();
        return rows.Count == 0 ? null : await StoreAsync(connection, rows, keys.SealerOf, matchKeys);
    }

    /// <summary>Nothing is stored over what is known of a later version, nor over what is known of the same one by keys of this edition.</summary>
    public static async ValueTask<NpgsqlBatchCommand> StoreAsync(
        NpgsqlConnection connection, IReadOnlyList<StoredMatch> rows, Func<RecordId, RecordSealer> sealerOf, MatchKeys matchKeys)
    {
        var (keys, meets, identities) = (new string[rows.Count], new string[rows.Count], new byte[rows.Count][]);
        var places = new long?[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var (record, version, entry) = rows[i];
            keys[i] = TextOf(entry.Identity is null ? [] : await matchKeys.HashAsync(connection, BlockingKeys.Of(entry.Identity), CancellationToken.None));
            meets[i] = TextOf(await matchKeys.HashAsync(connection, entry.Meets.Shared, CancellationToken.None));
            places[i] = await matchKeys.HashAsync(connection, entry.Meets.Place, CancellationToken.None);
            identities[i] = entry.Identity is null ? [SealedContent.Emptied] : sealerOf(record).Seal(entry.Identity, version);
        }
        return new("""
            insert into match_record as held (record_id, version, keys, identity, keeper, states_difference, meets, place, sheltered, subscribed, edition)
            select record_id, version, keys::bigint[], identity, keeper, states_difference, meets::bigint[], place, sheltered, subscribed, $11
            from unnest($1::uuid[], $2::integer[], $3::text[], $4::bytea[], $5::text[], $6::boolean[], $7::text[], $8::bigint[], $9::boolean[], $10::boolean[])
              as said(record_id, version, keys, identity, keeper, states_difference, meets, place, sheltered, subscribed)
            order by record_id
            on conflict (record_id) do update set version = excluded.version, keys = excluded.keys, identity = excluded.identity, keeper = excluded.keeper,
              states_difference = excluded.states_difference, meets = excluded.meets, place = excluded.place, sheltered = excluded.sheltered,
              subscribed = excluded.subscribed, edition = excluded.edition
              where held.version < excluded.version or (held.version = excluded.version and held.edition < excluded.edition)
            """)
        {
            Parameters =
            {
                Column(rows, row => row.Record.Value), Column(rows, row => row.Version), new NpgsqlParameter<string[]> { TypedValue = keys },
                new NpgsqlParameter<byte[][]> { TypedValue = identities }, Column(rows, row => row.Entry.Keeper?.Value),
                Column(rows, row => row.Entry.StatesDifference), new NpgsqlParameter<string[]> { TypedValue = meets },
                new NpgsqlParameter<long?[]> { TypedValue = places }, Column(rows, row => row.Entry.Meets.IsSheltered),
                Column(rows, row => row.Entry.Meets.IsSubscribed), new NpgsqlParameter<short> { TypedValue = MatchEntry.Edition },
            },
        };
    }

    // PostgreSQL has no arrays of arrays of different length, so the keys of a record travel as one text.
    private static string TextOf(long[] hashes) => "{" + string.Join(',', hashes.Select(hash => hash.ToString(CultureInfo.InvariantCulture))) + "}";
}
