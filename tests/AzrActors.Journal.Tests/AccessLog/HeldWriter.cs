using AzrActors.TestSupport;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>Somebody in the middle of a transaction; without commit it is rolled back.</summary>
internal sealed class HeldWriter(NpgsqlConnection connection) : IAsyncDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Has inserted into the log.</summary>
    public static Task<HeldWriter> StartAsync(SealedLog log, PostgresFixture postgres, int entries) => StartAsync(log, postgres, $"""
        insert into access_log (at, kind, authority, content, leaf_hash, mac)
          select now(), 'retrieval', 'A12054', '', sha256(''), sha256('') from generate_series(1, {entries})
        """);

    /// <summary>Has done what the statement says.</summary>
    public static async Task<HeldWriter> StartAsync(SealedLog log, PostgresFixture postgres, string sql)
    {
        var writer = new HeldWriter(await log.ConnectAsync(postgres));
        await writer.RunAsync("begin; " + sql);
        return writer;
    }

    public Task CommitAsync() => RunAsync("commit");

    public async ValueTask DisposeAsync()
    {
        // The end of a connection reaches the server later; what it held is to be free now.
        await RunAsync("rollback");
        await connection.DisposeAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
