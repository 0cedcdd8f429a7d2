using Npgsql;

namespace AzrActors.Journal;

/// <summary>How long a transaction waits for the disk. Everything that somebody is told of waits; that is the default of the database.</summary>
internal static class Durability
{
    /// <summary>
    /// First command of a batch whose commit waits for no disk: for what is made anew when it is lost, like snapshots and
    /// claims. What is lost by a crash is always the newest, so what was committed before stays.
    /// </summary>
    public static NpgsqlBatchCommand NotAwaited => new("select set_config('synchronous_commit', 'off', true)");
}
