using AzrActors.Domain.AccessLog;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>The statements by which a block on disclosure holds entries, in the transaction of the change that sets or ends it.</summary>
internal static class HoldCommands
{
    private const string Reason = "Übermittlungssperre (§ 4 Abs. 4 AZRG)";

    /// <param name="append">With a change and a hold.</param>
    public static NpgsqlBatchCommand Of(JournalAppend append)
    {
        var origin = append.Change!.Origin;
        return append.Hold switch
        {
            BlockHold.Placed => new("""
                insert into log_hold (record_id, entries_from, reason, placed_by, kinds, for_block) values ($1, $2, $3, $4, $5, true)
                """)
            {
                Parameters =
                {
                    new() { Value = append.Record.Value }, new() { Value = origin.ReceivedAt.UtcDateTime }, new() { Value = Reason },
                    new() { Value = origin.Authority.Value }, new() { Value = new[] { AccessEntryFormat.NameOf(AccessKind.Retrieval) } },
                },
            },
            BlockHold.Lifted => new("select lift_block_hold($1, $2)")
            {
                Parameters = { new() { Value = append.Record.Value }, new() { Value = origin.Authority.Value } },
            },
            _ => throw new System.Diagnostics.UnreachableException($"No statement for {append.Hold}."),
        };
    }
}
