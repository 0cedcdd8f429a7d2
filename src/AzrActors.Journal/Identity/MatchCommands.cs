using System.Globalization;
using AzrActors.Domain.Identity;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>Stores what records are found and compared by, in the transaction of the change that brings it.</summary>
internal static class MatchCommands
{
    /// <summary>One statement for all appends; null if none of them brings anything new. Rows of keys follow by triggers.</summary>
    public static async ValueTask<NpgsqlBatchCommand?> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<JournalAppend> appends, GroupKeys keys, MatchKeys matchKeys)
    {
        // Many changes of one record may be stored together; its row is written once.
        var rows = appends.Where(append => append is { Match: not null, Change: not null })
            .GroupBy(append => append.Record).Select(same => same.MaxBy(append => append.Change!.Version)!).ToList();
        if (rows.Count == 0) return null;
        var (texts, identities) = (new string[rows.Count], new byte[rows.Count][]);
        for (var i = 0; i < rows.Count; i++)
        {
            var identity = rows[i].Match!.Identity;
            var hashes = identity is null ? [] : await matchKeys.HashAsync(connection, BlockingKeys.Of(identity), CancellationToken.None);
            // PostgreSQL has no arrays of arrays of different length, so the keys of a record travel as one text.
            texts[i] = "{" + string.Join(',', hashes.Select(hash => hash.ToString(CultureInfo.InvariantCulture))) + "}";
            identities[i] = identity is null ? [SealedContent.Emptied] : keys.SealerOf(rows[i].Record).Seal(identity, rows[i].Change!.Version);
        }
        return new("""
            insert into match_record as held (record_id, version, keys, identity, keeper, states_difference)
            select record_id, version, keys::bigint[], identity, keeper, states_difference
            from unnest($1::uuid[], $2::integer[], $3::text[], $4::bytea[], $5::text[], $6::boolean[])
              as said(record_id, version, keys, identity, keeper, states_difference)
            order by record_id
            on conflict (record_id) do update set version = excluded.version, keys = excluded.keys, identity = excluded.identity, keeper = excluded.keeper,
              states_difference = excluded.states_difference
              where held.version < excluded.version
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Record.Value)] },
                new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Change!.Version)] },
                new NpgsqlParameter<string[]> { TypedValue = texts },
                new NpgsqlParameter<byte[][]> { TypedValue = identities },
                new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(row => row.Match!.Keeper?.Value)] },
                new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(row => row.Match!.StatesDifference)] },
            },
        };
    }
}
