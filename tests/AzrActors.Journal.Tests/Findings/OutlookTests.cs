using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Tests.Journal;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>Findings open and close in the transaction of the change that brings or mends them.</summary>
public sealed class OutlookTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly FindingFilter All = new(null, null, null, true);

    private PostgresFindings Findings => new(database.Running);

    [Fact]
    public async Task A_finding_is_stored_with_its_change_and_closed_by_the_change_that_mends_it()
    {
        var first = Samples.Registration().Finding(null, Outlooks.With(Outlooks.NoAddress(), Outlooks.Expired(1)));
        await database.AppendAsync(first);
        Assert.Equal("Q038 Q067", await StandingAsync(first.Record));

        await database.AppendAsync(Samples.Following(first).Finding(Outlooks.With(Outlooks.NoAddress(), Outlooks.Expired(1)), Outlooks.With(Outlooks.Expired(1))));

        Assert.Equal("Q067", await StandingAsync(first.Record));
        Assert.Equal("Q038 2026-11-23 changed", await database.ScalarAsync(
            "select rule || ' ' || closed_on || ' ' || closed_because from finding where record_id = $1 and closed_on is not null", first.Record.Value));
    }

    [Fact]
    public async Task Nothing_of_a_change_that_is_not_stored_is_found()
    {
        var first = Samples.Registration().Finding(null, Outlooks.Empty);
        await database.AppendAsync(first);

        await Assert.ThrowsAsync<JournalConflictException>(() => database.AppendAsync(
            (first with { NewNumber = null }).Finding(Outlooks.Empty, Outlooks.With(Outlooks.NoAddress()))));

        Assert.Equal("", await StandingAsync(first.Record));
    }

    [Fact]
    public void A_change_that_neither_brings_nor_mends_anything_stores_nothing_beside_it() =>
        Assert.Null(Samples.Following(Samples.Registration()).Finding(Outlooks.Empty, Outlooks.Empty).Outlook);

    [Fact]
    public async Task Of_many_changes_of_one_record_in_one_commit_the_last_says_how_it_stands()
    {
        var first = Samples.Registration().Finding(null, Outlooks.With(Outlooks.NoAddress()));
        var second = Samples.Following(first).Finding(Outlooks.With(Outlooks.NoAddress()), Outlooks.With(Outlooks.Expired(1)));
        var third = Samples.Following(second).Finding(Outlooks.With(Outlooks.Expired(1)), Outlooks.With(Outlooks.Expired(2)));

        await Task.WhenAll(new[] { first, second, third }.Select(append => database.Journal.AppendAsync(append, Cancellation)));

        Assert.Equal("status/2", await database.ScalarAsync("select string_agg(path, ' ') from finding where record_id = $1 and closed_on is null", first.Record.Value));
    }

    [Fact]
    public async Task A_contested_finding_rests_until_what_it_is_about_changes()
    {
        var (found, office) = (Outlooks.With(Outlooks.Expired(1)), Samples.NewRecipient());
        var first = Samples.Registration().Finding(null, found);
        await database.AppendAsync(first);
        var id = (long)(await database.ScalarAsync("select id from finding where record_id = $1", first.Record.Value))!;

        Assert.True(await Findings.ContestAsync(id, office, "evidence", Samples.ReceivedAt, Cancellation));
        Assert.DoesNotContain(await ListAsync(All), finding => finding.Id == id);

        // Another fact changes: still at rest.
        var second = Samples.Following(first).Finding(found, found);
        await database.AppendAsync(second);
        Assert.DoesNotContain(await ListAsync(All), finding => finding.Id == id);

        var third = Samples.Append(first.Record, null, Samples.Change(3, new RecordEvent.StatusCorrected(1, Samples.Day, null, null, ""))).Finding(found, found);
        await database.AppendAsync(third);
        Assert.Contains(await ListAsync(All), finding => finding.Id == id);
    }

    [Fact]
    public async Task A_look_that_is_older_than_what_is_stored_stores_nothing()
    {
        var first = Samples.Registration().Finding(null, Outlooks.Empty);
        await database.AppendAsync(first);
        await database.AppendAsync(Samples.Following(first).Finding(Outlooks.Empty, Outlooks.Empty));

        await database.Journal.KeepOutlookAsync(
            first.Record, 1, OutlookUpdate.OfDay(Outlooks.With(Outlooks.NoAddress()), null, Samples.Day), Cancellation);

        Assert.Equal("", await StandingAsync(first.Record));
    }

    [Fact]
    public async Task A_worklist_is_read_in_pages_oldest_due_first_by_rule_and_age_and_through_its_index()
    {
        var office = Samples.NewRecipient();
        for (var i = 0; i < 5; i++)
            await database.AppendAsync(Samples.Registration().Finding(
                null, Outlooks.With(Outlooks.NoAddress(office), Outlooks.Expired(1, office)), Samples.Day.AddDays(-i)));
        var filter = new FindingFilter([office], null, null, false);

        var pages = new List<StoredFinding>();
        for (var cursor = FindingCursor.Start; ;)
        {
            var page = await Findings.ListAsync(filter, cursor, 3, Cancellation);
            pages.AddRange(page);
            if (page.Count < 3) break;
            cursor = new FindingCursor(page[^1].DueOn, page[^1].Id);
        }

        Assert.Equal(10, pages.Select(finding => finding.Id).Distinct().Count());
        Assert.Equal(pages.OrderBy(finding => finding.DueOn).ThenBy(finding => finding.Id), pages);
        Assert.Equal(5, (await ListAsync(filter with { Rule = "Q067" })).Count);
        Assert.Equal(4, (await ListAsync(filter with { OpenedUntil = Samples.Day.AddDays(-3) })).Count);
        Assert.Equal(2, (await ListAsync(filter with { Record = pages[0].Record })).Count);
        var counts = await Findings.CountAsync(filter, Samples.Day.AddDays(12), Cancellation);
        Assert.Equal([("Q038", 5, 2), ("Q067", 5, 0)], counts.Select(count => (count.Rule, count.Standing, count.Overdue)));
    }

    [Fact]
    public async Task A_finding_on_a_record_that_a_block_hides_is_only_for_the_register_authority()
    {
        var office = Samples.NewRecipient();
        var hidden = Samples.Registration().Finding(null, Outlooks.With(Outlooks.NoAddress(office)) with { IsHidden = true });
        await database.AppendAsync(hidden);

        Assert.Empty(await ListAsync(new FindingFilter([office], null, null, false)));
        Assert.Empty(await Findings.CountAsync(new FindingFilter([office], null, null, false), Samples.Day, Cancellation));
        Assert.Single(await ListAsync(new FindingFilter([office], null, null, true)));
    }

    private Task<IReadOnlyList<StoredFinding>> ListAsync(FindingFilter filter) => Findings.ListAsync(filter, FindingCursor.Start, 1000, Cancellation);

    private async Task<string> StandingAsync(RecordId record) => (string)(await database.ScalarAsync(
        "select coalesce(string_agg(rule, ' ' order by rule), '') from finding where record_id = $1 and closed_on is null", record.Value))!;
}
