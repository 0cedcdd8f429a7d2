using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>Entries go after six months unless somebody holds them, and the rest stays provable (AZRG-DV § 16).</summary>
public sealed class RetentionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DateTimeOffset _now = new StoppedClock(DateTimeOffset.UtcNow).GetUtcNow();
    private readonly RecordId _record = Samples.NewRecord();
    private SealedLog _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Old => _now.AddMonths(-6).AddDays(-3);

    public async ValueTask InitializeAsync()
    {
        _log = await SealedLog.OpenAsync(postgres);
        _log.Clock.Set(Old);
        await _log.WriteAsync(4);
        await _log.Journal.LogAsync(Samples.Retrieval(Old, _record), [], Cancellation);
        await _log.SealAsync();
        await GoToAsync(_now.AddMonths(-6).AddDays(3));
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 3);
        await GoToAsync(_now);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 2);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task What_is_older_than_six_months_is_removed_and_the_log_stays_proven()
    {
        Assert.Equal(5, await _log.Log.RemoveDueAsync(Cancellation));
        Assert.Equal(0, await _log.Log.RemoveDueAsync(Cancellation));
        var (faults, verifier) = await _log.VerifyAsync(_log.Kept);
        Assert.Empty(faults);
        Assert.Equal((10, 5, 5), (verifier.Size, verifier.Proven, verifier.Removed));
    }

    [Fact]
    public async Task A_control_procedure_holds_entries_of_its_time_until_it_is_over()
    {
        var hold = await HoldAsync(null, Old.AddDays(-1), Old.AddDays(1));
        Assert.Equal(0, await _log.Log.RemoveDueAsync(Cancellation));
        Assert.True(await _log.Log.LiftHoldAsync(hold, "Herr Prüfer", Cancellation));
        Assert.False(await _log.Log.LiftHoldAsync(hold, "Herr Prüfer", Cancellation));
        Assert.Equal(5, await _log.Log.RemoveDueAsync(Cancellation));

        var lifted = Assert.Single(await _log.Log.ListHoldsAsync(Cancellation));
        Assert.Equal(("Frau Prüferin", "Herr Prüfer"), (lifted.Hold.PlacedBy, lifted.LiftedBy));
    }

    [Fact]
    public async Task A_hold_of_one_record_keeps_the_entries_of_that_record_only()
    {
        await HoldAsync(_record, Old.AddDays(-1), null);
        Assert.Equal(4, await _log.Log.RemoveDueAsync(Cancellation));
        var (faults, verifier) = await _log.VerifyAsync(_log.Kept);
        Assert.Empty(faults);
        Assert.Equal((6, 4), (verifier.Proven, verifier.Removed));
    }

    [Fact]
    public async Task A_block_holds_disclosures_of_its_record_made_while_it_runs_and_nothing_else()
    {
        var number = Samples.NewNumber();
        var registration = Samples.Registration(number);
        await _log.Journal.AppendAsync(registration, Cancellation);
        var blocked = Blocked(registration, BlockHold.Placed, Old);
        await _log.Journal.AppendAsync(blocked, Cancellation);
        var record = registration.Record;
        // In the past, so that the term of all of them is over.
        await _log.TamperAsync("delete from access_log; delete from log_checkpoint");
        using var sealer = _log.NewSealer();
        _log.Clock.Set(Old);
        foreach (var (at, of) in new[] { (Old.AddDays(-1), record), (Old.AddDays(1), record), (Old.AddDays(1), Samples.NewRecord()) })
            await _log.Journal.LogAsync(Samples.Retrieval(at, of), [], Cancellation);
        await _log.Journal.LogAsync(Samples.Retrieval(Old.AddDays(1), record) with { Kind = AccessKind.RetrievalRefused }, [], Cancellation);
        await sealer.SealAsync(Cancellation);

        Assert.Equal(3, await _log.Log.RemoveDueAsync(Cancellation));
        await _log.Journal.AppendAsync(Blocked(blocked, BlockHold.Lifted, Samples.ReceivedAt), Cancellation);
        Assert.Equal(1, await _log.Log.RemoveDueAsync(Cancellation));
        var hold = Assert.Single(await _log.Log.ListHoldsAsync(Cancellation));
        Assert.Equal((record, Old, Samples.Abh.Value, Samples.Abh.Value), (hold.Hold.Record!, hold.Hold.EntriesFrom, hold.Hold.PlacedBy, hold.LiftedBy));
    }

    [Fact]
    public async Task A_block_that_is_not_stored_holds_nothing()
    {
        var registration = Samples.Registration();
        await _log.Journal.AppendAsync(registration, Cancellation);
        var taken = Blocked(registration, BlockHold.Placed, Samples.ReceivedAt);
        await _log.Journal.AppendAsync(taken with { Hold = null }, Cancellation);
        await Assert.ThrowsAsync<JournalConflictException>(() => _log.Journal.AppendAsync(taken, Cancellation));
        Assert.Empty(await _log.Log.ListHoldsAsync(Cancellation));
    }

    [Fact]
    public async Task The_end_of_a_block_leaves_holds_of_control_procedures_alone()
    {
        var registration = Samples.Registration();
        await _log.Journal.AppendAsync(registration, Cancellation);
        await HoldAsync(registration.Record, Old, null);
        await _log.Journal.AppendAsync(Blocked(registration, BlockHold.Lifted, Samples.ReceivedAt), Cancellation);
        Assert.Null(Assert.Single(await _log.Log.ListHoldsAsync(Cancellation)).LiftedAt);
    }

    private static JournalAppend Blocked(JournalAppend before, BlockHold hold, DateTimeOffset at)
    {
        var next = Samples.Following(before);
        return next with { Hold = hold, Change = next.Change! with { Origin = next.Change!.Origin with { ReceivedAt = at } } };
    }

    [Fact]
    public async Task A_hold_of_another_time_keeps_nothing()
    {
        await HoldAsync(null, Old.AddDays(1), null);
        Assert.Equal(5, await _log.Log.RemoveDueAsync(Cancellation));
    }

    [Fact]
    public async Task An_entry_that_claims_to_be_old_is_not_removed_before_its_seal_is()
    {
        await _log.WriteAsync(1, at: Old);
        await _log.SealAsync();
        Assert.Equal(5, await _log.Log.RemoveDueAsync(Cancellation));
    }

    [Fact]
    public async Task An_entry_removed_before_its_time_by_hand_is_found()
    {
        await _log.TamperAsync("delete from access_log where id = 6");
        Assert.Equal(5, Assert.Single((await _log.VerifyAsync(_log.Kept)).Faults).Position);
    }

    /// <summary>Time in which the silo went on looking for something to seal.</summary>
    private Task GoToAsync(DateTimeOffset now)
    {
        _log.Clock.Set(now);
        return _log.SealAsync();
    }

    private Task<long> HoldAsync(RecordId? record, DateTimeOffset from, DateTimeOffset? to) =>
        _log.Log.HoldAsync(new NewHold(record, from, to, "Kontrolle BfDI 7/26", "Frau Prüferin"), Cancellation);
}
