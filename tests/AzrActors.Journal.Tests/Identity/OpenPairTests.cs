using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Schema;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>Which pairs wait, and for whom.</summary>
public sealed class OpenPairTests(JournalDatabase database, PostgresFixture postgres) : IClassFixture<JournalDatabase>
{
    private static readonly AuthorityKey Mine = AuthorityKey.Parse("A12054");
    private static readonly AuthorityKey Theirs = AuthorityKey.Parse("A15084");
    private readonly RecordId _one = Samples.NewRecord();
    private readonly RecordId _other = Samples.NewRecord();

    [Theory]
    [InlineData("possible", false, true, true)]
    [InlineData("possible", true, true, true)]
    [InlineData("same", false, true, true)]
    [InlineData("same", true, false, true)]
    [InlineData("different", true, false, false)]
    public async Task A_pair_waits_for_its_offices_until_one_of_them_has_decided_and_then_for_the_register_authority(
        string outcome, bool byOfficial, bool forOffice, bool forRegister)
    {
        var pair = await StoreAsync(outcome, byOfficial);
        Assert.Equal(forOffice, await WaitsAsync(Mine, pair));
        Assert.Equal(forOffice, await WaitsAsync(Theirs, pair));
        Assert.Equal(forRegister, await WaitsAsync(null, pair));
        Assert.False(await WaitsAsync(AuthorityKey.Parse("A01001"), pair));
    }

    [Fact]
    public async Task Of_a_record_only_whoever_keeps_its_file_is_told_and_not_who_keeps_the_other()
    {
        var pair = await StoreAsync("possible", false);
        Assert.Equal([pair], await OfAsync(_one, Mine));
        Assert.Empty(await OfAsync(_other, Mine));
        Assert.Equal([pair], await OfAsync(_other, Theirs));
        Assert.Equal([pair], await OfAsync(_other, null));
    }

    [Fact]
    public async Task A_pair_that_is_being_merged_waits_for_nobody_and_again_when_the_case_is_stopped()
    {
        var pair = await StoreAsync("same", false);
        var merges = new MergeCases(database.Running);
        var merge = new NewMerge(Guid.NewGuid(), _other, _one, AuthorityKey.Register, "Frau Beispiel", "gleicher Ausweis", Samples.ReceivedAt, Samples.ReceivedAt, [Mine]);
        Assert.True(await merges.ProposeAsync(merge, Cancellation));
        Assert.False(await WaitsAsync(null, pair));
        Assert.True(await merges.MoveAsync(merge.Case, MergeCases.Asking, MergeCases.Stopped, "Frau Beispiel", "verschieden", Samples.ReceivedAt, Cancellation));
        Assert.True(await WaitsAsync(null, pair));
    }

    [Fact]
    public async Task A_pair_follows_the_file_to_another_office_as_soon_as_its_record_was_looked_at()
    {
        var pair = await StoreAsync("possible", false);
        await database.ScalarAsync("update match_record set version = 2, keeper = $2 where record_id = $1", _one.Value, "A01001");
        var keys = database.NewKeys();
        var index = new PostgresMatchIndex(database.Running, keys, new MatchKeys(keys), NullLogger<PostgresMatchIndex>.Instance);
        await index.DoneAsync(await index.ClaimDueAsync(1_000, TimeSpan.FromMinutes(1), Cancellation), Cancellation);
        Assert.False(await WaitsAsync(Mine, pair));
        Assert.True(await WaitsAsync(Theirs, pair));
        Assert.True(await WaitsAsync(AuthorityKey.Parse("A01001"), pair));
        Assert.Equal([pair], (await new PostgresMatchPairs(database.Running).ListAsync(MatchOutcome.Possible, AuthorityKey.Parse("A01001"), 0, 10, Cancellation)).Select(one => one.Pair));
    }

    [Fact]
    public async Task Pairs_of_a_former_build_wait_for_their_offices_once_the_schema_is_this_ones()
    {
        var name = await postgres.NameDatabaseAsync(Cancellation);
        var former = SchemaScript.Embedded.TakeWhile(script => !script.Name.Contains("0023", StringComparison.Ordinal)).ToList();
        await Migrator.ApplyAsync(name, former, NullLogger.Instance, Cancellation);
        await using var source = NpgsqlDataSource.Create(name);
        await using (var command = source.CreateCommand($"""
            insert into match_record (record_id, version, keys, identity, keeper, states_difference)
              values ('{_one.Value}', 1, '{"{}"}', '', '{Mine.Value}', false), ('{_other.Value}', 1, '{"{}"}', '', '{Theirs.Value}', false);
            insert into match_pair (one, other, outcome, by_official, bits, found_at, changed_at)
              values (least('{_one.Value}'::uuid, '{_other.Value}'), greatest('{_one.Value}'::uuid, '{_other.Value}'), 'possible', false, 4.2, now(), now())
            """)) await command.ExecuteNonQueryAsync(Cancellation);
        await Migrator.MigrateAsync(name, NullLogger.Instance, Cancellation);
        var open = new OpenPairs(source);
        foreach (var keeper in (AuthorityKey?[])[Mine, Theirs, null]) Assert.Single(await open.ListAsync(keeper, 0, 10, Cancellation));
        Assert.Empty(await open.ListAsync(AuthorityKey.Parse("A01001"), 0, 10, Cancellation));
    }

    private async Task<bool> WaitsAsync(AuthorityKey? keeper, long pair) =>
        (await Open().ListAsync(keeper, pair - 1, 1, Cancellation)).SingleOrDefault() is { } open && open.Pair == pair
            && open.Outcome is MatchOutcome.Possible or MatchOutcome.Same;

    private async Task<IEnumerable<long>> OfAsync(RecordId record, AuthorityKey? keeper) =>
        (await Open().OfAsync(record, keeper, 0, 10, Cancellation)).Select(pair => pair.Pair);

    private OpenPairs Open() => new(database.Running);

    private async Task<long> StoreAsync(string outcome, bool byOfficial)
    {
        await database.ScalarAsync(
            "insert into match_record (record_id, version, keys, identity, keeper, states_difference) values ($1, 1, '{}', '', $3, false), ($2, 1, '{}', '', $4, false)",
            _one.Value, _other.Value, Mine.Value, Theirs.Value);
        return (long)(await database.ScalarAsync("""
            insert into match_pair (one, other, outcome, by_official, bits, found_at, changed_at) values (least($1, $2), greatest($1, $2), $3, $4, 4.2, now(), now())
            returning pair_id
            """, _one.Value, _other.Value, outcome, byOfficial))!;
    }
}
