using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>Outcomes about pairs are kept for ever, and what an official decided is not overruled by the register.</summary>
public sealed class MatchPairTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly DateTimeOffset At = Samples.ReceivedAt;
    private readonly RecordId _one = Samples.NewRecord();
    private readonly RecordId _other = Samples.NewRecord();

    [Fact]
    public async Task A_pair_is_one_whichever_of_the_two_finds_it_and_each_outcome_stays_in_its_history()
    {
        var pairs = Open();
        Assert.Equal(1, await pairs.KeepFoundAsync([new(_one, [Found(_other, MatchOutcome.Possible, -2)])], At, Cancellation));
        Assert.Equal(0, await pairs.KeepFoundAsync([new(_other, [Found(_one, MatchOutcome.Possible, -2)])], At, Cancellation));
        Assert.Equal(1, await pairs.KeepFoundAsync([new(_other, [Found(_one, MatchOutcome.Same, 9)])], At, Cancellation));
        Assert.Equal(1, await pairs.KeepFoundAsync([new(_one, [])], At, Cancellation));

        var pair = (await pairs.FindAsync(_other, _one, Cancellation))!;
        Assert.Equal((MatchOutcome.Different, false), (pair.Outcome, pair.ByOfficial));
        Assert.Equal([MatchOutcome.Possible, MatchOutcome.Same, MatchOutcome.Different],
            (await pairs.HistoryAsync(pair.Pair, Cancellation)).Select(outcome => outcome.Outcome));
    }

    [Fact]
    public async Task Of_records_looked_at_together_a_pair_is_kept_once_and_what_neither_finds_any_more_differs()
    {
        var (pairs, third) = (Open(), Samples.NewRecord());
        await pairs.KeepFoundAsync([new(_one, [Found(third, MatchOutcome.Possible, 1)])], At, Cancellation);

        Assert.Equal(2, await pairs.KeepFoundAsync(
            [new(_one, [Found(_other, MatchOutcome.Same, 9)]), new(_other, [Found(_one, MatchOutcome.Same, 9)])], At, Cancellation));

        Assert.Equal(MatchOutcome.Same, (await pairs.FindAsync(_one, _other, Cancellation))!.Outcome);
        Assert.Equal(MatchOutcome.Different, (await pairs.FindAsync(_one, third, Cancellation))!.Outcome);
    }

    [Fact]
    public async Task What_an_official_decided_stays_whatever_the_register_finds_later()
    {
        var pairs = Open();
        await pairs.KeepFoundAsync([new(_one, [Found(_other, MatchOutcome.Same, 12)])], At, Cancellation);
        var decision = new PairDecision(_one, _other, MatchOutcome.Different, AuthorityKey.Register, "Frau Beispiel", "Zwillinge", At);
        Assert.True(await pairs.DecideAsync(decision, Cancellation));
        Assert.False(await pairs.DecideAsync(decision, Cancellation));

        Assert.Equal(0, await pairs.KeepFoundAsync([new(_one, [Found(_other, MatchOutcome.Same, 15)])], At, Cancellation));

        var pair = (await pairs.FindAsync(_one, _other, Cancellation))!;
        Assert.Equal((MatchOutcome.Different, true), (pair.Outcome, pair.ByOfficial));
        var last = (await pairs.HistoryAsync(pair.Pair, Cancellation))[^1];
        Assert.Equal(("Frau Beispiel", "Zwillinge", 12.0), (last.Official, last.Reason, last.Bits));
        Assert.NotNull(last.Evidence);
    }

    [Fact]
    public async Task History_cannot_be_changed_by_the_running_register()
    {
        await using var command = database.Running.CreateCommand("update match_outcome set outcome = 'same'");
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private PostgresMatchPairs Open() => new(database.Running);

    private static FoundPair Found(RecordId other, MatchOutcome outcome, double bits) => new(other, outcome, bits, """{"familyName":{"degree":"exact","bits":4.5}}""");
}
