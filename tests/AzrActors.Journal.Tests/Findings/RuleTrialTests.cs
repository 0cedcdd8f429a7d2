using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>A trial of a rule goes over every record once, in batches, whoever does them and whoever dies.</summary>
public sealed class RuleTrialTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Samples.ReceivedAt;
    private readonly JournalDatabase _database = new(postgres);

    private PostgresRuleTrials Trials => new(_database.Running);

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        for (var i = 0; i < 7; i++) await _database.AppendAsync(Samples.Registration());
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Every_record_is_looked_at_once_and_counted_by_office()
    {
        var trial = await Trials.StartAsync("Q067", AuthorityKey.Register, Cancellation);
        var seen = new List<RecordId>();

        while (await Trials.ClaimAsync(Now, Now.AddMinutes(2), 3, Cancellation) is { } batch)
        {
            seen.AddRange(batch.Records);
            await Trials.FinishAsync(batch, new Dictionary<AuthorityKey, int> { [Samples.Abh] = batch.Records.Count }, 0, Now, Cancellation);
        }

        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
        var done = (await Trials.FindAsync(trial, Cancellation))!;
        Assert.Equal((7, 7, 0, true, 7), (done.Total, done.Looked, done.Unreadable, done.IsDone, done.Found[Samples.Abh]));
    }

    [Fact]
    public async Task A_batch_that_was_taken_and_never_finished_is_done_by_another_and_counts_once()
    {
        var trial = await Trials.StartAsync("Q067", AuthorityKey.Register, Cancellation);
        var lost = (await Trials.ClaimAsync(Now, Now.AddMinutes(2), 3, Cancellation))!;
        Assert.Null(await Trials.ClaimAsync(Now.AddMinutes(1), Now.AddMinutes(3), 3, Cancellation));

        var again = (await Trials.ClaimAsync(Now.AddMinutes(2), Now.AddMinutes(4), 3, Cancellation))!;
        var found = new Dictionary<AuthorityKey, int> { [Samples.Abh] = 1 };
        await Trials.FinishAsync(again, found, 0, Now, Cancellation);
        // The one who was believed dead comes late.
        await Trials.FinishAsync(lost, found, 0, Now, Cancellation);

        Assert.Equal(lost.Records, again.Records);
        var half = (await Trials.FindAsync(trial, Cancellation))!;
        Assert.Equal((3, 1, false), (half.Looked, half.Found[Samples.Abh], half.IsDone));
    }
}
