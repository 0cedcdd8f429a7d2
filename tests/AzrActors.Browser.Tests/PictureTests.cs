using AzrActors.Api;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;
using AzrActors.Contracts.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace AzrActors.Browser.Tests;

/// <summary>Each page as the documentation shows it, free of violations in light and dark; <c>AZR_ALBUM=deploy/pages</c> takes the pictures.</summary>
public sealed class PictureTests(Chromium chromium)
{
    [Fact]
    public async Task Every_page_of_an_official_is_pictured()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await chromium.OpenAsync(1280, 860);
        await tab.GoAsync(new Uri(host.Address, "/anmelden"));
        await Axe.FindsNothingInLightAndDarkAsync(tab, "anmelden");
        foreach (var (number, kind, occasion) in new[]
        {
            (Samples.Number, NoticeKind.Assigned, "Übernahme der Zuständigkeit"), (Samples.OtherNumber, NoticeKind.Changed, "Anschrift geändert"),
            (Samples.Number, NoticeKind.Changed, "Familienstand geändert"), (Samples.OtherNumber, NoticeKind.Informed, "Suchvermerk beantwortet"),
        })
            host.Register.Tell(Samples.Potsdam, number, 4, kind, occasion);
        host.Register.Findings.Standing = [Samples.Finding];
        Samples.FillIdentities(host.Register.Identities);
        host.Register.Deliveries.Deliveries = new DeliveriesReply
        {
            Deliveries =
            [
                new Delivery { Recipient = "M12054", RecipientKind = "ResidentsOffice", Status = DeliveryStatus.Received, SentAt = Samples.Now, AnsweredAt = Samples.Now },
                new Delivery
                {
                    Recipient = "A15084", RecipientKind = "ForeignersAuthority", Status = DeliveryStatus.Refused, SentAt = Samples.Now, AnsweredAt = Samples.Now,
                    Reason = NoticeRefusalReason.AskedBack, Text = "Seit wann?",
                },
            ],
        };
        await tab.FollowAsync(".azr-person");
        foreach (var (name, path) in new[]
        {
            ("arbeit", "/"), ("eingang", "/eingang"), ("person", $"/datensatz/{Samples.Number}"), ("verlauf", $"/datensatz/{Samples.Number}/verlauf?von=3&bis=4"),
            ("unterrichtet", $"/datensatz/{Samples.Number}/unterrichtet"), ("druck", $"/datensatz/{Samples.Number}/druck"),
            ("erfassen", $"/erfassen/{Samples.Number}?art=4.f"), ("auswahl", $"/erfassen/{Samples.Number}"), ("suche", "/suche"), ("rolle", "/rolle"),
            ("qualitaet", "/qualitaet"), ("dubletten", "/dubletten"), ("paar", "/dubletten/17"), ("zusammenfuehrung", $"/dubletten/fall/{Samples.Case}"),
        })
        {
            await tab.GoAsync(new Uri(host.Address, path));
            await Axe.FindsNothingInLightAndDarkAsync(tab, name);
        }
        await PictureWebhooksAsync(host, tab);
        host.Register.Identities.Answer = Samples.Similar();
        await tab.GoAsync(new Uri(host.Address, "/suche"));
        await tab.FillAsync("#familienname", "Yildirim");
        await tab.FillAsync("#vornamen", "Elif");
        await tab.FillAsync("#geburtsdatum", "4.1991");
        await tab.FollowKeysAsync("Enter");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "aehnliche");
        await tab.EvaluateAsync("document.activeElement.blur()");
        await tab.PressAsync("?");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "tasten");
        Assert.Empty(tab.Complaints);
    }

    private static async Task PictureWebhooksAsync(ApiHost host, Tab tab)
    {
        await tab.GoAsync(new Uri(host.Address, "/webhooks"));
        await Axe.FindsNothingInLightAndDarkAsync(tab, "webhooks-leer");
        host.Register.Webhooks.Add(new Webhook
        {
            Authority = Samples.Potsdam, Name = "fachverfahren", Url = "https://fachverfahren.potsdam.example/azr", CreatedAt = Samples.Now.AddDays(-20),
            Waiting = 1, Parked = 1, Tries = 3, TriesMax = 12, LastFault = "status 503", NextTryAt = Samples.Now.AddSeconds(30), DeliveredAt = Samples.Now.AddMinutes(-3),
        });
        await host.Register.Deliveries.ParkAsync(
            "fachverfahren", new ParkedNotice { Sequence = 2, Person = "p-1", Tries = 12, Reason = "no answer in time" }, TestContext.Current.CancellationToken);
        foreach (var (name, path) in new[] { ("webhooks", "/webhooks"), ("webhook", "/webhooks/fachverfahren") })
        {
            await tab.GoAsync(new Uri(host.Address, path));
            await Axe.FindsNothingInLightAndDarkAsync(tab, name);
        }
    }

    [Fact]
    public async Task The_page_of_the_operators_is_pictured()
    {
        var cluster = new FakeCluster { DashboardPath = "/betrieb/orleans" };
        await using var host = await ApiHost.StartAsync(configure: builder => builder.Services.AddSingleton<IClusterView>(cluster));
        host.Register.Webhooks.Add(new Webhook
        {
            Authority = Samples.Potsdam, Name = "fachverfahren", Url = "https://fachverfahren.potsdam.example/azr", CreatedAt = Samples.Now.AddDays(-20),
            Waiting = 0, Parked = 0, Tries = 0, DeliveredAt = Samples.Now.AddMinutes(-3),
        });
        host.Register.Webhooks.Add(new Webhook
        {
            Authority = "A15084", Name = "posteingang", Url = "https://meldungen.burgenlandkreis.example/", CreatedAt = Samples.Now.AddDays(-2), Waiting = 43,
            Parked = 2, Tries = 3, LastFault = "status 503", NextTryAt = Samples.Now.AddSeconds(30),
        });
        host.Register.Deliveries.Recipients = new RecipientsReply
        {
            Recipients =
            [
                new RecipientState { Recipient = "M12054", Last = 412, ReceivedUpTo = 412 },
                new RecipientState { Recipient = "A15084", Last = 1_204, ReceivedUpTo = 1_161, OldestAgeSeconds = 7_400 },
            ],
        };
        await using var tab = await chromium.OpenAsync(1280, 860);
        await tab.GoAsync(new Uri(host.Address, "/anmelden"));
        await tab.FillAsync("#authority", Samples.Potsdam);
        await tab.FillAsync("#official", "Rita Vorlage");
        await tab.FollowAsync(".azr-form button");
        await host.Register.Deliveries.ParkAsync(
            "fachverfahren", new ParkedNotice { Sequence = 17, Person = "p-1", Tries = 5, Reason = "TimeoutException" }, TestContext.Current.CancellationToken);
        await tab.GoAsync(new Uri(host.Address, "/betrieb?abo=fachverfahren"));
        Assert.Contains("43", await tab.TextAsync("tbody"), StringComparison.Ordinal);
        Assert.Contains("2 Stunden", await tab.TextAsync("tbody"), StringComparison.Ordinal);
        Assert.Contains("Letztes Siegel gültig", await tab.TextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("antwortet mit 503", await tab.TextAsync("main"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "betrieb");
        foreach (var width in new[] { 1280, 1024 })
        {
            await tab.ResizeAsync(width, 860);
            Assert.Empty((string?)await tab.EvaluateAsync(
                "[...document.querySelectorAll('.azr-scroll')].filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel).join()") ?? "none");
        }
        (cluster.DashboardPath, cluster.SealHolds) = (null, false);
        await tab.GoAsync(new Uri(host.Address, "/betrieb"));
        Assert.Contains("Letztes Siegel ungültig", await tab.TextAsync("main"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "betrieb-ungueltig");
    }
}
