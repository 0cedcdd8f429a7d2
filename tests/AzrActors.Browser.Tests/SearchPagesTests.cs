using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Browser.Tests;

/// <summary>Searching by keyboard alone, and the list of similar persons that has to be discarded.</summary>
public sealed class SearchPagesTests(Chromium chromium)
{
    private const string Focused = "document.activeElement.id";

    [Fact]
    public async Task Somebody_is_searched_by_keyboard_and_the_person_chosen_among_similar_ones()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Identities.Answer = Samples.Similar();
        await using var tab = await LogInAsync(host);
        await SearchAsync(tab);
        Assert.Equal("3 ähnliche Personen", await tab.TextAsync("h1"));
        Assert.Contains("gesucht: Elif", await tab.TextAsync("[data-item]"), StringComparison.Ordinal);
        // What was searched with is personal data and stands in no address.
        Assert.Equal("/suche", (string?)await tab.EvaluateAsync("location.pathname + location.search"));
        await Axe.FindsNothingInLightAndDarkAsync(tab, "aehnliche");
        await tab.ResizeAsync(400, 900);
        await Axe.FindsNothingAsync(tab);
        await tab.ResizeAsync(1280, 860);
        await tab.FollowKeysAsync("Enter");
        Assert.Equal("Yıldırım, Elif Şükran", await tab.TextAsync("h1"));
        Assert.Equal(Samples.Number, Assert.Single(host.Register.Identities.Discards).Kept);
        await tab.BackAsync();
        Assert.Equal("Suche", await tab.TextAsync("h1"));
        Assert.Equal("", (string?)await tab.EvaluateAsync("document.querySelector('#familienname').value"));
        Assert.Single(host.Register.Identities.Searches);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_list_that_was_left_has_to_be_discarded_before_the_next_search_with_one_key()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Identities.Answer = Samples.Similar();
        await using var tab = await LogInAsync(host);
        await SearchAsync(tab);
        await tab.FollowKeysAsync("g", "a");
        Assert.Contains("noch nicht verworfen", await tab.TextAsync("main"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "arbeit-verwerfen");
        await tab.FollowKeysAsync("g", "s");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "suche-verwerfen");
        await tab.FollowKeysAsync("v");
        Assert.Contains("verworfen", await tab.TextAsync("[role=status]"), StringComparison.Ordinal);
        await tab.UntilAsync($"{Focused} === 'familienname'");
        Assert.Null(Assert.Single(host.Register.Identities.Discards).Kept);
        await SearchAsync(tab);
        await tab.FollowKeysAsync("a");
        Assert.Equal("Yildirim", (string?)await tab.EvaluateAsync("document.querySelector('#familienname').value"));
        Assert.Equal(2, host.Register.Identities.Discards.Count);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task Nobody_found_leads_on_and_a_fault_is_described_at_its_field()
    {
        await using var host = await ApiHost.StartAsync();
        await using var tab = await LogInAsync(host);
        await SearchAsync(tab);
        await tab.UntilAsync($"{Focused} === 'ergebnis'");
        Assert.Contains("Niemand gefunden, den Sie sehen dürfen.", await tab.TextAsync("#ergebnis"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(tab, "suche-niemand");
        await tab.EvaluateAsync("document.querySelector('#geburtsdatum').focus(); document.querySelector('#geburtsdatum').value = ''");
        await tab.TypeAsync("9.3.91");
        await tab.FollowKeysAsync("Enter");
        Assert.StartsWith("Bitte mit vierstelligem Jahr", (await tab.DescribeAsync("#geburtsdatum")).Description, StringComparison.Ordinal);
        await tab.UntilAsync($"{Focused} === 'fehler'");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "suche-fehler");
        await tab.GoAsync(new Uri(host.Address, "/suche"));
        await SearchAsync(tab);
        await tab.FollowKeysAsync("n");
        Assert.Equal("Neue Person", await tab.TextAsync("h1"));
        Assert.Empty(tab.Complaints);
    }

    /// <summary>From anywhere, without the mouse.</summary>
    private static async Task SearchAsync(Tab tab)
    {
        if ((string?)await tab.EvaluateAsync("location.pathname") != "/suche") await tab.FollowKeysAsync("g", "s");
        await tab.UntilAsync($"{Focused} === 'familienname'");
        await tab.TypeAsync("Yildirim");
        await tab.PressAsync("Tab");
        await tab.TypeAsync("Elif");
        await tab.PressAsync("Tab");
        await tab.TypeAsync("4.1991");
        await tab.FollowKeysAsync("Enter");
    }

    private async Task<Tab> LogInAsync(ApiHost host)
    {
        var tab = await chromium.OpenAsync(1280, 860);
        await tab.GoAsync(new Uri(host.Address, "/anmelden"));
        await tab.FillAsync("#authority", Samples.Potsdam);
        await tab.FillAsync("#official", "Erika Muster");
        await tab.FollowAsync(".azr-form button");
        return tab;
    }
}
