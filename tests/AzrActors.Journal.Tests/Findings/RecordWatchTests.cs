using AzrActors.Domain.Consequences;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Tests.Journal;
using AzrActors.Journal.Tests.Keys;
using AzrActors.TestSupport;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>Records that are due are given out once, whoever asks, and again when whoever took one is never heard of.</summary>
public sealed class RecordWatchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Samples.ReceivedAt;
    private readonly JournalDatabase _database = new(postgres);

    private PostgresRecordWatch Watch => new(_database.Running);

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Several_silos_at_once_get_each_record_once_and_only_those_that_are_due()
    {
        var due = new HashSet<RecordId>();
        for (var i = 0; i < 40; i++) due.Add((await RegisteredAsync(Samples.Day.AddDays(-i))).Record);
        await RegisteredAsync(Samples.Day.AddDays(1));
        await RegisteredAsync(null);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(10)));

        Assert.Equal(40, taken.Sum(silo => silo.Count) + (await ClaimAsync(100)).Count);
        Assert.Equal(taken.Sum(silo => silo.Count), taken.SelectMany(silo => silo).Distinct().Count());
        Assert.All(taken.SelectMany(silo => silo), record => Assert.Contains(record, due));
        Assert.Empty(await ClaimAsync(100));
    }

    [Fact]
    public async Task What_a_silo_took_and_never_finished_is_given_out_again_after_its_time()
    {
        var record = (await RegisteredAsync(Samples.Day)).Record;
        Assert.Equal([record], await ClaimAsync(10));

        Assert.Empty(await ClaimAsync(10, Now.AddMinutes(4)));
        Assert.Equal([record], await ClaimAsync(10, Now.AddMinutes(5)));
    }

    [Fact]
    public async Task A_record_that_was_looked_at_is_due_again_on_its_next_day()
    {
        var first = await RegisteredAsync(Samples.Day);
        await ClaimAsync(10);

        await _database.Journal.KeepOutlookAsync(
            first.Record, 1, OutlookUpdate.OfDay(Outlooks.Empty with { LookOn = Samples.Day.AddDays(3) }, null, Samples.Day), Cancellation);

        Assert.Empty(await ClaimAsync(10, Now.AddDays(1)));
        Assert.Equal([first.Record], await Watch.ClaimDueAsync(Samples.Day.AddDays(3), Now, Now.AddMinutes(5), 10, Cancellation));
    }

    [Fact]
    public async Task An_erased_record_leaves_a_tombstone_tells_who_held_a_copy_and_has_no_findings_any_more()
    {
        var holder = Samples.NewRecipient();
        var first = Samples.Registration(holder).Finding(null, Outlooks.With(Outlooks.NoAddress()) with { LookOn = Samples.Day });
        await _database.AppendAsync(first);

        Assert.True(await _database.Journal.EraseAsync(ErasureOf(first, holder), Cancellation));

        Assert.NotNull((await _database.Journal.ReadAsync(first.Record, 0, Cancellation)).ErasedAt);
        Assert.Equal("Q043 § 18 Abs. 1 Satz 1 AZRG-DV 2", await _database.ScalarAsync(
            "select rule || ' ' || paragraph || ' ' || version from record_tombstone where record_id = $1", first.Record.Value));
        Assert.Equal("erased", await _database.ScalarAsync("select closed_because from finding where record_id = $1", first.Record.Value));
        Assert.Empty(await ClaimAsync(10));
        Assert.Equal([NoticeKind.Erased, NoticeKind.Erased], (await Stored.FeedAsync(_database, holder)).Select(letter => letter.Kind));
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from access_log where record_id = $1 and authority = 'REG000'", first.Record.Value));
        Assert.False(await _database.Journal.EraseAsync(ErasureOf(first, holder) with { Version = 2 }, Cancellation));
    }

    [Fact]
    public async Task A_record_that_was_changed_meanwhile_is_not_erased()
    {
        var first = await RegisteredAsync(Samples.Day);
        await _database.AppendAsync(Samples.Following(first));

        await Assert.ThrowsAsync<JournalConflictException>(() => _database.Journal.EraseAsync(ErasureOf(first), Cancellation));

        Assert.Null((await _database.Journal.ReadAsync(first.Record, 0, Cancellation)).ErasedAt);
    }

    [Fact]
    public async Task A_day_is_rolled_up_once_with_completeness_lag_and_findings_by_rule()
    {
        var quality = new PostgresQuality(_database.Running);
        var day = BerlinTime.DayOf(Samples.ReceivedAt);
        foreach (var lag in new[] { 1, 2, 20 })
        {
            var append = Samples.Registration();
            await _database.AppendAsync((append with { Receipt = append.Receipt with { LagDays = lag } })
                .Finding(null, lag == 20 ? Outlooks.With(Outlooks.NoAddress()) with { Gaps = 1 } : Outlooks.Empty, day));
        }

        Assert.True(await quality.RollUpAsync(day, Cancellation));
        Assert.False(await quality.RollUpAsync(day, Cancellation));

        var measured = Assert.Single(await quality.ReadAsync(Samples.Abh, day, day, Cancellation));
        Assert.Equal((3, 2, 1, 3, 1, 2, 20),
            (measured.Records, measured.Complete, measured.Gaps, measured.Submissions, measured.Late, measured.LagMedian, measured.LagNinetieth));
        Assert.Equal(new RuleDay("Q038", 1, 0, 1, 0), Assert.Single(measured.Rules));
    }

    private static JournalErasure ErasureOf(JournalAppend first, params IReadOnlyList<AuthorityKey> told) => new(
        first.Record, first.Receipt.Version, new RecordErasure(Samples.Day, "Q043", "§ 18 Abs. 1 Satz 1 AZRG-DV", true), Samples.Day, told,
        Samples.Stored(first.Record, first.Change!) with { Authority = AuthorityKey.Register });

    private async Task<JournalAppend> RegisteredAsync(DateOnly? lookOn)
    {
        var append = Samples.Registration().Finding(null, Outlooks.Empty with { LookOn = lookOn });
        await _database.AppendAsync(append);
        return append;
    }

    private Task<IReadOnlyList<RecordId>> ClaimAsync(int atMost, DateTimeOffset? now = null) =>
        Watch.ClaimDueAsync(Samples.Day, now ?? Now, (now ?? Now).AddMinutes(5), atMost, Cancellation);
}
