using System.Text.Json.Nodes;
using AzrActors.Client;
using AzrActors.Contracts.Receipts;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Who has received what, as far as whoever asks may know; through the SDK and over HTTP.</summary>
[Collection(RegisterSuite.Name)]
public sealed class DeliveryTests(RegisterCluster cluster, HttpDoor door) : IClassFixture<HttpDoor>
{
    private readonly Desk _foreigners = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _residents = cluster.Desk(Offices.PotsdamResidents);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sender_sees_who_has_received_its_notices_and_who_has_not()
    {
        var submission = _foreigners.Write(null, Desk.Registration());
        await _foreigners.AcceptedAsync(submission);
        Assert.Equal(DeliveryStatus.Waiting, (await DeliveryToAsync(_foreigners, submission.SubmissionId, "ResidentsOffice")).Status);

        await ReceiptTests.ReceiveAllAsync(_residents);

        var received = await DeliveryToAsync(_foreigners, submission.SubmissionId, "ResidentsOffice");
        Assert.Equal((Offices.PotsdamResidents, DeliveryStatus.Received), (received.Recipient, received.Status));
        Assert.True(received.AnsweredAt >= received.SentAt);
        Assert.NotNull(received.AgeSeconds);
        // Only the sender's own, and no word on whether somebody else has handed in such a one.
        Assert.Null((await _residents.Client.Deliveries.ListDeliveriesAsync(submission.SubmissionId, Stop)).Deliveries);
        Assert.Null((await _foreigners.Client.Deliveries.ListDeliveriesAsync(Guid.NewGuid(), Stop)).Deliveries);
    }

    [Fact]
    public async Task A_sender_without_files_of_its_own_learns_the_kind_of_a_recipient_but_not_which_one()
    {
        var number = await _foreigners.RegisterAsync();
        var submission = _residents.Write(number, Desk.Renamed("Zaïmović"));
        await _residents.AcceptedAsync(submission);

        var deliveries = (await _residents.Client.Deliveries.ListDeliveriesAsync(submission.SubmissionId, Stop)).Deliveries!;

        Assert.Null(Assert.Single(deliveries, delivery => delivery.RecipientKind == "ForeignersAuthority").Recipient);
        Assert.Equal(Offices.PotsdamResidents, Assert.Single(deliveries, delivery => delivery.RecipientKind == "ResidentsOffice").Recipient);
    }

    [Fact]
    public async Task Nobody_learns_of_a_search_note_from_the_deliveries_of_its_submission()
    {
        const string Police = "BKA001";
        Assert.Null((await cluster.Desk("REG000").Client.PutAuthorityAsync(
            new() { Key = Police, Kind = "FederalCriminalPoliceOffice", Name = "Bundeskriminalamt", Districts = [] }, Stop)).Refusal);
        cluster.ForgetAuthorities();
        var searching = cluster.Desk(Police);
        var number = await _foreigners.RegisterAsync();
        await searching.AcceptedAsync(number, Entries.Store("33-2", ("requestedBy", Police)));
        var before = (await searching.Client.ReadNoticesAsync(0, 1, Stop)).Last;
        var submission = _foreigners.Write(number, Desk.Renamed("Gesucht"));
        await _foreigners.AcceptedAsync(submission);
        await _residents.ReadAsync(number);

        var told = (await searching.Client.ReadNoticesAsync(before, 10, Stop)).Notices;
        var deliveries = (await _foreigners.Client.Deliveries.ListDeliveriesAsync(submission.SubmissionId, Stop)).Deliveries!;

        Assert.NotEmpty(told);
        Assert.DoesNotContain(deliveries, delivery => delivery.Recipient == Police || delivery.RecipientKind == "FederalCriminalPoliceOffice");
        Assert.NotEmpty(deliveries);
    }

    [Fact]
    public async Task The_register_authority_sees_how_far_recipients_are_behind_and_nobody_else_does()
    {
        await ReceiptTests.ReceiveAllAsync(_residents);
        await _foreigners.RegisterAsync();

        var state = (await cluster.Desk("REG000").Client.Deliveries.ListRecipientsAsync(Stop)).Recipients
            .Single(recipient => recipient.Recipient == Offices.PotsdamResidents);

        Assert.Equal(1, state.Last - state.ReceivedUpTo);
        Assert.NotNull(state.OldestAgeSeconds);
        Assert.InRange(state.LastReceiptAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1));
        await _residents.Client.Deliveries.ParkAsync(
            "mirror", new ParkedNotice { Sequence = state.Last, Person = "someone", Tries = 5, Reason = "Exception" }, Stop);
        Assert.Equal(state.Parked + 1, (await cluster.Desk("REG000").Client.Deliveries.ListRecipientsAsync(Stop)).Recipients
            .Single(recipient => recipient.Recipient == Offices.PotsdamResidents).Parked);
        await _residents.Client.Deliveries.ReleaseAsync("mirror", state.Last, Stop);
        var refused = await _foreigners.Client.Deliveries.ListRecipientsAsync(Stop);
        Assert.Equal(("sender.not-the-register", 0), (refused.Refusal!.Code, refused.Recipients.Count));
    }

    [Fact]
    public async Task Over_HTTP_an_authority_signs_its_receipt_itself_and_the_sender_sees_it()
    {
        await ReceiptTests.ReceiveAllAsync(_residents);
        var submission = _foreigners.Write(null, Desk.Registration());
        await _foreigners.AcceptedAsync(submission);
        var received = (long)(await door.GetAsync(Offices.PotsdamResidents, "1", "/api/v1/notices/receipts", isKey: true)).Body["receivedUpTo"]!;
        var letter = Assert.Single((await _residents.Client.ReadNoticesAsync(received, 1, Stop)).Notices);
        var receipt = new NoticeReceipt
        {
            Recipient = Offices.PotsdamResidents, First = letter.Sequence, Last = letter.Sequence, Hash = NoticeHash.OfRange(NoticeHash.Of(letter)),
            Refused = [new NoticeRefusal { Sequence = letter.Sequence, Reason = NoticeRefusalReason.PersonNotFound, Text = "nicht gemeldet" }],
        };
        var statement = cluster.ResidentsOffice.Sign(
            RegisterCluster.CallerOf(Offices.PotsdamResidents), ReceiptStatement.BindingOf(receipt), keeper: null);
        var body = new JsonObject
        {
            ["first"] = receipt.First, ["last"] = receipt.Last, ["hash"] = receipt.Hash,
            ["refused"] = new JsonArray(new JsonObject
            {
                ["sequence"] = letter.Sequence, ["reason"] = "personNotFound", ["text"] = "nicht gemeldet",
            }),
            ["statement"] = statement,
        };

        var forged = body.DeepClone();
        forged["refused"]![0]!["reason"] = "notProcessable";
        var (status, problem) = await door.PostAsync(Offices.PotsdamResidents, "/api/v1/notices/receipts", forged);
        Assert.Equal((403, "receipt.unsigned"), (status, (string)problem["code"]!));
        var (taken, reply) = await door.PostAsync(Offices.PotsdamResidents, "/api/v1/notices/receipts", body);
        Assert.Equal((200, letter.Sequence), (taken, (long)reply["receivedUpTo"]!));

        var (_, deliveries) = await door.GetAsync(
            Offices.PotsdamForeigners, "1", $"/api/v1/submissions/{submission.SubmissionId}/deliveries", isKey: true);
        var refused = Assert.Single(deliveries.AsArray(), delivery => (string)delivery!["recipientKind"]! == "ResidentsOffice")!;
        Assert.Equal(("refused", "personNotFound", "nicht gemeldet"),
            ((string)refused["status"]!, (string)refused["reason"]!, (string)refused["text"]!));
        Assert.Equal(404, (await door.GetAsync(
            Offices.PotsdamResidents, "1", $"/api/v1/submissions/{submission.SubmissionId}/deliveries", isKey: true)).Status);
        Assert.Equal(403, (await door.GetAsync(Offices.PotsdamForeigners, "1", "/api/v1/recipients", isKey: true)).Status);
        Assert.Equal(200, (await door.GetAsync("REG000", "1", "/api/v1/recipients", isKey: true)).Status);
    }

    private static async Task<Delivery> DeliveryToAsync(Desk sender, Guid submission, string kind) => Assert.Single(
        (await sender.Client.Deliveries.ListDeliveriesAsync(submission, Stop)).Deliveries!, delivery => delivery.RecipientKind == kind);
}
