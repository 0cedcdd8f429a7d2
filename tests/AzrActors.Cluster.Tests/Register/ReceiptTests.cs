using AzrActors.Client;
using AzrActors.Client.Receipts;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;
using AzrActors.Journal.Receipts;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Signed receipts on the whole way: SDK, door, desk, journal.</summary>
[Collection(RegisterSuite.Name)]
public sealed class ReceiptTests(RegisterCluster cluster)
{
    private const string Subscription = "procedure";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly Desk _foreigners = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _residents = cluster.Desk(Offices.PotsdamResidents);
    private readonly Desk _register = cluster.Desk("REG000");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private INoticeReceipts Stored => cluster.Cluster.GetSiloServiceProvider().GetRequiredService<INoticeReceipts>();

    [Fact]
    public async Task A_subscriber_gives_receipts_that_can_be_checked_without_the_register()
    {
        await _foreigners.RegisterAsync();
        var last = await LastAsync(_residents);
        await UntilReceivedAsync(_residents, last, (notice, _) => Task.FromResult(notice.Sequence == last
            ? NoticeVerdict.Refused(NoticeRefusalReason.NotResponsible, "zuständig ist Weißenfels")
            : NoticeVerdict.Accepted));

        var stored = (await Stored.FindReceiptAsync(Offices.PotsdamResidents, last, Stop))!.Receipt;
        var receipt = new NoticeReceipt
        {
            Recipient = stored.Recipient, First = stored.First, Last = stored.Last, Hash = NoticeHash.OfRange(stored.Hashes), Parked = stored.Parked,
            Refused = [.. stored.Refused.Select(refused => new NoticeRefusal
            {
                Sequence = refused.Sequence, Reason = Enum.Parse<NoticeRefusalReason>(refused.Reason), Text = refused.Text,
            })],
        };
        // Key, statement and letter are all that a court needs; whose key it is stands in the directory of keys.
        var statement = await new JsonWebTokenHandler().ValidateTokenAsync(stored.Statement, new TokenValidationParameters
        {
            ValidAudience = CallerAssertion.Audience, ValidateIssuer = false, ValidateLifetime = false,
            IssuerSigningKey = new ECDsaSecurityKey(cluster.Issuer.Key), ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        });
        Assert.True(statement.IsValid, statement.Exception?.Message);
        Assert.Equal(cluster.Issuer.KeyId, stored.KeyId);
        Assert.Equal(Offices.PotsdamResidents, statement.Claims[CallerAssertion.AuthorityClaim]);
        Assert.Equal(ReceiptStatement.Method, statement.Claims[CallerAssertion.MethodClaim]);
        Assert.Equal(ReceiptStatement.BindingOf(receipt).Body, statement.Claims[CallerAssertion.BodyClaim]);
        Assert.Equal(last, Assert.Single(receipt.Refused).Sequence);
        Assert.Equal(NoticeHash.Of(await LetterAsync(_residents, last)), HashOf(stored, last));
        Assert.Equal(last, await _residents.Client.GetPositionAsync(Subscription, Stop));
    }

    [Fact]
    public async Task What_was_never_sent_or_reads_otherwise_or_is_signed_by_another_is_not_acknowledged()
    {
        await _foreigners.RegisterAsync();
        var received = await ReceiveAllAsync(_residents);
        await _foreigners.RegisterAsync();
        var letter = await LetterAsync(_residents, received + 1);
        var right = ReceiptFor(letter, NoticeHash.Of(letter));

        Assert.Equal("receipt.never-sent", await CodeAsync(right with { First = received + 1, Last = received + 2 }));
        Assert.Equal("receipt.other-content", await CodeAsync(ReceiptFor(letter, NoticeHash.Of(letter with { PersonName = "al-Hasan, Rima" }))));
        Assert.Equal("receipt.other-content", await CodeAsync(ReceiptFor(letter, NoticeHash.Of(await LetterAsync(_residents, received)))));
        Assert.Equal("receipt.gap", (await GiveAsync(ReceiptOf(await AfterAnotherAsync(letter)))).Refusal!.Code);
        Assert.Equal("receipt.unsigned", await CodeOfSignedAsync(right, cluster.TwoRoles, right));
        Assert.Equal("receipt.unsigned", await CodeOfSignedAsync(right, new TestSigner("unknown"), right));
        Assert.Equal("receipt.unsigned", await CodeOfSignedAsync(right, cluster.ResidentsOffice, right with { Last = right.Last + 1 }));
        Assert.Equal("receipt.unsigned", await CodeAsync(right with { Recipient = Offices.BurgenlandResidents }));
        Assert.Equal(received, await _residents.Client.Deliveries.GetReceivedAsync(Stop));

        // Its own key, which speaks for nobody else.
        Assert.Null(await CodeOfSignedAsync(right, cluster.ResidentsOffice, right));
        Assert.Equal(received + 1, await _residents.Client.Deliveries.GetReceivedAsync(Stop));
        Assert.True((await GiveAsync(right)).Repeated);
        Assert.Equal(cluster.ResidentsOffice.KeyId, (await Stored.FindReceiptAsync(Offices.PotsdamResidents, received + 1, Stop))!.Receipt.KeyId);
    }

    [Fact]
    public async Task A_receipt_keeps_the_hash_of_what_was_acknowledged_when_the_letter_is_redacted_later()
    {
        var number = await _foreigners.RegisterAsync();
        var last = await ReceiveAllAsync(_residents);
        var before = await LetterAsync(_residents, last);

        await _register.AcceptedAsync(number, Entries.Store("32", ("scope", "large")));

        var redacted = await LetterAsync(_residents, last);
        Assert.Empty(redacted.Items);
        var stored = (await Stored.FindReceiptAsync(Offices.PotsdamResidents, last, Stop))!.Receipt;
        Assert.Equal(NoticeHash.Of(before), HashOf(stored, last));
        Assert.NotEqual(NoticeHash.Of(redacted), HashOf(stored, last));
    }

    [Fact]
    public async Task A_letter_redacted_on_its_way_to_the_receipt_is_read_again_and_acknowledged_as_it_is()
    {
        await ReceiveAllAsync(_residents);
        var number = await _foreigners.RegisterAsync();
        var last = await LastAsync(_residents);

        await UntilReceivedAsync(_residents, last, async (notice, _) =>
        {
            if (notice.Sequence == last) await _register.AcceptedAsync(number, Entries.Store("32", ("scope", "large")));
            return NoticeVerdict.Accepted;
        });

        var stored = (await Stored.FindReceiptAsync(Offices.PotsdamResidents, last, Stop))!.Receipt;
        Assert.Equal(NoticeHash.Of(await LetterAsync(_residents, last)), HashOf(stored, last));
    }

    [Fact]
    public async Task A_notice_that_fails_again_and_again_holds_up_its_person_only_until_it_is_replayed()
    {
        const string Poisoned = "poisoned";
        await ReceiveAllAsync(_residents);
        var start = await LastAsync(_residents);
        var poison = await _foreigners.RegisterAsync();
        var other = await _foreigners.RegisterAsync();
        await _foreigners.AcceptedAsync(poison, Desk.Renamed("Zweiter"));
        await _foreigners.AcceptedAsync(other, Desk.Renamed("Anderer"));
        var person = (await LetterAsync(_residents, start + 1)).Person;
        var (handled, isCured) = (new List<long>(), false);
        var options = new SubscriptionOptions
        {
            After = start, TriesMax = 3, FirstPause = TimeSpan.FromMilliseconds(5), ReplayLook = TimeSpan.FromMilliseconds(50),
        };
        using var subscriber = NewSubscriber(_residents, Poisoned, options);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = subscriber.RunAsync((notice, _) =>
        {
            if (notice.Person == person && !Volatile.Read(ref isCured)) throw new FormatException("cannot read al-Ḥasan");
            lock (handled) handled.Add(notice.Sequence);
            return Task.CompletedTask;
        }, end.Token);
        await UntilAsync("all are received or parked", async () => await _residents.Client.Deliveries.GetReceivedAsync(Stop) == start + 4);
        Assert.Equal([start + 2, start + 4], handled);
        var parked = await _residents.Client.Deliveries.ListParkedAsync(Poisoned, cancellationToken: Stop);
        Assert.Equal(
            [(start + 1, 3, "System.FormatException", null), (start + 3, 0, "behind", start + 1)],
            parked.Select(notice => (notice.Sequence, notice.Tries, notice.Reason, notice.Behind)));
        Assert.Contains(start + 1, (await Stored.FindReceiptAsync(Offices.PotsdamResidents, start + 1, Stop))!.Receipt.Parked);

        // Still ill: it stays first, and is tried again.
        Assert.Equal(2, await _residents.Client.Deliveries.ReplayAsync(Poisoned, start + 3, Stop));
        await UntilAsync("it was tried again", async () =>
            (await _residents.Client.Deliveries.ListParkedAsync(Poisoned, cancellationToken: Stop))[0].Tries == 6);
        Volatile.Write(ref isCured, true);
        await _residents.Client.Deliveries.ReplayAsync(Poisoned, null, Stop);
        await UntilAsync("nothing is parked", async () => (await _residents.Client.Deliveries.ListParkedAsync(Poisoned, cancellationToken: Stop)).Count == 0);
        await _foreigners.AcceptedAsync(poison, Desk.Renamed("Dritter"));
        await UntilAsync("the person goes on", () => Task.FromResult(Handled().Count == 5));
        Assert.Equal([start + 2, start + 4, start + 1, start + 3, start + 5], Handled());
        Assert.Empty((await Stored.FindReceiptAsync(Offices.PotsdamResidents, start + 1, Stop))!.Receipt.Parked);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        List<long> Handled()
        {
            lock (handled) return [.. handled];
        }
    }

    private async Task<Notice> AfterAnotherAsync(Notice letter)
    {
        await _foreigners.RegisterAsync();
        return await LetterAsync(_residents, letter.Sequence + 1);
    }

    private async Task<string?> CodeAsync(NoticeReceipt receipt) => (await GiveAsync(receipt)).Refusal?.Code;

    private Task<ReceiptReply> GiveAsync(NoticeReceipt receipt) => _residents.Client.Deliveries.GiveAsync(receipt, Stop);

    private async Task<string?> CodeOfSignedAsync(NoticeReceipt receipt, TestSigner signer, NoticeReceipt signed) =>
        (await _residents.Client.Deliveries.PassOnAsync(new SignedNoticeReceipt
        {
            Receipt = receipt,
            Statement = signer.Sign(RegisterCluster.CallerOf(Offices.PotsdamResidents), ReceiptStatement.BindingOf(signed), keeper: null),
        }, Stop)).Refusal?.Code;

    private static NoticeReceipt ReceiptOf(Notice letter) => ReceiptFor(letter, NoticeHash.Of(letter));

    private static NoticeReceipt ReceiptFor(Notice letter, byte[] hash) => new()
    {
        Recipient = letter.Recipient, First = letter.Sequence, Last = letter.Sequence, Hash = NoticeHash.OfRange(hash),
    };

    private static byte[] HashOf(NewReceipt receipt, long sequence) =>
        receipt.Hashes[(int)((sequence - receipt.First) * NoticeHash.Length)..(int)((sequence - receipt.First + 1) * NoticeHash.Length)];

    internal static async Task<long> ReceiveAllAsync(Desk desk)
    {
        var last = await LastAsync(desk);
        await UntilReceivedAsync(desk, last, (_, _) => Task.FromResult(NoticeVerdict.Accepted));
        return last;
    }

    private static async Task UntilReceivedAsync(Desk desk, long last, Func<Notice, CancellationToken, Task<NoticeVerdict>> handler)
    {
        using var subscriber = NewSubscriber(desk, Subscription, new SubscriptionOptions());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = subscriber.RunAsync(handler, end.Token);
        await UntilAsync($"receipts reach {last}", async () => await desk.Client.Deliveries.GetReceivedAsync(Stop) >= last
            && await desk.Client.GetPositionAsync(Subscription, Stop) >= last);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static NoticeSubscriber NewSubscriber(Desk desk, string subscription, SubscriptionOptions options) =>
        new(desk.Client, subscription, options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<NoticeSubscriber>.Instance);

    private static Task UntilAsync(string fact, Func<Task<bool>> holds) => Eventually.HoldsAsync(fact, holds, Patience, Stop);

    private static async Task<Notice> LetterAsync(Desk desk, long sequence) =>
        Assert.Single((await desk.Client.ReadNoticesAsync(sequence - 1, 1, Stop)).Notices);

    private static async Task<long> LastAsync(Desk desk) => (await desk.Client.ReadNoticesAsync(0, 1, Stop)).Last;
}
