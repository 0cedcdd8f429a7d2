using AzrActors.Domain.Distribution;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>Rewrites the letters about a record that are stored already (<see cref="Redaction"/>), within the transaction of the change.</summary>
internal static class RedactionCommands
{
    public static async Task ApplyAsync(NpgsqlConnection connection, RecordId record, RecordKey key, Redaction redaction)
    {
        using var sealer = key.ToSealer();
        var rewritten = new List<(string Recipient, long Sequence, byte[] Content)>();
        // No lock: the version that this transaction has just stored keeps other redactions of the record away until commit.
        await using (var read = new NpgsqlCommand("select recipient, sequence, version, content from notice where record_id = $1", connection))
        {
            read.Parameters.Add(new() { Value = record.Value });
            await using var reader = await read.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var (recipient, version) = (reader.GetString(0), reader.GetInt32(2));
                var stored = key.OpenLetter(recipient, version, (byte[])reader.GetValue(3));
                var left = redaction.Apply(stored);
                if (!ReferenceEquals(left, stored)) rewritten.Add((recipient, reader.GetInt64(1), sealer.Seal(left, version)));
            }
        }
        if (rewritten.Count == 0) return;
        // The signal makes every silo forget what it holds of these feeds; subscribers then read them anew.
        await using var write = new NpgsqlCommand(
            $"select redact_letters($1, $2, $3, $4), pg_notify('{PostgresNoticeSignal.RedactionChannel}', $5)", connection);
        write.Parameters.Add(new() { Value = record.Value });
        write.Parameters.Add(new() { Value = rewritten.Select(letter => letter.Recipient).ToArray() });
        write.Parameters.Add(new() { Value = rewritten.Select(letter => letter.Sequence).ToArray() });
        write.Parameters.Add(new() { Value = rewritten.Select(letter => letter.Content).ToArray() });
        write.Parameters.Add(new() { Value = PostgresNoticeSignal.Payload([.. rewritten.Select(letter => letter.Recipient).Distinct()]) });
        await write.ExecuteNonQueryAsync();
    }
}
