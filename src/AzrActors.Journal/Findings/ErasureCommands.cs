using AzrActors.Journal.AccessLog;
using Npgsql;

namespace AzrActors.Journal.Findings;

/// <summary>The statements that erase a whole record, in one transaction.</summary>
internal static class ErasureCommands
{
    public static NpgsqlCommand Erase(JournalErasure erasure, NpgsqlConnection connection) =>
        new("select erase_record($1, $2, $3, $4, $5, $6)", connection)
        {
            Parameters =
            {
                new() { Value = erasure.Record.Value }, new() { Value = erasure.Version }, new() { Value = erasure.Erasure.Rule },
                new() { Value = erasure.Erasure.Paragraph }, new() { Value = erasure.Day },
                new() { Value = erasure.Told.Select(recipient => recipient.Value).ToArray() },
            },
        };

    /// <summary>What goes with it: the block is gone and holds no entry any more (AZRG § 4 Abs. 4), and the log says what happened.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Beside(JournalErasure erasure, LogCommand? log)
    {
        yield return new("select lift_block_hold($1, $2)")
        {
            Parameters = { new() { Value = erasure.Record.Value }, new() { Value = erasure.Log.Authority.Value } },
        };
        if (log is not null) yield return log.Of([(erasure.Log, null)]);
    }
}
