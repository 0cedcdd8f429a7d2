using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.TestSupport;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>A database of one test class, and journal and feed on it.</summary>
public sealed class JournalDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>How long a fact may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string ConnectionString { get; private set; } = "";

    public string RunningConnectionString { get; private set; } = "";

    /// <summary>As the owner of everything, who sees what happens and can hold it up.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>As the role of the running register.</summary>
    public NpgsqlDataSource Running { get; private set; } = null!;

    public LogKeyRing Keys { get; } = new(LogKeys.Of(LogKey.Create()));

    public MasterKeys MasterKeys { get; } = new(MasterKey.Create("2026-11-26"));

    public PostgresJournal Journal { get; private set; } = null!;

    public PostgresNoticeFeed Feed { get; private set; } = null!;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var created = await postgres.CreateDatabaseAsync(Cancellation);
        // Sixteen writers, their reader, and somebody who holds rows.
        ConnectionString = new NpgsqlConnectionStringBuilder(created) { MaxPoolSize = 32 }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
        RunningConnectionString = postgres.AsRunningRegister(created);
        Running = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(RunningConnectionString) { MaxPoolSize = 32 });
        Journal = OpenJournal();
        Feed = OpenFeed();
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Running.DisposeAsync();
        await Source.DisposeAsync();
    }

    /// <summary>A journal of a silo of its own; it shares its commits with nobody.</summary>
    public PostgresJournal OpenJournal(NpgsqlDataSource? source = null, RecordKeys? keys = null) =>
        new(source ?? Running, keys ?? NewKeys(), Keys, LogBacklog.NoLimit);

    /// <summary>The feeds as a silo sees them that has no key in memory.</summary>
    public PostgresNoticeFeed OpenFeed(NpgsqlDataSource? source = null) => new(source ?? Running, NewKeys());

    /// <summary>Keys of a silo that has just started.</summary>
    public RecordKeys NewKeys() => new(MasterKeys);

    /// <summary>Appends as a silo of its own does: it shares its commit with nobody.</summary>
    public async Task AppendAsync(JournalAppend append)
    {
        await using var silo = OpenJournal();
        await silo.AppendAsync(append, Cancellation);
    }

    /// <summary>All numbers of a feed, oldest first, checked against the number of its last notice.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(string recipient)
    {
        var page = await Feed.ReadAsync(recipient, 0, int.MaxValue, Cancellation);
        Assert.Equal(page.Notices.LastOrDefault()?.Sequence ?? 0, page.Last);
        return [.. page.Notices.Select(notice => notice.Sequence)];
    }

    /// <summary>How much is stored altogether; equal before and after means that nothing was.</summary>
    public async Task<string> FootprintAsync() => (string)(await ScalarAsync("""
        select concat_ws(' ', (select count(*) from azr_number), (select count(*) from record_change),
          (select count(*) from submission_receipt), (select count(*) from notice), (select count(*) from notice_feed),
          (select coalesce(sum(last), 0) from notice_feed), (select count(*) from access_log))
        """))!;

    public async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(Cancellation);
    }

    /// <summary>Returns as soon as so many sessions of this database wait for a row of somebody else.</summary>
    public Task UntilWaitingAsync(int sessions) => Eventually.HoldsAsync(
        $"{sessions} sessions wait for a row", async () => await WaitingAsync() == sessions, Patience, Cancellation);

    private async Task<long> WaitingAsync() => (long)(await ScalarAsync(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))!;
}
