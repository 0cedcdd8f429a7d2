using System.Security.Cryptography;
using AzrActors.Journal.Receipts;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

public sealed class ReceiptTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private PostgresNoticeReceipts Receipts => new(database.Running);

    [Fact]
    public async Task Receipts_follow_each_other_without_a_gap_and_one_given_again_changes_nothing()
    {
        var recipient = await FeedOfAsync(6);

        Assert.Equal(new GivenReceipt(ReceiptFate.Gap, 0), await GiveAsync(recipient, 2, 3));
        Assert.Equal(new GivenReceipt(ReceiptFate.Stored, 3), await GiveAsync(recipient, 1, 3));
        Assert.Equal(new GivenReceipt(ReceiptFate.Repeated, 3), await GiveAsync(recipient, 1, 3));
        Assert.Equal(new GivenReceipt(ReceiptFate.Gap, 3), await GiveAsync(recipient, 5, 6));
        Assert.Equal(new GivenReceipt(ReceiptFate.Stored, 6), await GiveAsync(recipient, 3, 6));

        Assert.Equal(6, await Receipts.FindReceivedAsync(recipient, Cancellation));
        Assert.Equal(2L, await database.ScalarAsync("select count(*) from notice_receipt where recipient = $1", recipient));
    }

    [Fact]
    public async Task What_was_acknowledged_is_kept_word_by_word()
    {
        var recipient = await FeedOfAsync(3);
        var receipt = New(recipient, 1, 3) with { Refused = [new RefusedNotice(2, "NotResponsible", "zuständig ist Weißenfels")] };
        await Receipts.GiveAsync(receipt, Cancellation);

        var stored = await Receipts.FindReceiptAsync(recipient, 2, Cancellation);

        Assert.Equal(receipt.Hashes, stored!.Receipt.Hashes);
        Assert.Equal(receipt.Refused, stored.Receipt.Refused);
        Assert.Equal((receipt.Statement, receipt.KeyId), (stored.Receipt.Statement, stored.Receipt.KeyId));
    }

    [Fact]
    public async Task What_was_taken_over_is_not_refused_afterwards()
    {
        var recipient = await FeedOfAsync(4);
        await GiveAsync(recipient, 1, 2);
        RefusedNotice[] late = [new RefusedNotice(2, "NotResponsible", "")];

        Assert.Equal(ReceiptFate.GivenBefore, (await Receipts.GiveAsync(New(recipient, 2, 2) with { Refused = late }, Cancellation)).Fate);
        Assert.Equal(ReceiptFate.GivenBefore, (await Receipts.GiveAsync(New(recipient, 2, 4) with { Refused = late }, Cancellation)).Fate);
        Assert.Equal(2, await Receipts.FindReceivedAsync(recipient, Cancellation));
    }

    [Fact]
    public async Task A_parked_notice_gets_one_receipt_of_its_own_later()
    {
        var recipient = await FeedOfAsync(4);
        await Receipts.GiveAsync(New(recipient, 1, 4) with { Parked = [2, 3] }, Cancellation);
        Assert.Equal([2, 3], (await Receipts.FindReceiptAsync(recipient, 3, Cancellation))!.Receipt.Parked);

        Assert.Equal(ReceiptFate.Stored, (await GiveAsync(recipient, 3, 3)).Fate);
        Assert.Equal(ReceiptFate.Repeated, (await GiveAsync(recipient, 3, 3)).Fate);

        Assert.Empty((await Receipts.FindReceiptAsync(recipient, 3, Cancellation))!.Receipt.Parked);
        Assert.Contains(2, (await Receipts.FindReceiptAsync(recipient, 2, Cancellation))!.Receipt.Parked);
        Assert.Equal(1, (await Receipts.FindReceiptAsync(recipient, 4, Cancellation))!.Receipt.First);
    }

    [Fact]
    public async Task Receipts_given_at_once_are_stored_one_after_the_other()
    {
        var recipient = await FeedOfAsync(8);

        var fates = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => GiveAsync(recipient, 1, 8)));

        Assert.Single(fates, given => given.Fate == ReceiptFate.Stored);
        Assert.Equal(15, fates.Count(given => given.Fate == ReceiptFate.Repeated));
    }

    [Fact]
    public async Task Lag_and_age_come_from_the_counters_and_the_first_notice_without_receipt()
    {
        var recipient = await FeedOfAsync(5);
        await GiveAsync(recipient, 1, 3);
        var sentAt = (DateTime)(await database.ScalarAsync("select sent_at from notice where recipient = $1 and sequence = 4", recipient))!;

        var lag = (await Receipts.ListRecipientsAsync(Cancellation)).Single(lag => lag.Recipient == recipient);

        var givenAt = (DateTime)(await database.ScalarAsync("select received_at from notice_receipt where recipient = $1", recipient))!;
        Assert.Equal(new RecipientLag(recipient, 5, 3, sentAt, givenAt), lag);
        await GiveAsync(recipient, 4, 5);
        Assert.Null((await Receipts.ListRecipientsAsync(Cancellation)).Single(lag => lag.Recipient == recipient).OldestSentAt);
    }

    [Fact]
    public async Task A_submission_finds_its_letters_and_what_was_said_of_them()
    {
        var (one, other) = (Samples.NewRecipient(), Samples.NewRecipient());
        var append = Samples.Registration(one, other);
        await database.AppendAsync(append);
        await GiveAsync(one.Value, 1, 1);

        var found = await Receipts.FindDeliveriesAsync(Samples.Abh, append.Receipt.SubmissionId, Cancellation);

        Assert.Equal([(one.Value, 1L, true), (other.Value, 1L, false)],
            found!.Letters.Select(letter => (letter.Recipient, letter.Sequence, letter.Receipt is not null)));
        Assert.Equal(append.Receipt.ReceivedAt, found.ReceivedAt);
        Assert.Null(await Receipts.FindDeliveriesAsync(one, append.Receipt.SubmissionId, Cancellation));
    }

    [Theory]
    [InlineData("update notice_receipt set statement = ''")]
    [InlineData("delete from notice_receipt")]
    [InlineData("delete from notice_received")]
    public async Task The_running_register_cannot_change_what_was_said(string sql)
    {
        await GiveAsync(await FeedOfAsync(1), 1, 1);
        await using var command = database.Running.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private Task<GivenReceipt> GiveAsync(string recipient, long first, long last) => Receipts.GiveAsync(New(recipient, first, last), Cancellation);

    private static NewReceipt New(string recipient, long first, long last) => new(
        recipient, first, last, RandomNumberGenerator.GetBytes((int)(last - first + 1) * 32), [], [], "header.claims.signature", "key-1");

    private async Task<string> FeedOfAsync(int notices)
    {
        var recipient = Samples.NewRecipient();
        for (var i = 0; i < notices; i++) await database.AppendAsync(Samples.Registration(recipient));
        return recipient.Value;
    }
}
