using AzrActors.Api.Tests.Register;

namespace AzrActors.Browser.Tests.Register;

/// <summary>What arrives in a browser from the real register, and how accessible its pages are.</summary>
[Collection<OnLiveRegister>]
public sealed class NoticesPageTests(LiveRegister register, Chromium chromium)
{
    private const string Status = "[data-live-status]";
    private const string LawPath = "befugnisse?behoerde=ResidentsOffice&gruppe=1&sachverhalt=5b.a&zweck=29";
    private const string Open = "document.querySelector('[data-live-connection]').dataset.state === 'open'";

    private readonly Officials officials = new(register, chromium);

    [Fact]
    public async Task What_a_residents_office_reports_appears_on_the_open_notices_page_and_is_announced()
    {
        var here = register.TakeDistrict();
        var number = await officials.RegisterAsync(here);
        await using var tab = await officials.LogInAsync(here);
        await tab.GoAsync(new Uri(register.Address, "/meldungen"));
        await tab.UntilAsync(Open);
        await tab.EvaluateAsync("window.sameDocument = true");
        using var residents = register.DeskOf(here.Residents);
        await residents.SubmitAsync(number, Facts.MoveIn(here, "Mühlweg", -1));
        await tab.UntilAsync("document.querySelectorAll('.azr-notice').length === 2");
        Assert.StartsWith("Anschrift geändert", await tab.TextAsync(".azr-notice h3"), StringComparison.Ordinal);
        Assert.Contains("Mühlweg", await tab.ContentAsync(".azr-notice"), StringComparison.Ordinal);
        Assert.StartsWith("1 neue Meldung eingetroffen. Zuletzt: Anschrift geändert: Yıldırım, ",
            await tab.TextAsync(Status), StringComparison.Ordinal);
        Assert.Equal("status", (string?)await tab.EvaluateAsync($"document.querySelector('{Status}').role"));
        Assert.True((bool)(await tab.EvaluateAsync("window.sameDocument === true"))!);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task Axe_finds_nothing_on_pages_of_the_real_register_in_light_or_dark()
    {
        var here = register.TakeDistrict();
        var number = await officials.RegisterAsync(here);
        await using var anonymous = await chromium.OpenAsync();
        await anonymous.GoAsync(new Uri(register.Address, "/anmelden"));
        await anonymous.FillAsync("#authority", "Burgenlandkreis");
        await anonymous.FollowAsync(".azr-form button");
        Assert.Equal(3, await anonymous.CountAsync("[name=candidate]"));
        await Axe.FindsNothingInLightAndDarkAsync(anonymous, "register-anmelden");
        await using var tab = await officials.LogInAsync(here);
        foreach (var path in new[] { "", $"datensatz/{number}", "meldungen", LawPath })
        {
            await tab.GoAsync(new Uri(register.Address, path));
            await tab.EvaluateAsync("document.querySelectorAll('details').forEach((d, i) => d.open = i < 2)");
            await Axe.FindsNothingInLightAndDarkAsync(tab, $"register-{path.Split('/', '?')[0]}");
        }
    }
}
