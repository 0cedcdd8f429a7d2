using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.Examples;
using AzrActors.TestSupport;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace AzrActors.Api.Tests.Register;

/// <summary>Notices that the register brings to an office by itself, over the real register and a real server of the office.</summary>
[Collection<OnLiveRegister>]
public sealed class WebhookTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_is_what_the_feed_holds_in_its_order_and_signed_as_the_specification_says()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, number) = await RegisterAsync();
        using var residents = register.DeskOf(here.Residents);
        using var foreigners = register.DeskOf(here.Foreigners);
        var secret = await PutAsync(residents, room, after: 0);
        foreach (var name in new[] { "Kaya", "Demir" }) await foreigners.SubmitAsync(number, Facts.Rename(name));
        await room.UntilAsync("three notices came", mails => mails.Count == 3);
        var feed = await residents.NoticesAsync();
        Assert.Equal([1, 2, 3], room.Mails.Select(mail => mail.Sequence));
        foreach (var (mail, notice) in room.Mails.Zip(feed))
        {
            Assert.True(JsonNode.DeepEquals(notice, mail.Data), $"{notice.ToJsonString()}\n{mail.Body}");
            Assert.Equal(["type", "timestamp", "data"], JsonNode.Parse(mail.Body)!.AsObject().Select(member => member.Key));
            Assert.Equal($"notice.{(string)notice["kind"]!}", (string)JsonNode.Parse(mail.Body)!["type"]!);
            Assert.Equal($"{here.Residents}.haus.{mail.Sequence}", mail.Headers["webhook-id"].ToString());
            new StandardWebhook(secret).Verify(mail.Body, mail.Headers);
        }
        Assert.Throws<WebhookVerificationException>(
            () => new StandardWebhook(secret).Verify(room.Mails[0].Body.Replace("1", "2", StringComparison.Ordinal), room.Mails[0].Headers));
    }

    [Fact]
    public async Task While_a_secret_is_changed_both_sign_and_afterwards_the_new_one_alone()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, number) = await RegisterAsync();
        using var residents = register.DeskOf(here.Residents);
        using var foreigners = register.DeskOf(here.Foreigners);
        var former = await PutAsync(residents, room);
        var newest = await RotateAsync(residents, 3_600);
        Assert.NotEqual(former, newest);
        Assert.Equal(newest, await RotateAsync(residents, 3_600));
        await foreigners.SubmitAsync(number, Facts.Rename("Kaya"));
        await room.UntilAsync("the first notice came", mails => mails.Count == 1);
        Assert.True(IsSignedWith(former, room.Mails[0]) && IsSignedWith(newest, room.Mails[0]));
        Assert.True(IsGenuine(former, room.Mails[0]) && IsGenuine(newest, room.Mails[0]));
        Assert.Equal(newest, await RotateAsync(residents, 0));
        await foreigners.SubmitAsync(number, Facts.Rename("Demir"));
        await room.UntilAsync("the second notice came", mails => mails.Count == 2);
        Assert.True(IsSignedWith(newest, room.Mails[1]));
        Assert.False(IsSignedWith(former, room.Mails[1]) || IsGenuine(former, room.Mails[1]));
        Assert.True(IsGenuine(newest, room.Mails[1]));
        Assert.False(IsGenuine(newest, room.Mails[1] with { Body = room.Mails[0].Body }));
        Assert.False(IsGenuine(newest, room.Mails[1], DateTimeOffset.UtcNow.AddMinutes(6)));
    }

    [Fact]
    public async Task What_fails_is_parked_after_its_tries_with_what_follows_of_the_person_while_others_go_on_and_comes_again_in_order()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, number) = await RegisterAsync();
        using var residents = register.DeskOf(here.Residents);
        using var foreigners = register.DeskOf(here.Foreigners);
        room.Answer = mail => mail.Sequence == 1 ? Results.StatusCode(500) : Results.NoContent();
        await PutAsync(residents, room, after: 0);
        await foreigners.SubmitAsync(number, Facts.Rename("Kaya"));
        await foreigners.RegisterAsync(here, "Öztürk");
        await room.UntilAsync("the other person's notice came", mails => mails.Any(mail => mail.Sequence == 3));
        Assert.Equal([1, 1, 1, 3], room.Mails.Select(mail => mail.Sequence));
        Assert.Single(room.Mails.Take(3).Select(mail => mail.Headers["webhook-id"].ToString()).Distinct());
        var parked = (await residents.Http.GetFromJsonAsync<JsonArray>("/api/v1/notices/parked?subscription=haus", Stop))!;
        Assert.Equal([(1L, 3, "status 500"), (2L, 0, "waits")],
            parked.Select(one => ((long)one!["sequence"]!, (int)one["tries"]!, (string)one["reason"]!)));
        Assert.Equal(1, (long)parked[1]!["behind"]!);
        Assert.Equal(2, (int)(await ListAsync(residents))["parked"]!);

        room.Answer = _ => Results.NoContent();
        using var asked = await residents.Http.PostAsJsonAsync("/api/v1/notices/parked/replays", new { subscription = "haus" }, Stop);
        await room.UntilAsync("both came again", mails => mails.Count == 6);
        Assert.Equal([1, 2], room.Mails.Skip(4).Select(mail => mail.Sequence));
        await Eventually.HoldsAsync("nothing is parked", async () => (int)(await ListAsync(residents))["parked"]! == 0, TimeSpan.FromSeconds(60), Stop);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, number) = await RegisterAsync();
        using var residents = register.DeskOf(here.Residents);
        using var foreigners = register.DeskOf(here.Foreigners);
        room.Answer = mail => mail.Path == "/azr" ? Results.Redirect("/elsewhere", preserveMethod: true) : Results.NoContent();
        await PutAsync(residents, room);
        await foreigners.SubmitAsync(number, Facts.Rename("Kaya"));
        await Eventually.HoldsAsync("it is parked", async () => (int)(await ListAsync(residents))["parked"]! == 1, TimeSpan.FromSeconds(60), Stop);
        Assert.All(room.Mails, mail => Assert.Equal("/azr", mail.Path));
        Assert.Equal("status 307", (string)(await ListAsync(residents))["lastFault"]!);
    }

    [Fact]
    public async Task A_new_webhook_begins_with_what_comes_next_and_a_removed_one_gets_nothing_more()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, number) = await RegisterAsync();
        using var residents = register.DeskOf(here.Residents);
        using var foreigners = register.DeskOf(here.Foreigners);
        await PutAsync(residents, room);
        await foreigners.SubmitAsync(number, Facts.Rename("Kaya"));
        await room.UntilAsync("the next notice came", mails => mails.Count == 1);
        Assert.Equal(2, room.Mails[0].Sequence);
        using var removed = await residents.Http.DeleteAsync("/api/v1/webhooks/haus", Stop);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var other = await residents.Http.PutAsJsonAsync("/api/v1/webhooks/anderes", new { url = new Uri(room.Address, "/anderes") }, Stop);
        await foreigners.SubmitAsync(number, Facts.Rename("Demir"));
        await room.UntilAsync("the other webhook got it", mails => mails.Any(mail => mail.Path == "/anderes"));
        Assert.DoesNotContain(room.Mails, mail => mail.Path == "/azr" && mail.Sequence == 3);
    }

    [Fact]
    public async Task A_probe_is_signed_like_a_notice_says_what_came_back_and_moves_nothing()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, _) = await RegisterAsync();
        using var residents = register.DeskOf(here.Residents);
        var secret = await PutAsync(residents, room);
        var before = (await ListAsync(residents)).ToJsonString();
        var taken = await ProbeAsync();
        var mail = Assert.Single(room.Mails);
        Assert.True(IsGenuine(secret, mail));
        Assert.Equal((string)taken["id"]!, mail.Headers["webhook-id"].ToString());
        Assert.Equal("webhook.probe", (string)JsonNode.Parse(mail.Body)!["type"]!);
        Assert.Equal($$"""{"recipient":"{{here.Residents}}","webhook":"haus"}""", mail.Data.ToJsonString());
        Assert.Equal((204, null), ((int)taken["status"]!, (string?)taken["fault"]));
        room.Answer = _ => Results.Unauthorized();
        var refused = await ProbeAsync();
        Assert.Equal((401, "status 401"), ((int)refused["status"]!, (string)refused["fault"]!));
        Assert.Equal(before, (await ListAsync(residents)).ToJsonString());

        async Task<JsonNode> ProbeAsync()
        {
            using var reply = await residents.Http.PostAsync(new Uri("/api/v1/webhooks/haus/probes", UriKind.Relative), null, Stop);
            return (await reply.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
        }
    }

    [Fact]
    public async Task Nothing_about_a_person_or_a_secret_is_logged()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, number) = await RegisterAsync("Geheimhaltung");
        using var residents = register.DeskOf(here.Residents);
        using var foreigners = register.DeskOf(here.Foreigners);
        room.Answer = _ => Results.StatusCode(500);
        var secret = await PutAsync(residents, room, after: 0);
        await Eventually.HoldsAsync("it is parked", async () => (int)(await ListAsync(residents))["parked"]! == 1, TimeSpan.FromSeconds(60), Stop);
        Assert.Contains(register.Log.Lines, line => line.Contains($"{here.Residents}/haus", StringComparison.Ordinal));
        Assert.DoesNotContain(register.Log.Lines, line =>
            line.Contains("Geheimhaltung", StringComparison.Ordinal) || line.Contains(number, StringComparison.Ordinal) || line.Contains(secret[6..], StringComparison.Ordinal));
    }

    /// <summary>As the example shows it to integrators.</summary>
    private static bool IsGenuine(string secret, Mail mail, DateTimeOffset? now = null) => WebhookExample.IsGenuine(
        mail.Headers["webhook-id"]!, mail.Headers["webhook-timestamp"]!, mail.Headers["webhook-signature"]!, Encoding.UTF8.GetBytes(mail.Body), secret,
        now ?? DateTimeOffset.UtcNow);

    /// <summary>Each signature by itself: this library looks at the first one only.</summary>
    private static bool IsSignedWith(string secret, Mail mail) => mail.Headers["webhook-signature"].ToString().Split(' ').Any(signature =>
    {
        var headers = new HeaderDictionary(mail.Headers.ToDictionary()) { ["webhook-signature"] = signature };
        try
        {
            new StandardWebhook(secret).Verify(mail.Body, headers);
            return true;
        }
        catch (WebhookVerificationException)
        {
            return false;
        }
    });

    private async Task<(LocalAuthorities Here, string Number)> RegisterAsync(string name = "Yıldırım")
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        return (here, await foreigners.RegisterAsync(here, name));
    }

    private static async Task<string> PutAsync(Desk desk, Mailroom room, long? after = null)
    {
        using var reply = await desk.Http.PutAsJsonAsync("/api/v1/webhooks/haus", new { url = new Uri(room.Address, "/azr"), after }, Stop);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        return (string)(await reply.Content.ReadFromJsonAsync<JsonNode>(Stop))!["secret"]!;
    }

    private static async Task<string> RotateAsync(Desk desk, int overlapSeconds)
    {
        using var reply = await desk.Http.PostAsJsonAsync("/api/v1/webhooks/haus/secrets", new { overlapSeconds }, Stop);
        return (string)(await reply.Content.ReadFromJsonAsync<JsonNode>(Stop))!["secret"]!;
    }

    private static async Task<JsonNode> ListAsync(Desk desk) =>
        Assert.Single((await desk.Http.GetFromJsonAsync<JsonArray>("/api/v1/webhooks", Stop))!)!;
}
