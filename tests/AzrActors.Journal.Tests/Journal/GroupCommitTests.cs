using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>Appends of one silo that wait while a commit is on its way share the next one.</summary>
public sealed class GroupCommitTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const int Together = 200;

    [Fact]
    public async Task Appends_that_wait_share_commits_and_each_recipient_is_numbered_without_a_gap()
    {
        var shared = Samples.NewRecipient();
        var appends = Enumerable.Range(0, Together).Select(_ => Samples.Registration(shared, Samples.NewRecipient())).ToList();

        await Task.WhenAll(appends.Select(append => database.Journal.AppendAsync(append, Cancellation)));

        Assert.Equal(Enumerable.Range(1, Together).Select(number => (long)number), await database.NumbersAsync(shared.Value));
        Assert.InRange(await CommitsAsync(appends), 1, Together / 4);
    }

    [Fact]
    public async Task What_is_taken_in_one_append_fails_only_that_one()
    {
        var shared = Samples.NewRecipient();
        var taken = Samples.Registration();
        await database.AppendAsync(taken);
        var appends = Enumerable.Range(0, Together).Select(_ => Samples.Registration(shared)).ToList();
        appends[Together / 2] = taken with { NewNumber = Samples.NewNumber() };

        var stored = appends.Select(append => database.Journal.AppendAsync(append, Cancellation)).ToList();

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(() => stored[Together / 2]);
        Assert.Equal(JournalConflict.Version, conflict.Conflict);
        await Task.WhenAll(stored.Where((_, index) => index != Together / 2));
        Assert.Equal(Together - 1, (await database.NumbersAsync(shared.Value)).Count);
    }

    [Fact]
    public async Task An_outdated_receipt_in_a_group_fails_alone()
    {
        var first = Samples.Registration();
        await database.AppendAsync(first);
        await database.AppendAsync(Samples.Following(first));
        var outdated = new JournalAppend(first.Record, null, null, [],
            first.Receipt with { SubmissionId = Guid.NewGuid(), ContentHash = Samples.NewHash(), Changed = false }, first.Log);
        var others = Enumerable.Range(0, 20).Select(_ => Samples.Registration(Samples.NewRecipient())).ToList();

        var stored = others.Prepend(outdated).Select(append => database.Journal.AppendAsync(append, Cancellation)).ToList();

        Assert.Equal(JournalConflict.Version, (await Assert.ThrowsAsync<JournalConflictException>(() => stored[0])).Conflict);
        await Task.WhenAll(stored.Skip(1));
        Assert.Null(await database.Journal.FindReceiptAsync(outdated.Receipt.Authority, outdated.Receipt.SubmissionId, Cancellation));
        // Two for the changes of this record, none for the receipt that does not hold.
        Assert.Equal(2L, await database.ScalarAsync("select count(*) from access_log where record_id = $1", first.Record.Value));
    }

    [Fact]
    public async Task Changes_of_one_record_share_a_commit_and_follow_each_other()
    {
        var first = Samples.Registration();
        var appends = Story(first, Together);
        await Task.WhenAll(appends.Select(append => database.Journal.AppendAsync(append, Cancellation)));

        var stored = (await database.Journal.ReadChangesAsync(first.Record, 0, Cancellation)).Changes;
        Assert.Equal(Enumerable.Range(1, Together), stored.Select(change => change.Version));
        Assert.InRange(await CommitsAsync(appends), 1, Together / 4);
    }

    [Fact]
    public async Task What_follows_a_change_that_is_not_stored_is_not_stored_either()
    {
        var taken = Samples.Registration();
        await database.AppendAsync(taken);
        var story = Story(Samples.Registration(), 20);
        var fault = story[9] with { Receipt = story[9].Receipt with { SubmissionId = taken.Receipt.SubmissionId, Authority = taken.Receipt.Authority } };

        var stored = story.Select(append => database.Journal.AppendAsync(append == story[9] ? fault : append, Cancellation)).ToList();

        await Task.WhenAll(stored.Take(9));
        Assert.Equal(JournalConflict.SubmissionId, (await Assert.ThrowsAsync<JournalConflictException>(() => stored[9])).Conflict);
        foreach (var follower in stored.Skip(10))
            Assert.Equal(JournalConflict.Version, (await Assert.ThrowsAsync<JournalConflictException>(() => follower)).Conflict);
        Assert.Equal(9, (await database.Journal.ReadChangesAsync(story[0].Record, 0, Cancellation)).Changes.Count);
    }

    [Fact]
    public async Task A_change_whose_former_version_is_missing_is_refused()
    {
        var known = Samples.Registration();
        await database.AppendAsync(known);
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(() => database.AppendAsync(Samples.Following(Samples.Following(known))));
        Assert.Equal(JournalConflict.Version, conflict.Conflict);
        Assert.Single((await database.Journal.ReadChangesAsync(known.Record, 0, Cancellation)).Changes);
    }

    [Fact]
    public async Task A_lone_append_waits_for_nobody()
    {
        await using var silo = database.OpenJournal();
        var append = Samples.Registration(Samples.NewRecipient());
        await silo.AppendAsync(append, Cancellation);
        Assert.Equal(append.Record, await silo.FindRecordAsync(append.NewNumber!, Cancellation));
    }

    /// <summary>A record's registration and what follows it.</summary>
    private static List<JournalAppend> Story(JournalAppend first, int versions)
    {
        var story = new List<JournalAppend> { first };
        while (story.Count < versions) story.Add(Samples.Following(story[^1]));
        return story;
    }

    private async Task<int> CommitsAsync(List<JournalAppend> appends) => (int)(long)(await database.ScalarAsync(
        "select count(distinct xmin::text) from record_change where record_id = any($1)", appends.Select(append => append.Record.Value).ToArray()))!;
}
