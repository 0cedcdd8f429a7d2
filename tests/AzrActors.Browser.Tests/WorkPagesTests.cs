using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Browser.Tests;

/// <summary>The place of work by keyboard alone, with colleagues, drafts and long lists.</summary>
public sealed class WorkPagesTests(Chromium chromium)
{
    private const string Status = "[data-live-status]";
    private const string Focused = "document.activeElement.dataset.sequence";

    [Fact]
    public async Task The_inbox_is_worked_off_by_keyboard_alone()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 4; i++) host.Register.Tell(Samples.Potsdam, Samples.Number, 4, occasion: $"Einzug {i + 1}");
        await using var tab = await LogInAsync(host);
        await tab.FollowKeysAsync("g", "e");
        Assert.Equal("Eingang", await tab.TextAsync("h1"));
        await tab.PressAsync("j");
        await tab.UntilAsync($"{Focused} === '1'");
        await tab.FollowKeysAsync("u");
        Assert.Equal("1 Meldung übernommen.", await tab.TextAsync(Status));
        await tab.UntilAsync($"{Focused} === '2'");
        await tab.PressAsync("x", "j", "x");
        await tab.FollowKeysAsync("u");
        Assert.Equal("2 Meldungen übernommen.", await tab.TextAsync(Status));
        await tab.PressAsync("f");
        await tab.EvaluateAsync("document.querySelector('#text').focus()");
        await tab.TypeAsync("Welche Wohnung?");
        await tab.FollowKeysAsync("Tab", "Enter");
        Assert.StartsWith("Die Rückfrage ist gestellt", await tab.TextAsync(Status), StringComparison.Ordinal);
        Assert.Contains("Ihre Rückfrage: Welche Wohnung?", await tab.TextAsync("[data-item]"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "eingang-rueckfrage");
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_colleague_is_seen_at_an_entry_and_what_one_decides_the_other_sees_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 2; i++) host.Register.Tell(Samples.Potsdam, Samples.Number, 4);
        await using var mine = await LogInAsync(host);
        await using var theirs = await LogInAsync(host, "Nadja Kollegin");
        foreach (var tab in new[] { mine, theirs }) await tab.GoAsync(new Uri(host.Address, "/eingang"));
        // Both listen before anybody moves; who opens the list last would otherwise not be heard.
        foreach (var tab in new[] { mine, theirs }) await tab.UntilAsync("document.querySelector('[data-live-connection]').dataset.state === 'open'");
        await theirs.PressAsync("j", "j");
        await mine.UntilAsync("document.querySelector('[data-sequence=\"2\"] [data-who]').textContent === 'Nadja Kollegin ist dabei'");
        await theirs.FollowKeysAsync("u");
        await mine.UntilAsync("document.querySelector('[data-sequence=\"2\"]').classList.contains('azr-work--done')");
        Assert.Equal("Nadja Kollegin hat einen Eintrag erledigt.", await mine.TextAsync(Status));
        Assert.Equal(2, await mine.CountAsync("[data-item]"));
        await Axe.FindsNothingInLightAndDarkAsync(mine, "eingang-kollegin");
        Assert.Empty(mine.Complaints);
    }

    [Fact]
    public async Task The_keys_are_shown_by_a_key_and_can_be_switched_off()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.PressAsync("?");
        Assert.True((bool)(await tab.EvaluateAsync("document.querySelector('#tasten').open"))!);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "tasten");
        await tab.EvaluateAsync("document.querySelector('[data-keys-off]').click()");
        await tab.PressAsync("Escape");
        await tab.PressAsync("?", "g", "e");
        Assert.False((bool)(await tab.EvaluateAsync("document.querySelector('#tasten').open"))!);
        Assert.Equal("Meine Arbeit", await tab.TextAsync("h1"));
    }

    [Fact]
    public async Task A_person_is_read_by_keyboard()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.PressAsync("/");
        await tab.UntilAsync("document.activeElement.id === 'nummer'");
        await tab.TypeAsync("129 417 350 668");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Yıldırım, Elif Şükran", await tab.TextAsync("h1"));
        Assert.Contains("Am Kanal 12, 14467 Potsdam", await tab.TextAsync(".azr-marks"), StringComparison.Ordinal);
        await tab.EvaluateAsync("document.activeElement.blur()");
        await tab.PressAsync("h");
        Assert.Equal(await tab.CountAsync("[data-source]"), await tab.CountAsync("[data-source][open]"));
        await tab.FollowKeysAsync("2");
        Assert.Contains("hat zum 01.09.2026 die Anschrift geändert", await tab.TextAsync(".azr-timeline"), StringComparison.Ordinal);
        await tab.FollowKeysAsync("4");
        Assert.Equal("Was möchten Sie melden?", await tab.TextAsync("#was"));
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_draft_survives_reload_and_sign_out_and_cannot_be_read_in_the_browser()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        var form = new Uri(host.Address, $"/erfassen/{Samples.Number}?art=4.f");
        await tab.GoAsync(form);
        await tab.EvaluateAsync("document.getElementById('f-serialNumber').focus()");
        await tab.TypeAsync("C01X00T47");
        await tab.UntilAsync("!document.querySelector('[data-draft-drop]').hidden");
        Assert.DoesNotContain("C01X00T47", (string?)await tab.EvaluateAsync("JSON.stringify(localStorage)"), StringComparison.Ordinal);
        await tab.GoAsync(form);
        await tab.UntilAsync("document.getElementById('f-serialNumber').value === 'C01X00T47'");
        Assert.Contains("ist wieder da", await tab.TextAsync("[data-draft-status]"), StringComparison.Ordinal);
        await tab.FollowAsync(".azr-who form button");
        Assert.Equal("Abgemeldet", await tab.TextAsync("h1"));
        await Axe.FindsNothingInLightAndDarkAsync(tab, "abgemeldet");
        await LogInAsync(host, tab, "Erika Muster");
        await tab.GoAsync(form);
        await tab.UntilAsync("document.getElementById('f-serialNumber').value === 'C01X00T47'");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "erfassen-entwurf");
    }

    [Fact]
    public async Task Whose_session_ends_while_typing_is_told_so_and_the_draft_from_before_is_kept()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        var form = new Uri(host.Address, $"/erfassen/{Samples.Number}?art=4.f");
        await tab.GoAsync(form);
        await tab.EvaluateAsync("document.getElementById('f-serialNumber').focus()");
        await tab.TypeAsync("C01X");
        await tab.UntilAsync("!document.querySelector('[data-draft-drop]').hidden");
        using (var http = new HttpClient { BaseAddress = host.Address })
        using (var ended = new FormUrlEncodedContent([KeyValuePair.Create("official", "Erika Muster")]))
            await http.PostAsync("/dev/issuer/ended", ended, TestContext.Current.CancellationToken);
        await tab.TypeAsync("00T47");
        await tab.UntilAsync("document.querySelector('[data-draft-status] a[target=_blank]')");
        Assert.StartsWith("Ihre Sitzung ist beendet. Ihre Eingaben stehen noch hier", await tab.TextAsync("[data-draft-status]"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "erfassen-abgemeldet");
        await LogInAsync(host, tab, "Erika Muster");
        await tab.GoAsync(form);
        await tab.UntilAsync("document.getElementById('f-serialNumber').value === 'C01X'");
    }

    [Fact]
    public async Task Who_has_to_wait_is_told_so_and_may_stop()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.GoAsync(new Uri(host.Address, $"/erfassen/{Samples.Number}?art=4.f"));
        // What a browser does when it leaves the page, without the answer that would end the wait.
        await tab.EvaluateAsync("""
            const form = document.querySelector('form[data-draft]');
            form.addEventListener('submit', event => event.preventDefault(), { once: true });
            form.requestSubmit(form.querySelector('button[type=submit]'));
            dispatchEvent(new Event('beforeunload'));
            """);
        await tab.UntilAsync("document.querySelector('[data-wait] button')");
        Assert.StartsWith("Das Register antwortet noch nicht.", await tab.TextAsync("[data-wait]"), StringComparison.Ordinal);
        Assert.True((bool)(await tab.EvaluateAsync("document.querySelector('form[data-draft] button[type=submit]').disabled"))!);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "warten");
        await tab.PressAsync("Escape");
        await tab.UntilAsync("document.querySelector('[data-wait]').innerText.startsWith('Abgebrochen.')");
        Assert.False((bool)(await tab.EvaluateAsync("document.querySelector('form[data-draft] button[type=submit]').disabled"))!);
        await tab.EvaluateAsync("document.querySelector('[data-wait] button').click()");
        Assert.Equal("", await tab.TextAsync("[data-wait]"));
        host.Register.IsDown = true;
        await tab.FollowAsync("form[data-draft] button[type=submit]");
        Assert.Equal("Das Register ist gerade nicht erreichbar", await tab.TextAsync("h1"));
        await tab.UntilAsync("document.activeElement.innerText === 'Noch einmal senden'");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "nicht-erreichbar");
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task Dark_is_chosen_once_and_holds_on_every_page()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.UseDarkAsync(false);
        await tab.FollowAsync(".azr-tools form button");
        await tab.GoAsync(new Uri(host.Address, $"/datensatz/{Samples.Number}"));
        Assert.Equal("dark", (string?)await tab.EvaluateAsync("document.documentElement.dataset.kernTheme"));
        await Axe.FindsNothingAsync(tab);
        await tab.FollowAsync(".azr-tools form button");
        await tab.UseDarkAsync(true);
        await Axe.FindsNothingAsync(tab);
    }

    [Fact]
    public async Task A_thousand_entries_are_listed_and_searched()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 1_000; i++) host.Register.Tell(Samples.Potsdam, i == 700 ? Samples.OtherNumber : Samples.Number, 4);
        await using var tab = await LogInAsync(host);
        await tab.GoAsync(new Uri(host.Address, "/eingang"));
        Assert.Equal(1_000, await tab.CountAsync("[data-item]"));
        await tab.EvaluateAsync("document.querySelector('[data-filter]').focus()");
        await tab.TypeAsync("minh anh");
        Assert.Equal("1 passt", await tab.TextAsync("[data-filter-count]"));
        Assert.Equal(1, await tab.CountAsync("[data-item]:not([hidden])"));
    }

    [Fact]
    public async Task The_list_of_work_says_when_something_new_waits()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        Assert.Contains("Alles erledigt.", await tab.TextAsync("main"), StringComparison.Ordinal);
        await tab.UntilAsync("document.querySelector('[data-live-connection]').dataset.state === 'open'");
        host.Register.Tell(Samples.Potsdam, Samples.Number, 4);
        await tab.UntilAsync($"document.querySelector('{Status}').innerText.startsWith('1 neuer Vorgang')");
        await tab.FollowAsync(Status + " a");
        await tab.PressAsync("j");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Eingang", await tab.TextAsync("h1"));
        await tab.UntilAsync($"{Focused} === '1'");
    }

    private async Task<Tab> LogInAsync(ApiHost host, string official = "Erika Muster")
    {
        var tab = await chromium.OpenAsync();
        await LogInAsync(host, tab, official);
        return tab;
    }

    private static async Task LogInAsync(ApiHost host, Tab tab, string official)
    {
        await tab.GoAsync(new Uri(host.Address, "/anmelden"));
        await tab.FillAsync("#authority", Samples.Potsdam);
        await tab.FillAsync("#official", official);
        await tab.FollowAsync(".azr-form button");
        Assert.Equal("Meine Arbeit", await tab.TextAsync("h1"));
    }
}
