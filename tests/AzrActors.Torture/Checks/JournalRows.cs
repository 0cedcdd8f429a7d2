using Npgsql;

namespace AzrActors.Torture.Checks;

/// <summary>What is really stored, read past all code of the register. Contents stay unread: what they say is checked by what clients see.</summary>
public sealed record JournalRows(
    IReadOnlyList<JournalRows.Change> Changes, IReadOnlyList<JournalRows.Receipt> Receipts, IReadOnlyList<JournalRows.Letter> Letters,
    IReadOnlyDictionary<string, long> Heads, IReadOnlyDictionary<string, Guid> Records, IReadOnlySet<Guid> Logged)
{
    public sealed record Change(Guid Record, int Version, string Authority, Guid Submission);

    public sealed record Receipt(string Authority, Guid Submission, Guid Record, int Version, bool Changed);

    public sealed record Letter(string Recipient, long Sequence, Guid Record, int Version);

    public static async Task<JournalRows> ReadAsync(string connection, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        return new JournalRows(
            await ListAsync("select record_id, version, authority, submission_id from record_change order by record_id, version",
                row => new Change(row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetGuid(3))),
            await ListAsync("select authority, submission_id, record_id, version, changed from submission_receipt",
                row => new Receipt(row.GetString(0), row.GetGuid(1), row.GetGuid(2), row.GetInt32(3), row.GetBoolean(4))),
            await ListAsync("select recipient, sequence, record_id, version from notice order by recipient, sequence",
                row => new Letter(row.GetString(0), row.GetInt64(1), row.GetGuid(2), row.GetInt32(3))),
            (await ReadHeadsAsync(database, cancellationToken)),
            (await ListAsync("select azr_number, record_id from azr_number", row => (Number: row.GetString(0), Record: row.GetGuid(1))))
                .ToDictionary(row => row.Number, row => row.Record),
            (await ListAsync(
                "select (convert_from(content, 'UTF8')::jsonb ->> 'submission')::uuid from access_log where kind = 'store'", row => row.GetGuid(0))).ToHashSet());

        Task<IReadOnlyList<T>> ListAsync<T>(string query, Func<NpgsqlDataReader, T> map) => ReadAllAsync(database, query, map, cancellationToken);
    }

    /// <summary>Number of the last notice of each recipient.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> ReadHeadsAsync(NpgsqlDataSource database, CancellationToken cancellationToken) =>
        (await ReadAllAsync(database, "select recipient, last from notice_feed", row => (Recipient: row.GetString(0), Last: row.GetInt64(1)), cancellationToken))
            .ToDictionary(row => row.Recipient, row => row.Last);

    private static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        NpgsqlDataSource database, string query, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(map(reader));
        return rows;
    }
}
