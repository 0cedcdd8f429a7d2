using AzrActors.Domain.AccessLog;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>A signed checkpoint in the first columns of a row.</summary>
internal static class CheckpointRow
{
    public const string Columns = "size, root, sealed_at, previous, key_id, signature";

    public static SignedCheckpoint Read(NpgsqlDataReader reader) => new(
        new Checkpoint(reader.GetInt64(0), (byte[])reader.GetValue(1), reader.GetFieldValue<DateTimeOffset>(2), (byte[])reader.GetValue(3)),
        reader.GetString(4), (byte[])reader.GetValue(5));
}
