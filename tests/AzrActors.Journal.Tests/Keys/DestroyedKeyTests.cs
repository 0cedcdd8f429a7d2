using System.Threading.Channels;
using AzrActors.Domain.Distribution;
using AzrActors.Journal.Tests.AccessLog;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Keys;

/// <summary>A record whose key is destroyed is erased wherever a copy of it is, and nothing else changes.</summary>
public sealed class DestroyedKeyTests(JournalDatabase database, PostgresFixture postgres) : IClassFixture<JournalDatabase>
{
    [Fact]
    public async Task An_erased_record_is_answered_as_erased_and_its_last_version_is_the_erasure()
    {
        var first = await Stored.RegisteredAsync(database);
        await database.AppendAsync(Samples.Following(first));

        Assert.True(await database.Journal.DestroyKeyAsync(first.Record, Cancellation));

        var history = await Stored.ReadAsync(database, first.Record);
        Assert.NotNull(history.ErasedAt);
        Assert.Empty(history.Changes);
        Assert.Equal("1 A12054, 2 A12054, 3 REG000", await database.ScalarAsync(
            "select string_agg(version || ' ' || authority, ', ' order by version) from record_change where record_id = $1", first.Record.Value));
        Assert.Equal(first.Record, await database.Journal.FindRecordAsync(first.NewNumber!, Cancellation));
    }

    [Fact]
    public async Task Its_letters_stay_as_numbers_without_content_and_those_about_others_stay_as_they_are()
    {
        var (one, other) = (Samples.NewRecipient(), Samples.NewRecipient());
        var first = await Stored.RegisteredAsync(database, one, other);
        var kept = await Stored.RegisteredAsync(database, one);
        await database.AppendAsync(Samples.Following(first, one));

        await database.Journal.DestroyKeyAsync(first.Record, Cancellation);

        Assert.Equal([1, 2, 3], await database.NumbersAsync(one.Value));
        var letters = await Stored.FeedAsync(database, one);
        Assert.Equal([NoticeKind.Erased, NoticeKind.Changed, NoticeKind.Erased], letters.Select(letter => letter.Kind));
        Assert.Equal(Readable.Of(kept.Notices[0]), Readable.Of(letters[1]));
        Assert.Equal((first.Record.PseudonymFor(one), 2, "", "", null), (letters[2].Person, letters[2].Version, letters[2].PersonName, letters[2].BirthDate, letters[2].Number));
        Assert.Empty(letters[2].Items);
        Assert.Equal(NoticeKind.Erased, Assert.Single(await Stored.FeedAsync(database, other)).Kind);
    }

    [Fact]
    public async Task Copies_of_rows_that_are_put_back_stay_unreadable()
    {
        var recipient = Samples.NewRecipient();
        var first = await Stored.RegisteredAsync(database, recipient);
        await database.ScalarAsync("create table backup_change as select * from record_change; create table backup_notice as select * from notice");
        await database.Journal.DestroyKeyAsync(first.Record, Cancellation);

        await database.ScalarAsync("""
            update record_change c set content = b.content from backup_change b where (b.record_id, b.version) = (c.record_id, c.version);
            update notice n set content = b.content from backup_notice b where (b.recipient, b.sequence) = (n.recipient, n.sequence)
            """);

        Assert.NotNull((await Stored.ReadAsync(database, first.Record)).ErasedAt);
        Assert.Equal(NoticeKind.Erased, Assert.Single(await Stored.FeedAsync(database, recipient)).Kind);
        Assert.Equal(DBNull.Value, await database.ScalarAsync("select wrapped_key from record_key where record_id = $1", first.Record.Value));
    }

    [Fact]
    public async Task A_silo_that_has_the_key_in_memory_stores_and_shows_nothing_with_it()
    {
        var recipient = Samples.NewRecipient();
        await using var other = database.OpenJournal();
        using var keys = database.NewKeys();
        var feed = new PostgresNoticeFeed(database.Running, keys);
        var first = Letters.Registration(["person/familyName"], recipient);
        await other.AppendAsync(first, Cancellation);
        Assert.Equal(NoticeKind.Changed, Assert.Single(await Stored.FeedAsync(database, recipient, feed)).Kind);

        await database.Journal.DestroyKeyAsync(first.Record, Cancellation);

        Assert.Equal(JournalConflict.Version, (await Assert.ThrowsAsync<JournalConflictException>(
            () => other.AppendAsync(Samples.Following(first, recipient), Cancellation))).Conflict);
        Assert.Equal(NoticeKind.Erased, Assert.Single(await Stored.FeedAsync(database, recipient, feed)).Kind);
        Assert.NotNull((await other.ReadAsync(first.Record, 1, Cancellation)).ErasedAt);
    }

    [Fact]
    public async Task Old_rows_in_the_clear_are_emptied()
    {
        var old = await Stored.ClearAsync(database);

        Assert.True(await database.Journal.DestroyKeyAsync(old.Record, Cancellation));

        Assert.NotNull((await Stored.ReadAsync(database, old.Record)).ErasedAt);
        Assert.Equal(0L, await database.ScalarAsync(
            "select count(*) from record_change where record_id = $1 and content <> '\\x00'", old.Record.Value));
    }

    [Fact]
    public async Task A_record_is_erased_once_and_one_that_is_not_there_never()
    {
        var first = await Stored.RegisteredAsync(database);
        await database.Journal.DestroyKeyAsync(first.Record, Cancellation);

        Assert.False(await database.Journal.DestroyKeyAsync(first.Record, Cancellation));
        Assert.False(await database.Journal.DestroyKeyAsync(Samples.NewRecord(), Cancellation));
        Assert.Equal(2L, await database.ScalarAsync("select count(*) from record_change where record_id = $1", first.Record.Value));
    }

    [Fact]
    public async Task A_change_that_is_stored_at_the_same_time_goes_first_and_nothing_is_erased()
    {
        var first = await Stored.RegisteredAsync(database);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var change = new NpgsqlCommand("""
            insert into record_change (record_id, version, authority, submission_id, received_at, content)
            values ($1, 2, 'A12054', gen_random_uuid(), now(), '{}')
            """, connection, transaction))
        {
            change.Parameters.Add(new() { Value = first.Record.Value });
            await change.ExecuteNonQueryAsync(Cancellation);
        }
        var destroying = database.Journal.DestroyKeyAsync(first.Record, Cancellation);
        await database.UntilWaitingAsync(1);

        await transaction.CommitAsync(Cancellation);

        await Assert.ThrowsAsync<JournalConflictException>(() => destroying);
        Assert.Equal(DBNull.Value, await database.ScalarAsync("select destroyed_at from record_key where record_id = $1", first.Record.Value));
    }

    [Fact]
    public async Task Whoever_has_read_ahead_hears_whose_letters_are_gone()
    {
        using var signal = new PostgresNoticeSignal(database.Running, TimeProvider.System, NullLogger<PostgresNoticeSignal>.Instance);
        var rewritten = Channel.CreateUnbounded<IReadOnlyList<string>>();
        signal.Subscribe(_ => { }, recipients => rewritten.Writer.TryWrite(recipients));
        await signal.StartAsync(Cancellation);
        Assert.Empty(await rewritten.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation));
        var (one, other) = (Samples.NewRecipient(), Samples.NewRecipient());
        var first = await Stored.RegisteredAsync(database, one, other);

        await database.Journal.DestroyKeyAsync(first.Record, Cancellation);

        Assert.Equal([one.Value, other.Value], (await rewritten.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)).Order());
        await signal.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_proofs_of_the_access_log_stay_valid()
    {
        await using var log = await SealedLog.OpenAsync(postgres);
        var first = Samples.Registration(Samples.NewRecipient());
        await log.Journal.AppendAsync(first, Cancellation);
        await log.SealAsync();

        Assert.True(await log.Journal.DestroyKeyAsync(first.Record, Cancellation));
        await log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);

        Assert.Empty((await log.VerifyAsync(log.Kept)).Faults);
    }

    [Theory]
    [InlineData("update record_key set wrapped_key = decode(repeat('00', 61), 'hex'), destroyed_at = null")]
    [InlineData("insert into record_key (record_id, sealed_from, wrapped_key, master_key_id) select record_id, 1, decode(repeat('00', 61), 'hex'), '1' from record_key on conflict (record_id) do update set wrapped_key = excluded.wrapped_key")]
    [InlineData("delete from record_key")]
    [InlineData("delete from record_snapshot")]
    [InlineData("create or replace function destroy_record_key(uuid) returns boolean language sql as 'select true'")]
    public async Task The_running_register_brings_no_key_back(string attempt)
    {
        await using var command = database.Running.CreateCommand(attempt);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation))).SqlState);
    }
}
