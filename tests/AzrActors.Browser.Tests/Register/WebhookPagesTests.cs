using System.Text;
using AzrActors.Api.Tests.Register;
using AzrActors.Examples;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Browser.Tests.Register;

/// <summary>An office looks after its webhooks at the pages of the real register, which sends to a real server of the office.</summary>
[Collection<OnLiveRegister>]
public sealed class WebhookPagesTests(LiveRegister register, Chromium chromium)
{
    private const string Secret = "#geheimnis";

    private readonly Officials _officials = new(register, chromium);

    [Fact]
    public async Task An_office_sets_up_a_webhook_changes_its_secret_and_address_gets_what_was_parked_and_removes_it()
    {
        await using var room = await Mailroom.OpenAsync();
        var here = register.TakeDistrict();
        await using var tab = await _officials.LogInAsync(here);
        await tab.FollowKeysAsync("g", "m");
        await tab.FollowKeysAsync("w");
        Assert.Contains("Noch keiner.", await tab.TextAsync(".azr-empty"), StringComparison.Ordinal);
        await SetUpAsync(tab, "Haus Nr. 1", "http://192.168.1.1/azr");
        Assert.StartsWith("Bitte 1 bis 64 Zeichen", (await tab.DescribeAsync("#name")).Description, StringComparison.Ordinal);
        await SetUpAsync(tab, "haus", "http://192.168.1.1/azr");
        Assert.StartsWith("An diese Adresse wird nicht gesendet", (await tab.DescribeAsync("#adresse")).Description, StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "webhooks-fehler");

        await SetUpAsync(tab, "haus", $"{room.Address}azr");
        var first = await SecretAsync(tab);
        await tab.UntilAsync("document.activeElement.id === 'geheimnis'");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "webhook-geheimnis");
        await tab.PressAsync("c");
        await tab.UntilAsync("/^(Kopiert|Markiert)/.test(document.querySelector('[data-copy]').textContent)");
        Assert.Equal(first, (string?)await tab.EvaluateAsync("document.querySelector('#geheimnis').value.substring(document.querySelector('#geheimnis').selectionStart, document.querySelector('#geheimnis').selectionEnd)"));
        await tab.GoAsync(new Uri(register.Address, (string)(await tab.EvaluateAsync("location.pathname"))!));
        Assert.Equal(0, await tab.CountAsync(Secret));
        Assert.Equal("Webhook haus", await tab.TextAsync("h1"));

        await _officials.RegisterAsync(here);
        await room.UntilAsync("the first notice came", mails => mails.Count == 1);
        Assert.True(IsGenuine(room.Mails[0], first));
        await UntilAsync(tab, "zugestellt");

        await tab.FollowAsync("#frist ~ button, form[action$=geheimnis] button");
        var second = await SecretAsync(tab);
        Assert.NotEqual(first, second);
        Assert.Contains("Zwei Geheimnisse unterschreiben", await tab.TextAsync("main"), StringComparison.Ordinal);
        room.Answer = _ => Results.StatusCode(503);
        await tab.FillAsync("#adresse", $"{room.Address}anders");
        await tab.FollowAsync("form[action$=adresse] button");
        Assert.Equal("Ab jetzt wird an die neue Adresse gesendet.", await tab.TextAsync(".azr-alert--success"));
        await _officials.RegisterAsync(here);
        await UntilAsync(tab, "geparkt: antwortet mit 503");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "webhook-geparkt");
        Assert.All(room.Mails.Skip(1), mail => Assert.True(mail.Path == "/anders" && IsGenuine(mail, first) && IsGenuine(mail, second)));

        room.Answer = _ => Results.NoContent();
        await tab.FollowKeysAsync("z");
        Assert.Contains("Geparktes wird erneut zugestellt", await tab.TextAsync("main"), StringComparison.Ordinal);
        await UntilAsync(tab, "zugestellt", "zugestellt");

        await tab.FollowKeysAsync("p");
        Assert.Contains("Die Probezustellung ist angekommen", await tab.TextAsync(".azr-alert--success"), StringComparison.Ordinal);
        room.Answer = _ => Results.Unauthorized();
        await tab.FollowKeysAsync("p");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "webhook-probe");

        await tab.EvaluateAsync("document.querySelector('summary').focus()");
        await tab.PressAsync("Enter", "Tab");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Der Webhook ist entfernt.", await tab.TextAsync(".azr-alert--success"));
        Assert.Equal("Webhooks", await tab.TextAsync("h1"));
        Assert.Contains("Noch keiner.", await tab.TextAsync(".azr-empty"), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task What_another_office_has_set_up_is_not_seen_and_not_changed()
    {
        await using var room = await Mailroom.OpenAsync();
        var (here, there) = (register.TakeDistrict(), register.TakeDistrict());
        await using var mine = await _officials.LogInAsync(here);
        await mine.GoAsync(new Uri(register.Address, "/webhooks"));
        await SetUpAsync(mine, "haus", $"{room.Address}azr");
        var secret = await SecretAsync(mine);

        await using var theirs = await _officials.LogInAsync(there);
        await theirs.GoAsync(new Uri(register.Address, "/webhooks/haus"));
        Assert.Contains("Ihre Behörde hat keinen Webhook dieses Namens.", await theirs.TextAsync("main"), StringComparison.Ordinal);
        await theirs.GoAsync(new Uri(register.Address, "/webhooks"));
        Assert.DoesNotContain("haus", await theirs.TextAsync("main table, .azr-empty"), StringComparison.Ordinal);
        foreach (var change in new[] { "adresse", "geheimnis", "zustellungen", "ende" })
            Assert.Equal(404, (int)(await theirs.EvaluateAsync($$"""
                fetch("/webhooks/haus/{{change}}", { method: "POST", body: new URLSearchParams({
                  adresse: "{{room.Address}}fremd", frist: "0",
                  __RequestVerificationToken: document.querySelector("input[name=__RequestVerificationToken]").value }) }).then(reply => reply.status)
                """))!);

        await _officials.RegisterAsync(here);
        await room.UntilAsync("the notice came where it was to go", mails => mails.Count == 1);
        Assert.Equal("/azr", room.Mails[0].Path);
        Assert.True(IsGenuine(room.Mails[0], secret));
    }

    private static async Task SetUpAsync(Tab tab, string name, string address)
    {
        foreach (var (field, value) in new[] { ("name", name), ("adresse", address) })
        {
            await tab.EvaluateAsync($"document.querySelector('#{field}').value = '', document.querySelector('#{field}').focus()");
            await tab.TypeAsync(value);
        }
        await tab.FollowKeysAsync("Enter");
    }

    private static async Task<string> SecretAsync(Tab tab)
    {
        var secret = (string)(await tab.EvaluateAsync($"document.querySelector('{Secret}').value"))!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        return secret;
    }

    /// <summary>Opens the page again until what became of the newest notices stands there so.</summary>
    private async Task UntilAsync(Tab tab, params string[] standings)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            await tab.GoAsync(new Uri(register.Address, "/webhooks/haus"));
            var shown = (string?)await tab.EvaluateAsync(
                $"[...document.querySelectorAll('tbody .azr-badge')].slice(0, {standings.Length}).map(badge => badge.textContent).join(' | ')");
            if (shown == string.Join(" | ", standings)) return;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), $"The page says {shown}.");
        }
    }

    private static bool IsGenuine(Mail mail, string secret) => WebhookExample.IsGenuine(
        mail.Headers["webhook-id"]!, mail.Headers["webhook-timestamp"]!, mail.Headers["webhook-signature"]!, Encoding.UTF8.GetBytes(mail.Body), secret,
        DateTimeOffset.UtcNow);
}
