using AzrActors.Domain.AccessLog;
using AzrActors.Journal.AccessLog;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>Everything an administrator of the database could try, done by one, and found.</summary>
public sealed class TamperTests(PostgresFixture postgres) : IAsyncLifetime
{
    private SealedLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _log = await SealedLog.OpenAsync(postgres);
        // Entries 1 to 15, positions 0 to 14, a checkpoint after every third.
        await _log.WriteAndSealAsync(checkpoints: 5, entriesEach: 3);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task A_log_nobody_touched_is_proven_entry_by_entry()
    {
        var (faults, verifier) = await _log.VerifyAsync(_log.Kept);
        Assert.Empty(faults);
        Assert.Equal((15, 15, 0), (verifier.Size, verifier.Proven, verifier.Removed));
        Assert.Equal([3, 6, 9, 12, 15], _log.Kept.Select(kept => kept.Checkpoint.Size));
    }

    private const string Changed = "content = convert_to(replace(convert_from(content, 'UTF8'), 'Frau', 'Herr'), 'UTF8')";
    private const string LeafOfChanged = "sha256('\\x00' || convert_to(replace(convert_from(content, 'UTF8'), 'Frau', 'Herr'), 'UTF8'))";

    [Theory]
    [InlineData($"update access_log set {Changed} where id = 5")]
    [InlineData($"update access_log set {Changed}, leaf_hash = {LeafOfChanged} where id = 5")]
    [InlineData("update access_log set record_id = gen_random_uuid() where id = 5")]
    [InlineData("update access_log set authority = 'M12054' where id = 5")]
    [InlineData("update access_log set at = at - interval '1 year' where id = 5")]
    [InlineData("update access_log set kind = 'store' where id = 5")]
    public Task A_changed_entry_is_found(string sql) => FindsAsync(sql, LogFaultKind.EntryChanged, position: 4, entry: 5);

    [Fact]
    public Task An_entry_changed_together_with_the_list_that_seals_it_is_found() => FindsAsync(
        $"""
        update log_checkpoint set hashes = overlay(hashes placing (select {LeafOfChanged} from access_log where id = 5) from 33) where size = 6;
        update access_log set {Changed}, leaf_hash = {LeafOfChanged} where id = 5
        """, LogFaultKind.CheckpointChanged, position: 6);

    [Fact]
    public Task A_deleted_entry_is_found() => FindsAsync("delete from access_log where id = 5", LogFaultKind.EntryDeleted, position: 4, entry: 5);

    [Fact]
    public Task A_deleted_tail_is_found_even_by_those_who_kept_nothing() =>
        FindsAsync("delete from access_log where id > 12", LogFaultKind.EntryDeleted, position: 12, entry: 13, keptNothing: true);

    [Fact]
    public Task A_tail_cut_off_together_with_its_checkpoints_is_found_through_those_that_others_kept() => FindsAsync(
        "delete from access_log where id > 12; delete from log_checkpoint where size > 12", LogFaultKind.Truncated, position: 12);

    [Fact]
    public Task A_log_emptied_altogether_is_found_through_the_checkpoints_that_others_kept() =>
        FindsAsync("truncate access_log, log_checkpoint", LogFaultKind.Truncated, position: 0);

    [Fact]
    public Task Entries_that_changed_places_are_found() => FindsAsync(
        SetId(4, -4) + SetId(6, -6) + SetId(-4, 6) + SetId(-6, 4), LogFaultKind.EntriesReordered, position: 3, entry: 4);

    [Fact]
    public Task Entries_that_changed_places_in_the_list_that_seals_them_are_found() => FindsAsync(
        "update log_checkpoint set entries = array[5, 4, 6] where size = 6", LogFaultKind.EntriesReordered, position: 3, entry: 5);

    [Fact]
    public Task Entries_that_changed_places_with_their_hashes_are_found() => FindsAsync(
        """
        update log_checkpoint set entries = array[5, 4, 6],
          hashes = substring(hashes from 33 for 32) || substring(hashes from 1 for 32) || substring(hashes from 65) where size = 6
        """, LogFaultKind.CheckpointChanged, position: 6);

    [Fact]
    public async Task A_forged_entry_is_not_sealed_and_found_while_the_register_goes_on()
    {
        await _log.TamperAsync("""
            insert into access_log (at, kind, authority, record_id, content, leaf_hash, mac)
            select at, kind, authority, record_id, content, sha256('\x00' || content), sha256('guess') from access_log where id = 5
            """);
        await _log.WriteAndSealAsync(checkpoints: 1, entriesEach: 2);
        var (faults, verifier) = await _log.VerifyAsync(_log.Kept);
        Assert.Equal([new LogFault(LogFaultKind.EntryInserted, null, 16)], faults);
        Assert.Equal(17, verifier.Proven);
    }

    [Fact]
    public async Task An_entry_copied_with_its_mark_is_found()
    {
        // The mark is a true one, so the sealer takes it; no two entries of the register are the same, so the auditor does not.
        await _log.TamperAsync("""
            insert into access_log (at, kind, authority, record_id, content, leaf_hash, mac)
            select at, kind, authority, record_id, content, leaf_hash, mac from access_log where id = 5
            """);
        await _log.SealAsync();
        var (faults, _) = await _log.VerifyAsync(_log.Kept);
        Assert.Equal([new LogFault(LogFaultKind.EntryInserted, 15, 16)], faults);
    }

    [Fact]
    public Task An_entry_that_claims_to_be_from_the_future_is_no_excuse() => FindsAsync(
        """
        insert into access_log (at, kind, authority, record_id, content, leaf_hash, mac)
        select at + interval '10 years', kind, authority, record_id, content, leaf_hash, sha256('guess') from access_log where id = 5
        """, LogFaultKind.EntryInserted, position: null, entry: 16);

    [Fact]
    public Task An_entry_forged_into_the_list_that_seals_it_is_found() => FindsAsync(
        """
        with forged as (
          insert into access_log (at, kind, authority, record_id, content, leaf_hash, mac)
          select at, kind, authority, record_id, content, leaf_hash, sha256('guess') from access_log where id = 5 returning id, leaf_hash
        )
        update log_checkpoint set entries = entries || forged.id, hashes = hashes || forged.leaf_hash from forged where size = 6
        """, LogFaultKind.CheckpointMissing, position: 6);

    [Fact]
    public Task A_checkpoint_with_another_root_is_found() => FindsAsync(
        "update log_checkpoint set root = sha256('other') where size = 9", LogFaultKind.CheckpointForged, position: 9);

    [Fact]
    public async Task A_checkpoint_signed_by_somebody_else_is_found()
    {
        using var other = LogKey.Create();
        var signed = other.Sign(_log.Kept[2].Checkpoint);
        await FindsAsync(
            $"update log_checkpoint set key_id = '{other.Id}', signature = '\\x{Convert.ToHexString(signed.Signature)}' where size = 9",
            LogFaultKind.CheckpointForged, position: 9);
    }

    [Fact]
    public Task A_checkpoint_taken_out_of_the_middle_is_found() =>
        FindsAsync("delete from log_checkpoint where size = 9", LogFaultKind.CheckpointMissing, position: 12);

    [Fact]
    public async Task A_log_rolled_back_and_written_on_is_found_through_the_checkpoints_that_others_kept()
    {
        var kept = _log.Kept;
        await _log.TamperAsync("delete from access_log where id > 9; delete from log_checkpoint where size > 9");
        await _log.WriteAsync(8);
        // A silo that was not there before cannot know; those that were refuse to seal on.
        using var stranger = _log.NewSealer();
        await stranger.SealAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<LogTamperedException>(_log.SealAsync);
        Assert.Empty((await _log.VerifyAsync()).Faults);
        Assert.Equal([new LogFault(LogFaultKind.Rewritten, 12, null)], (await _log.VerifyAsync(kept)).Faults);
    }

    [Fact]
    public async Task A_log_rolled_back_and_written_on_less_far_is_both_rewritten_and_too_short()
    {
        var kept = _log.Kept;
        await _log.TamperAsync("delete from access_log where id > 9; delete from log_checkpoint where size > 9");
        await _log.WriteAsync(4);
        using var stranger = _log.NewSealer();
        await stranger.SealAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [new LogFault(LogFaultKind.Rewritten, 12, null), new LogFault(LogFaultKind.Truncated, 13, null)],
            (await _log.VerifyAsync(kept)).Faults);
    }

    [Fact]
    public async Task A_silo_notices_by_itself_that_the_log_was_cut_off()
    {
        await _log.TamperAsync("delete from log_checkpoint where size > 9");
        await Assert.ThrowsAsync<LogTamperedException>(_log.SealAsync);
        using var restarted = _log.NewSealer(_log.CheckpointsFile);
        await Assert.ThrowsAsync<LogTamperedException>(() => restarted.SealAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_silo_seals_on_no_checkpoint_but_its_own()
    {
        await _log.TamperAsync("update log_checkpoint set frontier = hashes where size = 15");
        using var fresh = _log.NewSealer();
        await Assert.ThrowsAsync<LogTamperedException>(() => fresh.SealAsync(TestContext.Current.CancellationToken));
    }

    private static string SetId(int from, int to) =>
        $"""

        insert into access_log (id, at, kind, authority, record_id, content, leaf_hash, mac) overriding system value
          select {to}, at, kind, authority, record_id, content, leaf_hash, mac from access_log where id = {from};
        delete from access_log where id = {from};
        """;

    private async Task FindsAsync(string sql, LogFaultKind kind, long? position, long? entry = null, bool keptNothing = false)
    {
        var kept = keptNothing ? null : _log.Kept;
        await _log.TamperAsync(sql);
        var (faults, _) = await _log.VerifyAsync(kept);
        Assert.Equal(new LogFault(kind, position, entry), faults.FirstOrDefault());
    }
}
