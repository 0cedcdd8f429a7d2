using AzrActors.Journal.Keys;
using AzrActors.Journal.Tests.Journal;
using AzrActors.Journal.Tests.Keys;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Snapshots;

/// <summary>Reading a record back is one snapshot and few changes, and without snapshots it is the same record.</summary>
public sealed class SnapshotTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const int Every = 16;

    [Fact]
    public async Task A_long_record_is_read_from_its_snapshot_and_the_changes_after_it()
    {
        var stored = await History.AppendAsync(database, History.Moves(2 * Every + 5));

        var history = await Stored.ReadAsync(database, stored.Record);

        Assert.Equal(2 * Every, history.Start?.Version);
        Assert.Equal(Enumerable.Range(2 * Every + 1, 5), history.Changes.Select(change => change.Version));
        SameAs(stored, history);
    }

    [Fact]
    public async Task Deleting_all_snapshots_loses_nothing()
    {
        var stored = await History.AppendAsync(database, History.Moves(Every + 3));
        var before = await Stored.ReadAsync(database, stored.Record);

        await database.ScalarAsync("delete from record_snapshot");

        var after = await Stored.ReadAsync(database, stored.Record);
        Assert.NotNull(before.Start);
        Assert.Null(after.Start);
        Assert.Equal(Every + 3, after.Changes.Count);
        SameAs(stored, before);
        SameAs(stored, after);
    }

    [Fact]
    public async Task A_snapshot_of_another_version_of_the_format_is_ignored_and_made_anew()
    {
        var stored = await History.AppendAsync(database, History.Moves(Every));
        await database.ScalarAsync("update record_snapshot set format = 0, content = 'older' where record_id = $1", stored.Record.Value);
        var history = await Stored.ReadAsync(database, stored.Record);
        Assert.Null(history.Start);
        Assert.True(history.IsLong);
        SameAs(stored, history);

        await database.Journal.KeepSnapshotAsync(stored.State!, Cancellation);

        var again = await Stored.ReadAsync(database, stored.Record);
        Assert.Equal(Every, again.Start?.Version);
        SameAs(stored, again);
    }

    [Fact]
    public async Task An_older_state_does_not_replace_a_newer_one()
    {
        var stored = await History.AppendAsync(database, History.Moves(Every + 1));
        await database.Journal.KeepSnapshotAsync(stored.State!, Cancellation);
        await database.Journal.KeepSnapshotAsync((stored with { Changes = [.. stored.Changes.Take(3)] }).State!, Cancellation);

        Assert.Equal(Every + 1, (await Stored.ReadAsync(database, stored.Record)).Start?.Version);
    }

    [Fact]
    public async Task Who_knows_a_version_gets_only_what_is_newer()
    {
        var stored = await History.AppendAsync(database, History.Moves(Every + 2));

        var behind = await database.Journal.ReadAsync(stored.Record, 3, Cancellation);
        var ahead = await database.Journal.ReadAsync(stored.Record, Every + 1, Cancellation);
        var all = await database.Journal.ReadChangesAsync(stored.Record, 0, Cancellation);

        Assert.Equal((Every, 2), (behind.Start!.Version, behind.Changes.Count));
        Assert.Equal((null, 1), (ahead.Start, ahead.Changes.Count));
        Assert.Equal((null, Every + 2), (all.Start, all.Changes.Count));
        Assert.Empty((await database.Journal.ReadAsync(stored.Record, Every + 2, Cancellation)).Changes);
    }

    [Theory]
    [InlineData("update record_snapshot set version = version - 1 where record_id = $1")]
    [InlineData("update record_snapshot set content = (select content from record_change where record_id = $1 and version = 16) where record_id = $1")]
    [InlineData("update record_snapshot set content = convert_to('{}', 'UTF8') where record_id = $1")]
    public async Task A_snapshot_that_was_altered_or_moved_is_noticed(string tampering)
    {
        var stored = await History.AppendAsync(database, History.Moves(Every));

        await database.ScalarAsync(tampering, stored.Record.Value);

        await Assert.ThrowsAsync<SealBrokenException>(() => Stored.ReadAsync(database, stored.Record));
    }

    [Fact]
    public async Task An_erased_record_leaves_no_snapshot_and_gets_none()
    {
        var stored = await History.AppendAsync(database, History.Moves(Every));
        await database.Journal.DestroyKeyAsync(stored.Record, Cancellation);
        await database.Journal.KeepSnapshotAsync(stored.State!, Cancellation);

        Assert.Equal(0L, await database.ScalarAsync("select count(*) from record_snapshot where record_id = $1", stored.Record.Value));
    }

    private static void SameAs(History expected, RecordHistory read) =>
        Assert.Equal(Readable.Of(expected.State!), Readable.Of(Stored.State(expected.Record, read)!));
}
