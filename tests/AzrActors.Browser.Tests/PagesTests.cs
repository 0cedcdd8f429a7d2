using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Notices;

namespace AzrActors.Browser.Tests;

public sealed class PagesTests(Chromium chromium)
{
    private const string Status = "[data-live-status]";

    [Fact]
    public async Task An_official_logs_in_searches_and_sees_where_each_value_comes_from()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.FillAsync("#nummer", "129 417 350 668");
        await tab.FollowAsync("form[role=search] button");
        Assert.Equal("Yıldırım, Elif Şükran", await tab.TextAsync("h1"));
        await tab.EvaluateAsync("document.querySelector('.azr-value details').open = true");
        var source = await tab.TextAsync(".azr-value details[open]");
        Assert.Contains("33.2-AB-2023-118", source, StringComparison.Ordinal);
        Assert.Contains("09.03.2023, 11:12 Uhr", source, StringComparison.Ordinal);
        Assert.Equal("Herkunft von Familienname: Ausländerbehörde Burgenlandkreis, 09.03.2023",
            (await tab.DescribeAsync(".azr-value summary")).Name);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_notice_arrives_on_the_open_page_and_the_focus_stays()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Tell(Samples.Potsdam, Samples.Number, 4, NoticeKind.Assigned, "Übernahme der Zuständigkeit");
        await using var tab = await LogInAsync(host);
        await tab.GoAsync(new Uri(host.Address, "/meldungen"));
        await tab.UntilAsync("document.querySelector('[data-live-connection]').dataset.state === 'open'");
        await tab.EvaluateAsync("document.querySelector('.azr-notice a').focus(); window.sameDocument = true");
        host.Register.Tell(Samples.Potsdam, Samples.OtherNumber, 3, occasion: "Auszug");
        await tab.UntilAsync("document.querySelectorAll('.azr-notice').length === 2");
        Assert.StartsWith("Auszug", await tab.TextAsync(".azr-notice h3"), StringComparison.Ordinal);
        Assert.Equal("1 neue Meldung eingetroffen. Zuletzt: Auszug: Hà, Minh Anh.", await tab.TextAsync(Status));
        await tab.UntilAsync("document.activeElement.innerText === 'Yıldırım, Elif Şükran'");
        Assert.True((bool)(await tab.EvaluateAsync("window.sameDocument === true"))!);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task An_open_record_offers_its_new_version_and_ignores_other_records()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.GoAsync(new Uri(host.Address, $"/datensatz/{Samples.Number}"));
        host.Register.Tell(Samples.Potsdam, Samples.OtherNumber, 9, occasion: "Auszug");
        host.Register.Tell(Samples.Potsdam, Samples.Number, 5, occasion: "Einzug");
        await tab.UntilAsync($"document.querySelector('{Status}').innerText !== ''");
        Assert.Equal("Neue Version 5 – anzeigen (Einzug)", await tab.TextAsync(Status));
        await tab.FollowAsync(Status + " a");
        Assert.Equal("", await tab.TextAsync(Status));
    }

    [Fact]
    public async Task Faults_of_a_form_are_announced_and_described_at_their_fields()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.GoAsync(new Uri(host.Address, $"/datensatz/{Samples.Number}"));
        await tab.FillAsync("#town", "Potsdam");
        await tab.FollowAsync(".azr-form button");
        Assert.StartsWith("Fehler: ", (string?)await tab.EvaluateAsync("document.title"), StringComparison.Ordinal);
        await tab.UntilAsync("document.activeElement.id === 'fehler'");
        Assert.Contains("Straße: Diese Angabe fehlt.", await tab.TextAsync("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(("Straße", "Diese Angabe fehlt."), await tab.DescribeAsync("#street"));
        var ags = (await tab.DescribeAsync("#ags")).Description;
        Assert.Contains("Diese Angabe fehlt.", ags, StringComparison.Ordinal);
        Assert.Contains("Acht Ziffern", ags, StringComparison.Ordinal);
        Assert.Equal("Potsdam", (string?)await tab.EvaluateAsync("document.querySelector('#town').value"));
        await Axe.FindsNothingAsync(tab);
    }

    [Fact]
    public async Task Everything_but_the_live_arrival_works_without_script()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Tell(Samples.Potsdam, Samples.Number, 4);
        await using var tab = await chromium.OpenAsync();
        await tab.DisableScriptAsync();
        await LogInAsync(host, tab);
        await tab.GoAsync(new Uri(host.Address, "/meldungen"));
        Assert.Equal("Für neue Meldungen die Seite neu laden.", await tab.TextAsync("[data-live-connection]"));
        await tab.FollowAsync(".azr-notice a");
        Assert.Equal("Yıldırım, Elif Şükran", await tab.TextAsync("h1"));
        foreach (var (field, value) in new[] { ("street", "Breite Straße"), ("houseNumber", "3"),
            ("postalCode", "14467"), ("town", "Potsdam"), ("ags", "12054000"), ("movedInOn", "2026-11-15"),
            ("fileReference", "3211-YIL-88") })
            await tab.FillAsync("#" + field, value);
        await tab.FollowAsync(".azr-form button");
        Assert.Contains("Der Datensatz hat jetzt Version 5.", await tab.TextAsync(".azr-alert--success"),
            StringComparison.Ordinal);
        await tab.FollowAsync(".azr-who button");
        Assert.Equal("Abgemeldet", await tab.TextAsync("h1"));
    }

    [Theory]
    [InlineData("/anmelden")]
    [InlineData("/anmelden/rueckkehr?error=access_denied")]
    [InlineData("/")]
    [InlineData("/suche?nummer=12")]
    [InlineData("/eingang")]
    [InlineData("/eingang?erledigt=1&als=Accept")]
    [InlineData("/?art=R%C3%BCckfrage")]
    [InlineData("/erfassen")]
    [InlineData("/erfassen/129417350668")]
    [InlineData("/erfassen/129417350668?art=4.f")]
    [InlineData("/erfassen/129417350668?art=moveIn")]
    [InlineData("/datensatz/129417350668/verlauf?von=1&bis=4")]
    [InlineData("/datensatz/129417350668/unterrichtet")]
    [InlineData("/datensatz/129417350668/druck")]
    [InlineData("/datensatz/129417350668?gueltig=2025-01-01&bekannt=2026-01-01")]
    [InlineData("/suche")]
    [InlineData("/dubletten")]
    [InlineData("/dubletten?art=Same")]
    [InlineData("/dubletten/17")]
    [InlineData("/dubletten/19?erledigt=17&als=Possible")]
    [InlineData("/dubletten/99")]
    [InlineData("/dubletten/fall/7c9e6679-7425-40de-944b-e07fc1f90ae7")]
    [InlineData("/?art=Dublette")]
    [InlineData("/rolle")]
    [InlineData("/betrieb")]
    [InlineData("/qualitaet")]
    [InlineData("/datensatz/129417350668")]
    [InlineData("/datensatz/999999999999")]
    [InlineData("/meldungen")]
    [InlineData("/befugnisse")]
    [InlineData("/befugnisse?behoerde=ResidentsOffice&gruppe=3&sachverhalt=5b.a&zweck=29")]
    public async Task Axe_finds_nothing_in_light_or_dark_wide_or_narrow(string path)
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var kind in Enum.GetValues<NoticeKind>()) host.Register.Tell(
            Samples.Potsdam, Samples.Number, 4, kind, "Einzug");
        Samples.FillIdentities(host.Register.Identities);
        host.Register.Findings.Standing = [Samples.Finding];
        await using var tab = await LogInAsync(host);
        foreach (var (width, dark) in new[] { (1280, false), (1024, false), (400, true) })
        {
            await tab.ResizeAsync(width, 900);
            await tab.UseDarkAsync(dark);
            await tab.GoAsync(new Uri(host.Address, path));
            await tab.EvaluateAsync("document.querySelectorAll('details').forEach((d, i) => d.open = i < 2 || d.closest('.azr-notice'))");
            await Axe.FindsNothingAsync(tab);
            Assert.True((bool)(await tab.EvaluateAsync(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))!,
                "The page scrolls sideways.");
            var name = path.Trim('/').Replace('/', '-').Replace('?', '-');
            await Album.KeepAsync(tab, $"{name}-{width}-{(dark ? "dark" : "light")}");
        }
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task The_docs_page_draws_itself_under_its_policy()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await chromium.OpenAsync();
        await tab.GoAsync(new Uri(host.Address, "/docs/"));
        await tab.UntilAsync("document.body.innerText.includes('Hands in a submission')");
        await Album.KeepAsync(tab, "docs");
        Assert.Empty(tab.Complaints);
    }

    private async Task<Tab> LogInAsync(ApiHost host)
    {
        var tab = await chromium.OpenAsync();
        await LogInAsync(host, tab);
        return tab;
    }

    private static async Task LogInAsync(ApiHost host, Tab tab)
    {
        await tab.GoAsync(host.Address);
        Assert.Equal("Anmelden", await tab.TextAsync("h1"));
        await tab.FillAsync("#authority", Samples.Potsdam);
        await tab.FillAsync("#official", "Erika Muster");
        await tab.FollowAsync(".azr-form button");
        Assert.Equal("Meine Arbeit", await tab.TextAsync("h1"));
    }
}
