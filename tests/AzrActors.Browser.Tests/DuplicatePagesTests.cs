using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Identity;

namespace AzrActors.Browser.Tests;

/// <summary>Possible duplicates by keyboard alone: comparing, deciding, merging with consent, parting again.</summary>
public sealed class DuplicatePagesTests(Chromium chromium)
{
    private const string Status = "[data-live-status]";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pair_is_decided_with_three_keys_and_the_next_one_follows()
    {
        await using var host = await StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.FollowKeysAsync("g", "d");
        await tab.PressAsync("j");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Dieselbe Person?", await tab.TextAsync("h1"));
        await tab.PressAsync("u");
        Assert.Equal("none", (string?)await tab.EvaluateAsync("getComputedStyle(document.querySelector('tr[data-same]')).display"));
        await Axe.FindsNothingInLightAndDarkAsync(tab, "dubletten-unterschiede");
        await tab.PressAsync("u", "v");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "dubletten-entscheiden");
        await tab.PressAsync("ArrowDown");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Paar 17: gespeichert, dass es verschiedene Personen sind. Beide Datensätze sagen es.", await tab.TextAsync(Status));
        Assert.EndsWith("/dubletten/18", (string?)await tab.EvaluateAsync("location.pathname"), StringComparison.Ordinal);
        Assert.Equal((17, "Lichtbilder zeigen verschiedene Personen"), (host.Register.Identities.Verdicts[0].Pair, host.Register.Identities.Verdicts[0].Reason));
        // Without a reason nothing is decided, and the choice says so itself.
        await tab.PressAsync("z");
        await tab.FollowKeysAsync("Enter");
        await tab.UntilAsync("document.activeElement.id === 'fehler'");
        Assert.Equal("Bitte wählen Sie einen Grund oder schreiben Sie ihn auf.", (await tab.DescribeAsync("#grund-possible")).Description);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "dubletten-fehler");
        Assert.Single(host.Register.Identities.Verdicts);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task Two_officials_see_each_other_at_a_pair_and_what_one_decides_the_other_sees_at_once()
    {
        await using var host = await StartAsync();
        await using var mine = await LogInAsync(host);
        await mine.GoAsync(new Uri(host.Address, "/dubletten/17"));
        await using var theirs = await LogInAsync(host, official: "Nadja Kollegin");
        await theirs.GoAsync(new Uri(host.Address, "/dubletten/17"));
        // Who comes later sees who is there already, and the other way round.
        await theirs.UntilAsync("document.querySelector('[data-who]').textContent === 'Erika Muster ist dabei'");
        await mine.UntilAsync("document.querySelector('[data-who]').textContent === 'Nadja Kollegin ist dabei'");
        await theirs.PressAsync("s", "ArrowDown");
        await theirs.FollowKeysAsync("Enter");
        await mine.UntilAsync("document.querySelector('[data-who]').textContent === 'erledigt durch Nadja Kollegin'");
        Assert.Equal("Nadja Kollegin hat einen Eintrag erledigt.", await mine.TextAsync(Status));
        await Axe.FindsNothingInLightAndDarkAsync(mine, "dubletten-kollegin");
        Assert.Empty(mine.Complaints);
    }

    [Fact]
    public async Task The_register_authority_proposes_merges_and_parts_and_the_page_says_what_others_do()
    {
        await using var host = await StartAsync();
        host.Register.Identities.Merges.Clear();
        await using var tab = await LogInAsync(host, Samples.Register);
        await tab.GoAsync(new Uri(host.Address, "/dubletten/17"));
        await tab.PressAsync("s", "ArrowDown");
        await tab.FollowKeysAsync("Enter");
        await tab.PressAsync("m", "ArrowDown");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Zusammenführung", await tab.TextAsync("h1"));
        Assert.Contains("Zusammenführen geht noch nicht: Noch fehlen Antworten", await tab.TextAsync("main"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "zusammenfuehrung");
        var merge = host.Register.Identities.Merges.Keys.Single();
        foreach (var authority in new[] { Samples.Potsdam, Samples.PotsdamResidents })
            await host.Register.Identities.For(new Caller(authority, "Amt", "1")).AnswerMergeAsync(new MergeStep { Case = merge }, Stop);
        await SeeNewStandingAsync(tab);
        await tab.PressAsync("m");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Entschieden. Die Datensätze werden jetzt zusammengeführt.", await tab.TextAsync(Status));
        host.Register.Identities.Move(merge, MergeState.Merged);
        await SeeNewStandingAsync(tab);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "zusammengefuehrt");
        await tab.PressAsync("t");
        await tab.TypeAsync("Fingerabdrücke verschieden");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Angeordnet. Die Datensätze werden jetzt getrennt.", await tab.TextAsync(Status));
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task An_office_finds_what_it_is_asked_on_its_list_compares_and_consents_by_keyboard()
    {
        await using var host = await StartAsync();
        await using var tab = await LogInAsync(host);
        await tab.FollowAsync(".azr-chips a[href*=Zusammen]");
        await tab.PressAsync("j");
        await tab.FollowKeysAsync("Enter");
        Assert.Contains("Hausnummer", await tab.TextAsync(".azr-compare"), StringComparison.Ordinal);
        await tab.PressAsync("l");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Bitte schreiben Sie, warum.", (await tab.DescribeAsync("#grund-refuse")).Description);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "zustimmung-fehler");
        await tab.PressAsync("Escape", "z");
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Ihre Zustimmung ist gespeichert.", await tab.TextAsync(Status));
        Assert.True(host.Register.Identities.Merges[Samples.Case].Consents[0].Agrees);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "zustimmung");
        Assert.Empty(tab.Complaints);
    }

    private static async Task SeeNewStandingAsync(Tab tab)
    {
        await tab.UntilAsync($"document.querySelector('{Status} a') !== null");
        Assert.Equal("Der Fall steht inzwischen anders – anzeigen", await tab.TextAsync(Status));
        await tab.FollowAsync(Status + " a");
    }

    private static async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync();
        Samples.FillIdentities(host.Register.Identities);
        return host;
    }

    private async Task<Tab> LogInAsync(ApiHost host, string authority = Samples.Potsdam, string official = "Erika Muster")
    {
        var tab = await chromium.OpenAsync(1280, 860);
        await tab.GoAsync(new Uri(host.Address, "/anmelden"));
        await tab.FillAsync("#authority", authority);
        await tab.FillAsync("#official", official);
        await tab.FollowAsync(".azr-form button");
        Assert.Equal("Meine Arbeit", await tab.TextAsync("h1"));
        return tab;
    }
}
