using AzrActors.Domain.Vocabulary;
using AzrActors.TestSupport;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>
/// A recipient whose row somebody holds. An append that also tells this recipient draws its other numbers and then
/// stands still until <see cref="DisposeAsync"/>: a writer held open on purpose.
/// </summary>
internal sealed class HeldRecipient : IAsyncDisposable
{
    private readonly JournalDatabase _database;
    private readonly NpgsqlConnection _holder;

    private HeldRecipient(JournalDatabase database, NpgsqlConnection holder, AuthorityKey key) =>
        (_database, _holder, Key) = (database, holder, key);

    /// <summary>Sorted after every recipient made before it, so its row is the last that an append asks for.</summary>
    public AuthorityKey Key { get; }

    public static async Task<HeldRecipient> TakeAsync(JournalDatabase database)
    {
        var key = Samples.NewRecipient();
        await database.AppendAsync(Samples.Registration(key));
        var holder = await database.Source.OpenConnectionAsync(JournalDatabase.Cancellation);
        await ExecuteAsync(holder, $"begin; select last from notice_feed where recipient = '{key.Value}' for update");
        return new HeldRecipient(database, holder, key);
    }

    /// <summary>Returns as soon as a writer has drawn its other numbers and stands still.</summary>
    public Task UntilWaitedForAsync() => Eventually.HoldsAsync(
        $"a writer waits for {Key}", async () => await CountWaitingAsync("pid") == 1,
        JournalDatabase.Patience, JournalDatabase.Cancellation);

    /// <summary>Aborts the writer that waits for this recipient, as an administrator or a timeout would.</summary>
    public async Task AbortWaitingAsync() => Assert.Equal(1, await CountWaitingAsync("pg_cancel_backend(pid)"));

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync(_holder, "rollback");
        await _holder.DisposeAsync();
    }

    private async Task<long> CountWaitingAsync(string what) => (long)(await _database.ScalarAsync(
        $"select count({what}) from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", _holder.ProcessID))!;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(JournalDatabase.Cancellation);
    }
}
