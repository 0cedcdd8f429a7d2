using System.Threading.Channels;
using AzrActors.Domain.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>News is heard in the order of commits, so what is not heard before a later marker is never heard.</summary>
public sealed class NoticeSignalTests(JournalDatabase database) : IClassFixture<JournalDatabase>, IAsyncLifetime
{
    private const string Ear = "ear";

    private readonly Channel<IReadOnlyList<string>> _heard = Channel.CreateUnbounded<IReadOnlyList<string>>();
    private NpgsqlDataSource _source = null!;
    private PostgresNoticeSignal _signal = null!;

    public async ValueTask InitializeAsync()
    {
        var named = new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = Ear }.ConnectionString;
        _source = NpgsqlDataSource.Create(named);
        _signal = new PostgresNoticeSignal(_source, TimeProvider.System, NullLogger<PostgresNoticeSignal>.Instance);
        _signal.Subscribe(recipients => _heard.Writer.TryWrite(recipients), _ => { });
        await _signal.StartAsync(Cancellation);
        await HearsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _signal.StopAsync(CancellationToken.None);
        _signal.Dispose();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task News_names_the_recipients_and_is_heard_when_their_notices_can_be_read()
    {
        var one = Samples.NewRecipient();
        var other = Samples.NewRecipient();

        await database.AppendAsync(Samples.Registration(one, other));

        await HearsAsync(one, other);
        Assert.Equal([1], await database.NumbersAsync(one.Value));
        Assert.Equal([1], await database.NumbersAsync(other.Value));
    }

    [Fact]
    public async Task News_of_a_writer_held_open_is_not_heard_before_its_commit()
    {
        var late = Samples.NewRecipient();
        var early = Samples.NewRecipient();
        AuthorityKey gate;
        Task writing;
        await using (var held = await HeldAsync())
        {
            gate = held.Key;
            writing = database.AppendAsync(Samples.Registration(late, gate));
            await database.UntilWaitingAsync(1);

            await database.AppendAsync(Samples.Registration(early));

            await HearsAsync(early);
        }
        await writing;
        await HearsAsync(late, gate);
    }

    [Fact]
    public async Task News_of_an_aborted_writer_is_never_heard()
    {
        var marker = Samples.NewRecipient();
        await using var held = await HeldAsync();
        var writing = database.AppendAsync(Samples.Registration(Samples.NewRecipient(), held.Key));
        await held.UntilWaitedForAsync();
        await held.AbortWaitingAsync();
        await Assert.ThrowsAsync<PostgresException>(() => writing);

        await database.AppendAsync(Samples.Registration(marker));

        await HearsAsync(marker);
    }

    [Fact]
    public async Task A_change_that_concerns_nobody_is_no_news()
    {
        var marker = Samples.NewRecipient();

        await database.AppendAsync(Samples.Registration());
        await database.AppendAsync(Samples.Registration(marker));

        await HearsAsync(marker);
    }

    [Fact]
    public async Task A_killed_connection_is_replaced_and_everything_is_looked_at()
    {
        var recipient = Samples.NewRecipient();

        Assert.Equal(1L, await database.ScalarAsync("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and application_name = $1
            """, Ear));

        await HearsAsync();
        await database.AppendAsync(Samples.Registration(recipient));
        await HearsAsync(recipient);
    }

    [Fact]
    public async Task Every_subscriber_hears_news_until_its_subscription_ends()
    {
        var second = Channel.CreateUnbounded<IReadOnlyList<string>>();
        var subscription = _signal.Subscribe(recipients => second.Writer.TryWrite(recipients), _ => { });
        var recipient = Samples.NewRecipient();

        await database.AppendAsync(Samples.Registration(recipient));
        await HearsAsync(recipient);
        Assert.Equal([recipient.Value], await NextAsync(second));
        subscription.Dispose();
        await database.AppendAsync(Samples.Registration(recipient));
        await HearsAsync(recipient);

        Assert.False(second.Reader.TryRead(out _));
    }

    /// <summary>What is heard next, and nothing before it; no recipients mean "look at all of them".</summary>
    private async Task HearsAsync(params AuthorityKey[] recipients) =>
        Assert.Equal(recipients.Select(recipient => recipient.Value), await NextAsync(_heard));

    private static async Task<IReadOnlyList<string>> NextAsync(Channel<IReadOnlyList<string>> heard) =>
        await heard.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);

    private async Task<HeldRecipient> HeldAsync()
    {
        var held = await HeldRecipient.TakeAsync(database);
        await HearsAsync(held.Key);
        return held;
    }
}
