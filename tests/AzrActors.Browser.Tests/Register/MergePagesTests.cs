using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Register;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Identity;

namespace AzrActors.Browser.Tests.Register;

/// <summary>Two records of one person through the pages of the real register: searched, found alike, merged with consent, parted.</summary>
[Collection<OnLiveRegister>]
public sealed class MergePagesTests(LiveRegister register, Chromium chromium)
{
    private const string Status = "[data-live-status]";
    private readonly Officials _officials = new(register, chromium);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_duplicate_is_found_compared_merged_with_consent_and_parted_again()
    {
        var (here, there) = (register.TakeDistrict(), register.TakeDistrict());
        var person = Facts.Person("Yıldırım");
        person["birthDate"] = "1971-03-09";
        using var mine = register.DeskOf(here.Foreigners);
        using var theirs = register.DeskOf(there.Foreigners);
        var one = await RegisterAsync(mine, here, person.DeepClone().AsObject());
        // Stored as somebody else at first, so that only the change makes them alike.
        var stranger = Facts.Person("Weitermann");
        var other = await RegisterAsync(theirs, there, stranger);
        await theirs.SubmitAsync(other, Alike(person));

        await using var office = await _officials.LogInAsync(here);
        await UntilFoundAsync(here.Foreigners);
        await office.GoAsync(new Uri(register.Address, $"/datensatz/{one}"));
        Assert.Contains("Paar", await office.TextAsync(".azr-concerns"), StringComparison.Ordinal);
        await office.GoAsync(new Uri(register.Address, "/?art=Dublette"));
        await office.PressAsync("j");
        var looks = (await register.LoggedAsync(one)).Count;
        await office.FollowKeysAsync("Enter");
        Assert.Contains("Familienname", await office.TextAsync(".azr-compare"), StringComparison.Ordinal);
        // One look at the pair: one entry for each of its records, with everything that is compared.
        var shown = await register.LoggedAsync($"pair={((string)(await office.EvaluateAsync("location.pathname"))!).Split('/')[^1]}");
        Assert.Equal((2, 2), (shown.Count, shown.Select(entry => (string)entry["record"]!).Distinct().Count()));
        Assert.All(shown, entry => Assert.Contains("address/1/street", entry["items"]!.AsArray().Select(item => (string)item!)));
        Assert.Equal(looks, (await register.LoggedAsync(one)).Count);
        Assert.Contains("gleich", await office.TextAsync(".azr-weights"), StringComparison.Ordinal);
        await Axe.FindsNothingInLightAndDarkAsync(office, "register-paar");
        var pair = (string?)await office.EvaluateAsync("location.pathname");

        await using var authority = await LogInAsync("REG000");
        await authority.GoAsync(new Uri(register.Address, pair!));
        if (await authority.CountAsync("[data-key=s]") > 0)
        {
            await authority.PressAsync("s", "ArrowDown");
            await authority.FollowKeysAsync("Enter");
        }
        await authority.PressAsync("m", "ArrowDown");
        await authority.FollowKeysAsync("Enter");
        Assert.Equal("Zusammenführung", await authority.TextAsync("h1"));
        Assert.Contains("Zusammenführen geht noch nicht", await authority.TextAsync("main"), StringComparison.Ordinal);

        // The letter that asks leads to the case as well, and waits on the list only as the case itself.
        await office.GoAsync(new Uri(register.Address, "/eingang"));
        Assert.Equal(1, await office.CountAsync("[data-item] a[href^='/dubletten/fall/']"));
        await office.GoAsync(new Uri(register.Address, "/"));
        Assert.DoesNotContain("Zustimmung zur Zusammenführung erbeten", await office.TextAsync("[data-list]"), StringComparison.Ordinal);
        await office.GoAsync(new Uri(register.Address, "/?art=Zusammenf%C3%BChrung"));
        await office.PressAsync("j");
        await office.FollowKeysAsync("Enter");
        await office.PressAsync("z");
        await office.FollowKeysAsync("Enter");
        Assert.Equal("Ihre Zustimmung ist gespeichert.", await office.TextAsync(Status));
        var merge = Guid.Parse(((string?)await office.EvaluateAsync("location.pathname"))!.Split('/')[^1]);
        var rest = (await Behind("REG000").ShowMergeAsync(merge, Stop)).Case!.Consents.Where(consent => consent.Agrees is null);
        foreach (var consent in rest) await Behind(consent.Authority).AnswerMergeAsync(new MergeStep { Case = merge }, Stop);

        await SeeNewStandingAsync(authority);
        await authority.PressAsync("m");
        await authority.FollowKeysAsync("Enter");
        await UntilAsync(authority, "zusammengeführt");
        await authority.PressAsync("t");
        await authority.TypeAsync("Fingerabdrücke verschieden");
        await authority.FollowKeysAsync("Enter");
        await UntilAsync(authority, "wieder getrennt");
        await Axe.FindsNothingInLightAndDarkAsync(authority, "register-getrennt");
        Assert.Empty(authority.Complaints);
        Assert.Empty(office.Complaints);
    }

    [Fact]
    public async Task A_person_is_found_in_another_spelling_and_an_unclear_one_discarded_and_recorded()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var person = Facts.Person("Özdemirçelik");
        person["birthDate"] = "1968-11-23";
        await RegisterAsync(desk, here, person);
        await using var tab = await _officials.LogInAsync(here);
        await tab.FollowKeysAsync("g", "s");
        await tab.UntilAsync("document.activeElement.id === 'familienname'");
        await tab.TypeAsync("Oezdemircelik");
        await tab.PressAsync("Tab");
        await tab.TypeAsync((string)person["firstNames"]!);
        await tab.PressAsync("Tab");
        await tab.TypeAsync("23.11.1968");
        await tab.FollowKeysAsync("Enter");
        // Without doubt it is the person, or she is the likeliest of a list.
        if (await tab.CountAsync("[data-open]") > 0)
        {
            Assert.Contains("Özdemirçelik", await tab.TextAsync("[data-item]"), StringComparison.Ordinal);
            await Axe.FindsNothingInLightAndDarkAsync(tab, "register-aehnliche");
            await tab.FollowKeysAsync("Enter");
        }
        Assert.StartsWith("Özdemirçelik, ", await tab.TextAsync("h1"), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    private static JsonObject Alike(JsonObject person)
    {
        var change = person.DeepClone().AsObject();
        change["kind"] = "changePersonalData";
        return change;
    }

    private static async Task<string> RegisterAsync(Desk desk, LocalAuthorities at, JsonObject person) =>
        (string)(await desk.SubmitAsync(null, person, Facts.FirstEntry(), Facts.MoveIn(at, "Am Kanal")))["azrNumber"]!;

    private Client.Identity.IIdentityClient Behind(string authority) => register.Behind.For(new Caller(authority, "Erika Muster", authority == "REG000" ? "24" : "1")).Identity;

    /// <summary>The register finds a pair in the background, within a second or two of the change.</summary>
    private async Task UntilFoundAsync(string authority)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while ((await Behind(authority).ListOpenPairsAsync(new OpenPairQuery(), Stop)).Pairs.Count == 0)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "The register found no pair.");
            await Task.Yield();
        }
    }

    private static async Task SeeNewStandingAsync(Tab tab)
    {
        await tab.UntilAsync($"document.querySelector('{Status} a') !== null");
        await tab.FollowAsync(Status + " a");
    }

    /// <summary>Follows the page's own news until the case stands so.</summary>
    private static async Task UntilAsync(Tab tab, string standing)
    {
        while (!(await tab.TextAsync(".azr-headline__facts")).Contains($"Stand: {standing}", StringComparison.Ordinal)) await SeeNewStandingAsync(tab);
    }

    private async Task<Tab> LogInAsync(string authority)
    {
        var tab = await chromium.OpenAsync();
        await tab.GoAsync(new Uri(register.Address, "/anmelden"));
        await tab.FillAsync("#authority", authority);
        await tab.FillAsync("#official", "Rita Vorlage");
        await tab.EvaluateAsync("document.querySelector('#purpose').value = '24'");
        await tab.FollowAsync(".azr-form button");
        Assert.Equal("Meine Arbeit", await tab.TextAsync("h1"));
        return tab;
    }
}
