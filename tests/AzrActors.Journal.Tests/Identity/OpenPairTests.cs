using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>Which pairs wait, and for whom.</summary>
public sealed class OpenPairTests(JournalDatabase database) : IClassFixture<JournalDatabase>
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
