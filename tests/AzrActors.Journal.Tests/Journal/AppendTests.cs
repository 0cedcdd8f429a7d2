using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>What was appended is what is read.</summary>
public sealed class AppendTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    [Fact]
    public async Task Changes_are_read_as_they_were_appended_oldest_first()
    {
        var record = Samples.NewRecord();
        RecordChange[] changes = [Samples.Change(1, Samples.EveryEvent), Samples.Change(2, Samples.EveryEvent[3]), Samples.Change(3)];

        await database.AppendAsync(Samples.Append(record, Samples.NewNumber(), changes[0]));
        await database.AppendAsync(Samples.Append(record, null, changes[1]));
        await database.AppendAsync(Samples.Append(record, null, changes[2]));

        Assert.Equal(Readable.Of(changes), Readable.Of((await database.Journal.ReadChangesAsync(record, 0, Cancellation)).Changes));
        Assert.Equal(Readable.Of(changes[2..]), Readable.Of((await database.Journal.ReadChangesAsync(record, 2, Cancellation)).Changes));
        Assert.Empty((await database.Journal.ReadChangesAsync(record, 3, Cancellation)).Changes);
    }

    [Fact]
    public void The_samples_hold_an_event_of_every_kind() => Assert.Equal(
        typeof(RecordEvent).GetNestedTypes().Select(kind => kind.Name).Order(),
        Samples.EveryEvent.Select(happened => happened.GetType().Name).Order());

    [Fact]
    public async Task A_record_that_does_not_exist_has_no_changes() =>
        Assert.Empty((await database.Journal.ReadChangesAsync(Samples.NewRecord(), 0, Cancellation)).Changes);

    [Fact]
    public async Task A_record_is_found_by_its_number_and_by_no_other()
    {
        var number = Samples.NewNumber();
        var append = Samples.Registration(number);
        await database.AppendAsync(append);

        Assert.Equal(append.Record, await database.Journal.FindRecordAsync(number, Cancellation));
        Assert.Null(await database.Journal.FindRecordAsync(Samples.NewNumber(), Cancellation));
    }

    [Fact]
    public async Task A_submission_that_says_nothing_new_stores_a_receipt_and_nothing_else()
    {
        var known = Samples.Registration();
        await database.AppendAsync(known);
        var receipt = known.Receipt with { SubmissionId = Guid.NewGuid(), Changed = false };

        await database.AppendAsync(new JournalAppend(known.Record, null, null, [], receipt, known.Log));

        Assert.Single((await database.Journal.ReadChangesAsync(known.Record, 0, Cancellation)).Changes);
        Assert.False((await FindAsync(receipt))!.Changed);
    }

    [Theory]
    [InlineData]
    [InlineData("Q026|2|validUntil")]
    [InlineData("F001||", "Q009|0|nationality", "Q009|0|nationality", "with \"quotes\", {braces}, \\ and ü", "NULL", "")]
    public async Task A_receipt_is_read_as_it_was_stored_to_the_microsecond(params string[] findings)
    {
        var append = Samples.Registration();
        var stored = append.Receipt with { Findings = findings };
        await database.AppendAsync(append with { Receipt = stored });

        var read = await FindAsync(stored);

        Assert.NotNull(read);
        Assert.Equal(stored.Findings, read.Findings);
        Assert.Equal(stored.ContentHash, read.ContentHash);
        Assert.Equal(TimeSpan.Zero, read.ReceivedAt.Offset);
        Assert.Equal(stored, read with { Findings = stored.Findings, ContentHash = stored.ContentHash });
    }

    [Fact]
    public async Task A_receipt_belongs_to_the_authority_that_submitted()
    {
        var append = Samples.Registration();
        await database.AppendAsync(append);

        Assert.Null(await FindAsync(append.Receipt with { Authority = AuthorityKey.Register }));
        Assert.Null(await FindAsync(append.Receipt with { SubmissionId = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Two_authorities_may_use_the_same_submission_id()
    {
        var one = Samples.Registration();
        var other = Samples.Registration();
        await database.AppendAsync(one);

        await database.AppendAsync(other with
        {
            Receipt = other.Receipt with { Authority = AuthorityKey.Register, SubmissionId = one.Receipt.SubmissionId },
        });

        Assert.Equal(one.Record, (await FindAsync(one.Receipt))!.Record);
    }

    private Task<StoredReceipt?> FindAsync(StoredReceipt receipt) =>
        database.Journal.FindReceiptAsync(receipt.Authority, receipt.SubmissionId, Cancellation);
}
