using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Pages;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Tests.Register;

/// <summary>Officials decide about notices in any order; the register keeps receipts without a gap.</summary>
[Collection<OnLiveRegister>]
public sealed class IncomingTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_later_notice_is_taken_over_first_and_what_was_asked_back_about_can_still_be_taken_over()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        var number = await foreigners.RegisterAsync(here);
        var renamed = await foreigners.SubmitAsync(number, Facts.Rename("Demir"));
        await foreigners.SubmitAsync(number, Facts.Rename("Aydın"));
        var residents = new Incoming(register.Behind.For(new Caller(here.Residents, "Mehmet Muster", "29")));

        Assert.Null(await residents.DecideAsync([3], IncomingDecision.Accept, default, "", Stop));
        Assert.Equal([(1, DeliveryStatus.Parked), (2, DeliveryStatus.Parked), (3, DeliveryStatus.Received)], await StandingsAsync(here));
        Assert.Null(await residents.DecideAsync([2], IncomingDecision.AskBack, default, "Seit wann?", Stop));
        var delivery = (await foreigners.Http.GetFromJsonAsync<JsonArray>($"/api/v1/submissions/{renamed["submissionId"]}/deliveries", Stop))!
            .Single(one => (string)one!["recipientKind"]! == "ResidentsOffice")!;
        Assert.Equal(("refused", "askedBack", "Seit wann?"), ((string)delivery["status"]!, (string)delivery["reason"]!, (string)delivery["text"]!));
        Assert.Equal([1, 2], (await residents.ListAsync(Incoming.Reach, Stop)).Open.Select(one => one.Notice.Sequence));

        Assert.Null(await residents.DecideAsync([1, 2], IncomingDecision.Accept, default, "", Stop));
        Assert.All(await StandingsAsync(here), standing => Assert.Equal(DeliveryStatus.Received, standing.Status));
        Assert.Empty((await residents.ListAsync(Incoming.Reach, Stop)).Open);
    }

    [Fact]
    public async Task A_notice_that_is_the_last_of_the_receipt_that_set_it_aside_can_be_taken_over()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        await foreigners.RegisterAsync(here);
        var residents = new Incoming(register.Behind.For(new Caller(here.Residents, "Mehmet Muster", "29")));
        Assert.Null(await residents.DecideAsync([1], IncomingDecision.SetAside, default, "", Stop));
        Assert.Equal([(1, DeliveryStatus.Parked)], await StandingsAsync(here));
        Assert.Null(await residents.DecideAsync([1], IncomingDecision.Accept, default, "", Stop));
        Assert.Equal([(1, DeliveryStatus.Received)], await StandingsAsync(here));
        Assert.NotNull(await residents.DecideAsync([1], IncomingDecision.Refuse, NoticeRefusalReason.NotResponsible, "", Stop));
    }

    private async Task<IReadOnlyList<(long Sequence, DeliveryStatus Status)>> StandingsAsync(LocalAuthorities here)
    {
        using var desk = register.DeskOf(here.Residents);
        using var reply = await desk.Http.GetAsync("/api/v1/notices/standings", Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return [.. JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!.AsArray().Select(one =>
            ((long)one!["sequence"]!, Enum.Parse<DeliveryStatus>((string)one["status"]!, ignoreCase: true)))];
    }
}
