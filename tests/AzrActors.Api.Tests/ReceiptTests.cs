using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Tests;

/// <summary>Receipts, parked notices and deliveries as they travel; what the register makes of them is tested with it.</summary>
public sealed class ReceiptTests
{
    private const string Hash = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_reaches_the_register_as_the_callers()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.PostAsJsonAsync("/api/v1/notices/receipts", new
        {
            first = 1, last = 3, hash = Hash, refused = new[] { new { sequence = 2, reason = "notResponsible", text = "Weißenfels" } }, parked = new[] { 3 },
        }, Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(3, (long)(await reply.Content.ReadFromJsonAsync<JsonObject>(Stop))!["receivedUpTo"]!);
        var receipt = Assert.Single(host.Register.Deliveries.Receipts);
        Assert.Equal((Samples.Potsdam, 1L, 3L, Hash), (receipt.Recipient, receipt.First, receipt.Last, receipt.Hash));
        Assert.Equal((2L, NoticeRefusalReason.NotResponsible, "Weißenfels"),
            (receipt.Refused[0].Sequence, receipt.Refused[0].Reason, receipt.Refused[0].Text));
        Assert.Equal([3L], receipt.Parked);
        Assert.Equal(3, (long)(await client.GetFromJsonAsync<JsonObject>("/api/v1/notices/receipts", Stop))!["receivedUpTo"]!);
    }

    [Theory]
    [InlineData("""{"first":0,"last":1,"hash":"x"}""")]
    [InlineData("""{"first":2,"last":1,"hash":"x"}""")]
    [InlineData("""{"first":1,"last":1001,"hash":"x"}""")]
    [InlineData("""{"first":1,"last":1}""")]
    [InlineData("""{"first":1,"last":2,"hash":"x","parked":[2,1]}""")]
    [InlineData("""{"first":1,"last":2,"hash":"x","parked":[3]}""")]
    [InlineData("""{"first":1,"last":2,"hash":"x","parked":[2],"refused":[{"sequence":2,"reason":"notResponsible"}]}""")]
    [InlineData("""{"first":1,"last":2,"hash":"x","refused":[{"sequence":2,"reason":"noTime"}]}""")]
    public async Task A_receipt_that_cannot_be_is_400(string body)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.PostAsync("/api/v1/notices/receipts", new StringContent(body, null, "application/json"), Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Empty(host.Register.Deliveries.Receipts);
    }

    [Fact]
    public async Task Parked_notices_are_listed_and_asked_for_again()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Register.Deliveries.ParkAsync("mirror", new ParkedNotice { Sequence = 4, Person = "p", Tries = 5, Reason = "FormatException" }, Stop);
        using var client = host.Client();
        var parked = await client.GetFromJsonAsync<JsonArray>("/api/v1/notices/parked?subscription=mirror", Stop);
        Assert.Equal((4L, 5), ((long)parked![0]!["sequence"]!, (int)parked[0]!["tries"]!));
        using var reply = await client.PostAsJsonAsync("/api/v1/notices/parked/replays", new { subscription = "mirror", sequence = 4 }, Stop);
        Assert.Equal(1, (int)(await reply.Content.ReadFromJsonAsync<JsonObject>(Stop))!["notices"]!);
        using var nameless = await client.GetAsync("/api/v1/notices/parked?subscription=Mirror", Stop);
        await ProblemAssert.IsAsync(nameless, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Deliveries_of_an_unknown_submission_are_404_and_of_an_own_one_a_list()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var unknown = await client.GetAsync($"/api/v1/submissions/{Guid.NewGuid()}/deliveries", Stop);
        await ProblemAssert.IsAsync(unknown, HttpStatusCode.NotFound, "resource.unknown");
        host.Register.Deliveries.Deliveries = new DeliveriesReply
        {
            Deliveries = [new Delivery { RecipientKind = "ResidentsOffice", Status = DeliveryStatus.Waiting, AgeSeconds = 7 }],
        };
        var list = await client.GetFromJsonAsync<JsonArray>($"/api/v1/submissions/{Guid.NewGuid()}/deliveries", Stop);
        Assert.Equal(("waiting", 7L), ((string)list![0]!["status"]!, (long)list[0]!["ageSeconds"]!));
        Assert.Null(list[0]!["recipient"]);
    }
}
