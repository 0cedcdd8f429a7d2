using AzrActors.Domain.AccessLog;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>The seal skips nothing and keeps up, or the journal stops.</summary>
public sealed class SealerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private SealedLog _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _log = await SealedLog.OpenAsync(postgres);

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task An_entry_that_commits_after_later_ones_were_sealed_is_sealed_too()
    {
        await using (var writer = await HeldWriter.StartAsync(_log, postgres, entries: 2))
        {
            await _log.WriteAndSealAsync(checkpoints: 3, entriesEach: 2);
            Assert.Equal("{1}{2}", await GapsAsync());
            await writer.CommitAsync();
        }
        await _log.SealAsync();
        // What the writer wrote carries no mark of this register, so it is told of and not sealed; it is looked at.
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 1);
        Assert.Equal("{}{}", await GapsAsync());
    }

    [Fact]
    public async Task Numbers_of_a_writer_that_aborted_are_given_up()
    {
        await using (await HeldWriter.StartAsync(_log, postgres, entries: 2)) await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 1);
        Assert.Equal("{}{}", await GapsAsync());
        Assert.Empty((await _log.VerifyAsync(_log.Kept)).Faults);
    }

    [Fact]
    public async Task Nothing_is_skipped_or_sealed_twice_while_silos_write_and_seal_at_once()
    {
        const int silos = 3, entriesEach = 200;
        using var second = _log.NewSealer();
        var writing = Task.WhenAll(Enumerable.Range(0, silos).Select(_ => WriteAsync(entriesEach)));
        while (!writing.IsCompleted) await Task.WhenAll(_log.SealAsync(), second.SealAsync(Cancellation));
        await writing;
        await _log.SealAsync();

        var (faults, verifier) = await _log.VerifyAsync();
        Assert.Empty(faults);
        Assert.Equal(silos * entriesEach, verifier.Proven);
    }

    [Fact]
    public async Task However_long_the_log_is_a_look_reads_what_is_new_and_the_gaps_by_index()
    {
        await using var database = new JournalDatabase(postgres);
        await database.InitializeAsync();
        await database.ScalarAsync("""
            insert into access_log (at, kind, authority, content, leaf_hash, mac)
              select now(), 'retrieve', 'A12054', '', sha256(''), sha256('') from generate_series(1, 20000);
            analyze access_log
            """);
        // Statements that a connection runs twice are prepared, and the server lists them.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        using var sealer = new LogSealer(source, database.Keys, LogBacklog.NoLimit, new(null), TimeProvider.System, new(), NullLogger<LogSealer>.Instance);
        for (var look = 0; look < 2; look++) await sealer.SealAsync(Cancellation);

        var plans = await PreparedPlans.ExplainAsync(source, "%mac_key%");
        var plan = Assert.Single(plans);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Join Filter", plan, StringComparison.Ordinal);
        Assert.Equal(2, plan.Split("Index Cond").Length - 1);
    }

    [Fact]
    public async Task A_record_whose_writer_stands_still_is_sealed_when_it_goes_on()
    {
        // The journal's own writer, held at the notices: its entry has its number and cannot be seen yet.
        await using var database = new JournalDatabase(postgres);
        await database.InitializeAsync();
        using var sealer = new LogSealer(
            database.Running, database.Keys, LogBacklog.NoLimit, new(null), TimeProvider.System, new(),
            NullLogger<LogSealer>.Instance);
        Task held;
        await using (var recipient = await HeldRecipient.TakeAsync(database))
        {
            held = database.AppendAsync(Samples.Registration(recipient.Key));
            await database.UntilWaitingAsync(1);
            await database.AppendAsync(Samples.Registration());
            await sealer.SealAsync(Cancellation);
            Assert.Equal(2L, await database.ScalarAsync("select max(size) from log_checkpoint"));
        }
        await held;
        await sealer.SealAsync(Cancellation);

        Assert.Equal(3L, await database.ScalarAsync("select max(size) from log_checkpoint"));
        Assert.Equal("{1}{3}{2}", await database.ScalarAsync("select string_agg(entry, '' order by size, place) from log_checkpoint, "
            + "lateral (select '{' || e || '}' as entry, place from unnest(entries) with ordinality as u(e, place)) as list"));
    }

    [Fact]
    public async Task The_journal_takes_nothing_while_the_seal_lags_and_goes_on_afterwards()
    {
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        _log.Clock.Advance(_log.Options.BehindMax + TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<JournalBusyException>(() => _log.WriteAsync(1));
        await Assert.ThrowsAsync<JournalBusyException>(() => _log.Journal.AppendAsync(Samples.Registration(), Cancellation));

        await _log.SealAsync();
        await _log.WriteAsync(1);
    }

    [Fact]
    public async Task Who_comes_to_read_the_log_is_let_in_while_the_seal_lags()
    {
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        _log.Clock.Advance(_log.Options.BehindMax + TimeSpan.FromSeconds(1));
        await _log.Journal.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()) with { Kind = AccessKind.LogRead }, [], Cancellation);
        Assert.Equal(2L, (await _log.Log.FindHeadAsync(Cancellation)).Highest);
    }

    [Fact]
    public async Task A_silo_that_does_not_seal_itself_sees_that_others_do()
    {
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        await using var sealing = await _log.HoldSealLockAsync(postgres);
        for (var round = 0; round < 3; round++)
        {
            _log.Clock.Advance(_log.Options.BehindMax * 0.9);
            await _log.SealAsync();
        }
        await _log.WriteAsync(1);
        await _log.SealAsync();
        _log.Clock.Advance(_log.Options.BehindMax * 1.1);
        await _log.SealAsync();
        // By now somebody else should have sealed what was written.
        Assert.True(_log.Backlog.StopsJournal);
    }

    [Fact]
    public async Task Too_many_entries_that_wait_stop_the_journal()
    {
        _log.Options.WaitingMax = 5;
        await using (await _log.HoldSealLockAsync(postgres))
        {
            await _log.WriteAsync(6);
            await _log.SealAsync();
            await Assert.ThrowsAsync<JournalBusyException>(() => _log.WriteAsync(1));
        }
        await _log.SealAsync();
        await _log.WriteAsync(1);
    }

    [Fact]
    public async Task A_crash_between_seal_and_file_loses_no_checkpoint_of_the_file()
    {
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 1);
        var lines = await File.ReadAllLinesAsync(_log.CheckpointsFile, Cancellation);
        await File.WriteAllTextAsync(_log.CheckpointsFile, lines[0] + "\n" + lines[1][..20], Cancellation);
        using var restarted = _log.NewSealer(_log.CheckpointsFile);
        await restarted.SealAsync(Cancellation);
        Assert.Equal(lines[1], (await File.ReadAllLinesAsync(_log.CheckpointsFile, Cancellation))[^1]);
    }

    private async Task WriteAsync(int entries)
    {
        await using var silo = _log.NewJournal();
        await Task.WhenAll(Enumerable.Range(0, entries).Select(_ => silo.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()), [], Cancellation)));
    }

    private async Task<string> GapsAsync() => (string)(await _log.TamperAsync(
        "select gaps_from::text || gaps_to::text from log_checkpoint order by size desc limit 1"))!;
}
