using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>Keys of records from before keys: page by page in the order of ids, whoever does them and whoever dies.</summary>
public sealed class MatchBackfillTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);
    private readonly JournalDatabase _database = new(postgres);
    private readonly Dictionary<Guid, PersonRecord> _records = [];
    private JournalAppend _first = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        for (var i = 0; i < 5; i++)
        {
            var append = Samples.Registration();
            await _database.AppendAsync(append);
            _first ??= append;
            _records.Add(append.Record.Value, PersonRecord.Evolve(append.Record, null, append.Change!));
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Each_record_gets_its_keys_once_and_a_page_that_was_lost_is_done_by_another_silo()
    {
        var (one, other) = (Open(), Open());
        Assert.Equal(Guid.Empty, await one.ClaimAsync(Claim, Cancellation));
        Assert.Null(await other.ClaimAsync(Claim, Cancellation));
        await PageAsync(one, Guid.Empty, 2);
        var after = (await other.ClaimAsync(Claim, Cancellation))!.Value;
        Assert.Equal(2L, await CountAsync("match_record"));

        // It dies with the page in its hands, after the keys were made.
        var lost = await other.ListAsync(after, 2, Cancellation);
        await other.MakeAsync([.. lost.Select(page => _records[page.Record.Value])], Cancellation);
        await _database.ScalarAsync("update match_backfill set claimed_until = now() - interval '1 second'");

        Assert.Equal(after, await one.ClaimAsync(Claim, Cancellation));
        Assert.Equal(0, await PageAsync(one, after, 2));
        while (await one.ClaimAsync(Claim, Cancellation) is { } next) await PageAsync(one, next, 2);
        Assert.Equal(5L, await CountAsync($"match_record where edition = {MatchEntry.Edition} and cardinality(meets) > 0"));
        Assert.Equal(5L, await CountAsync("match_due"));
        Assert.Equal("5 3", await _database.ScalarAsync("select looked || ' ' || made from match_backfill where ended_at is not null"));
    }

    [Fact]
    public async Task What_a_later_change_has_brought_stays_and_old_keys_are_made_anew()
    {
        var (changed, old) = (_records[_first.Record.Value], _records.Values.Last());
        var identity = RecordIdentity.Of(changed) with { Numbers = [PersonNumber.FingerprintReference("D77")] };
        await _database.AppendAsync(Samples.Following(_first) with { Match = new MatchEntry(identity, null, false) });
        await Open().MakeAsync([old], Cancellation);
        await _database.ScalarAsync("update match_record set edition = 1, meets = '{}' where record_id = $1", old.Id.Value);

        await Open().MakeAsync([changed, old], Cancellation);

        Assert.Equal($"2 {MatchEntry.Edition}", await _database.ScalarAsync("select version || ' ' || edition from match_record where record_id = $1", changed.Id.Value));
        Assert.Equal($"{MatchEntry.Edition} 1", await _database.ScalarAsync("select edition || ' ' || cardinality(meets) from match_record where record_id = $1", old.Id.Value));
        var keys = _database.NewKeys();
        var found = await new PostgresMatchIndex(_database.Running, keys, new MatchKeys(keys), NullLogger<PostgresMatchIndex>.Instance).FindAsync(BlockingKeys.Of(identity), null, Cancellation);
        Assert.Contains(found, one => one.Record == changed.Id && one.Identity.IsAlike(identity));
    }

    [Fact]
    public async Task An_erased_record_gets_none()
    {
        var erased = _records.Values.First();
        Assert.True(await _database.Journal.DestroyKeyAsync(erased.Id, Cancellation));

        await Open().MakeAsync([erased], Cancellation);

        Assert.Equal(0L, await CountAsync("match_record"));
    }

    /// <returns>How many of the page had no keys.</returns>
    private async Task<int> PageAsync(MatchBackfill silo, Guid after, int atMost)
    {
        var page = await silo.ListAsync(after, atMost, Cancellation);
        var lacking = page.Where(one => one.Lacks).Select(one => _records[one.Record.Value]).ToList();
        await silo.MakeAsync(lacking, Cancellation);
        await silo.AdvanceAsync(page.Count > 0 ? page[^1].Record.Value : null, page.Count, lacking.Count, Samples.ReceivedAt, Cancellation);
        return lacking.Count;
    }

    private MatchBackfill Open()
    {
        var keys = _database.NewKeys();
        return new MatchBackfill(_database.Running, keys, new MatchKeys(keys));
    }

    private Task<object?> CountAsync(string from) => _database.ScalarAsync($"select count(*) from {from}");
}
