using AzrActors.Domain.AccessLog;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>The register passes to another key while it runs, and nobody else can pretend that it did (ADR 15).</summary>
public sealed class KeyChangeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private readonly LogKey _next = LogKey.Create();
    private SealedLog _log = null!;
    private LogKeys _former = null!;
    private LogKeys _both = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = await SealedLog.OpenAsync(postgres);
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 3);
        _former = _log.Keys.Current;
        _both = _former.HandOver(_next, _log.Clock.GetUtcNow() + Ahead);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _next.Dispose();
    }

    [Fact]
    public async Task The_next_key_seals_and_marks_from_its_time_on_and_who_has_the_first_follows()
    {
        _log.Keys.Offer(_both);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 2);
        await _log.PassAsync(Ahead);
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 2);

        Assert.Equal([.. Repeated(_former.Newest.Id, 3), .. Repeated(_next.Id, 2)], _log.Kept.Select(kept => kept.KeyId));
        Assert.Equal($"{_former.Newest.Id} 8,{_next.Id} 4", await MarksAsync());
        var (faults, verifier) = await _log.VerifyAsync(_log.Kept);
        Assert.Empty(faults);
        Assert.Equal((12, 12), (verifier.Size, verifier.Proven));
        Assert.Contains(HandOverLine.Write(_both.HandOvers[0]), await File.ReadAllLinesAsync(_log.CheckpointsFile, Cancellation));
    }

    [Fact]
    public async Task Entries_from_before_there_could_be_several_keys_count_as_marked_with_the_first()
    {
        await _log.WriteAsync(1);
        await _log.TamperAsync("update access_log set mac_key = null");
        await _log.SealAsync();
        Assert.Equal(7, (await _log.VerifyAsync(_log.Kept)).Verifier.Proven);
    }

    [Fact]
    public async Task A_silo_without_the_next_key_neither_calls_its_entries_forged_nor_seals_nor_writes_until_it_has_it()
    {
        var late = new LogKeyRing(_former);
        var lateBacklog = new LogBacklog(_log.Clock, new AccessLogOptions { BehindMax = Ahead + Ahead });
        using var lateSealer = _log.NewSealer(keys: late, backlog: lateBacklog);
        await using var lateJournal = _log.NewJournal(late, lateBacklog);
        _log.Keys.Offer(_both);
        await _log.SealAsync();
        await lateSealer.SealAsync(Cancellation);
        await lateJournal.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()), [], Cancellation);

        await _log.PassAsync(Ahead);
        await _log.WriteAsync(2);
        await lateSealer.SealAsync(Cancellation);
        Assert.Equal(7L, await SizeAsync());
        await Assert.ThrowsAsync<JournalBusyException>(() => lateJournal.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()), [], Cancellation));

        await _log.SealAsync();
        await lateSealer.SealAsync(Cancellation);
        late.Offer(_both);
        await lateSealer.SealAsync(Cancellation);
        await lateJournal.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()), [], Cancellation);
        await lateSealer.SealAsync(Cancellation);
        var (faults, verifier) = await _log.VerifyAsync(_log.Kept);
        Assert.Empty(faults);
        Assert.Equal(10, verifier.Proven);
    }

    [Fact]
    public async Task An_entry_of_a_silo_whose_clock_is_ahead_waits_on_one_that_lacks_the_key()
    {
        _log.Keys.Offer(_both);
        await _log.SealAsync();
        await _log.WriteAsync(1, at: _log.Clock.GetUtcNow() + Ahead);
        using var late = _log.NewSealer(keys: new LogKeyRing(_former), backlog: new LogBacklog(_log.Clock, _log.Options));
        await late.SealAsync(Cancellation);
        Assert.Equal(6L, await SizeAsync());

        await _log.SealAsync();
        Assert.Equal(7, (await _log.VerifyAsync(_log.Kept)).Verifier.Proven);
    }

    [Fact]
    public async Task After_a_silo_whose_clock_is_ahead_the_others_seal_with_the_next_key_too()
    {
        _log.Keys.Offer(_both);
        await _log.PassAsync(Ahead);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        await _log.PassAsync(-Ahead);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        Assert.Equal(_next.Id, _log.Kept[^1].KeyId);
        Assert.Empty((await _log.VerifyAsync(_log.Kept, later: Ahead)).Faults);
    }

    [Fact]
    public async Task What_was_written_before_the_hand_over_is_sealed_however_long_the_register_stood_still()
    {
        await _log.WriteAsync(2);
        _log.Keys.Offer(_both);
        _log.Clock.Advance(TimeSpan.FromDays(30));
        await _log.SealAsync();
        Assert.Equal(8, (await _log.VerifyAsync(_log.Kept)).Verifier.Proven);
    }

    [Fact]
    public async Task A_mark_made_with_a_key_that_is_long_retired_is_not_believed()
    {
        _log.Keys.Offer(_both);
        await _log.PassAsync(Ahead);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        await _log.PassAsync(Ahead);

        // Somebody has the retired key and may write into the database.
        await using var thief = _log.NewJournal(new LogKeyRing(_former), LogBacklog.NoLimit);
        await thief.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()), [], Cancellation);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        Assert.Equal([new LogFault(LogFaultKind.EntryInserted, null, 8)], (await _log.VerifyAsync(_log.Kept)).Faults);
    }

    [Fact]
    public async Task A_checkpoint_signed_with_the_retired_key_after_the_hand_over_is_found_and_not_sealed_upon()
    {
        await ChangedAsync();
        foreach (var kept in _log.Kept.TakeLast(2))
        {
            await ReplaceSignatureAsync(kept.Checkpoint.Size, _former.Newest.Sign(kept.Checkpoint));
            Assert.Contains(new LogFault(LogFaultKind.KeyOutOfTurn, kept.Checkpoint.Size, null), (await _log.VerifyAsync()).Faults);
        }
        await Assert.ThrowsAsync<LogTamperedException>(_log.SealAsync);
    }

    [Fact]
    public async Task A_retired_key_that_dates_its_checkpoint_back_is_found_because_the_next_has_sealed_already()
    {
        var last = await ChangedAsync();
        var forged = _former.Newest.Sign(last.Checkpoint with { At = last.Checkpoint.At - Ahead - Ahead });
        await ReplaceSignatureAsync(last.Checkpoint.Size, forged);
        await _log.TamperAsync($"update log_checkpoint set sealed_at = '{forged.Checkpoint.At:O}' where size = {last.Checkpoint.Size}");
        Assert.Equal([new LogFault(LogFaultKind.KeyOutOfTurn, last.Checkpoint.Size, null)], (await _log.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_checkpoint_signed_with_the_next_key_before_its_time_is_found()
    {
        _log.Keys.Offer(_both);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        var last = _log.Kept[^1];
        await ReplaceSignatureAsync(last.Checkpoint.Size, _next.Sign(last.Checkpoint));
        Assert.Equal([new LogFault(LogFaultKind.KeyOutOfTurn, last.Checkpoint.Size, null)], (await _log.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_hand_over_forged_in_the_database_is_found_and_no_silo_follows_it()
    {
        using var own = LogKey.Create();
        using var claimed = LogKey.Create();
        var forged = claimed.HandOverTo(own, _log.Clock.GetUtcNow()) with { From = _former.Newest.Id };
        await InsertAsync(forged);
        await using var administrator = _log.NewJournal(new LogKeyRing(LogKeys.Of(own)), LogBacklog.NoLimit);
        await administrator.LogAsync(Samples.Retrieval(_log.Clock.GetUtcNow()), [], Cancellation);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);

        Assert.Equal(_former.Newest.Id, _log.Kept[^1].KeyId);
        Assert.Equal(
            [new LogFault(LogFaultKind.HandOverForged, null, null), new LogFault(LogFaultKind.EntryInserted, null, 7)],
            (await _log.VerifyAsync(_log.Kept)).Faults.OrderByDescending(fault => fault.Kind));
    }

    [Fact]
    public async Task A_log_sealed_on_with_a_forged_hand_over_is_found()
    {
        using var own = LogKey.Create();
        await InsertAsync(own.HandOverTo(own, _log.Clock.GetUtcNow()) with { From = _former.Newest.Id });
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        await ReplaceSignatureAsync(7, own.Sign(_log.Kept[^1].Checkpoint));
        var (faults, _) = await _log.VerifyAsync();
        Assert.Equal([LogFaultKind.CheckpointForged, LogFaultKind.HandOverForged], faults.Select(fault => fault.Kind).Order());
    }

    [Fact]
    public async Task A_hand_over_whose_key_or_time_was_changed_is_found()
    {
        await ChangedAsync();
        await _log.TamperAsync("update log_hand_over set active_from = active_from + interval '1 second'");
        Assert.Contains((await _log.VerifyAsync()).Faults, fault => fault.Kind == LogFaultKind.HandOverForged);
    }

    [Fact]
    public async Task A_hand_over_deleted_from_the_database_is_missed_and_silos_announce_it_again()
    {
        await ChangedAsync();
        await _log.TamperAsync("delete from log_hand_over");
        Assert.Contains((await _log.VerifyAsync()).Faults, fault => fault.Kind == LogFaultKind.CheckpointForged);
        using var restarted = _log.NewSealer();
        await restarted.SealAsync(Cancellation);
        Assert.Empty((await _log.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_key_that_comes_after_the_register_has_sealed_past_its_time_is_not_used()
    {
        await _log.PassAsync(Ahead);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        _log.Keys.Offer(_both);
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 1);
        Assert.Equal(0L, await _log.TamperAsync("select count(*) from log_hand_over"));
        Assert.Empty((await _log.VerifyAsync(_log.Kept)).Faults);

        // One that starts with it takes nothing, instead of writing what the others would not believe.
        var backlog = new LogBacklog(_log.Clock, _log.Options);
        using var sealer = _log.NewSealer(keys: new LogKeyRing(_both), backlog: backlog);
        await sealer.SealAsync(Cancellation);
        Assert.True(backlog.StopsJournal);
        Assert.Equal(9L, await SizeAsync());
    }

    [Fact]
    public async Task The_file_of_keys_says_what_it_said_and_forgets_the_private_half_of_retired_ones_when_told_to()
    {
        var read = LogKeys.FromPem(_both.ExportPem());
        Assert.Equal(_both.ExportPem(), read.ExportPem());
        Assert.Equal(_former.Newest.Id, LogKeys.FromPem(_former.Newest.ExportPem()).Newest.Id);

        var forgotten = LogKeys.FromPem(_both.ExportPem(forgetRetiredAt: DateTimeOffset.MaxValue));
        Assert.Equal((false, true), (forgotten[0].IsPrivate, forgotten[1].IsPrivate));
        _log.Keys.Offer(_both);
        await _log.PassAsync(Ahead);
        _log.Keys.Offer(forgotten);
        await _log.SealAsync();
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 1);
        Assert.Equal(7, (await _log.VerifyAsync(_log.Kept)).Verifier.Proven);
    }

    [Fact]
    public void Keys_that_do_not_introduce_each_other_are_refused()
    {
        using var other = LogKey.Create();
        var handOver = _both.ExportPem()[_former.ExportPem().Length..];
        foreach (var text in new[]
        {
            "", "no PEM", other.ExportPublicPem(), _former.ExportPem() + other.ExportPem(), other.ExportPem() + "\n" + handOver,
            _both.ExportPem()[..^(_next.ExportPem().Length + 1)], _former.ExportPem() + handOver.Replace(_next.ExportPem(), other.ExportPem(), StringComparison.Ordinal),
        })
            Assert.Throws<InvalidDataException>(() => LogKeys.FromPem(text));
        Assert.Throws<InvalidDataException>(() => _log.Keys.Offer(LogKeys.Of(other)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _both.HandOver(other, _both.ActiveFrom(_next)));
    }

    /// <summary>The register has passed to the next key and sealed with it twice.</summary>
    private async Task<SignedCheckpoint> ChangedAsync()
    {
        _log.Keys.Offer(_both);
        await _log.PassAsync(Ahead);
        await _log.WriteAndSealAsync(checkpoints: 2, entriesEach: 1);
        return _log.Kept[^1];
    }

    private static IEnumerable<string> Repeated(string id, int times) => Enumerable.Repeat(id, times);

    private Task InsertAsync(KeyHandOver handOver) => _log.TamperAsync($"""
        insert into log_hand_over (from_key, public_key, active_from, signature) values
          ('{handOver.From}', '\x{Convert.ToHexString(handOver.NewKey)}', '{handOver.ActiveFrom:O}', '\x{Convert.ToHexString(handOver.Signature)}')
        """);

    private Task ReplaceSignatureAsync(long size, SignedCheckpoint signed) => _log.TamperAsync(
        $"update log_checkpoint set key_id = '{signed.KeyId}', signature = '\\x{Convert.ToHexString(signed.Signature)}' where size = {size}");

    private async Task<long> SizeAsync() => (long)(await _log.TamperAsync("select max(size) from log_checkpoint"))!;

    private async Task<string> MarksAsync() => (string)(await _log.TamperAsync(
        "select string_agg(mark, ',' order by first) from (select mac_key || ' ' || count(*) as mark, min(id) as first from access_log group by mac_key) as marks"))!;
}
