using AzrActors.Api.Tests.Register;

namespace AzrActors.Browser.Tests.Register;

/// <summary>The record page in a browser, in front of the real register: silo, PostgreSQL and push.</summary>
[Collection<OnLiveRegister>]
public sealed class RecordPageTests(LiveRegister register, Chromium chromium)
{
    private const string Status = "[data-live-status]";

    private readonly Officials officials = new(register, chromium);

    [Fact]
    public async Task An_official_finds_a_record_and_sees_the_source_of_every_value()
    {
        var here = register.TakeDistrict();
        var number = await officials.RegisterAsync(here);
        using var residents = register.DeskOf(here.Residents);
        await residents.SubmitAsync(number, Facts.MoveIn(here, "Mühlweg", -1));
        await using var tab = await officials.LogInAsync(here);
        await tab.FillAsync("#nummer", string.Join(' ', number.Chunk(3).Select(group => new string(group))));
        await tab.FollowAsync("form[role=search] button");
        Assert.StartsWith("Yıldırım, ", await tab.TextAsync("h1"), StringComparison.Ordinal);
        Assert.Equal(await tab.CountAsync(".azr-value"), await tab.CountAsync(".azr-value summary"));
        Assert.Contains($"Meldebehörde {here.District.Name}", await Row.SourceOfAsync(tab, "Straße"), StringComparison.Ordinal);
        var source = await Row.SourceOfAsync(tab, "Familienname");
        Assert.Contains($"Ausländerbehörde {here.District.Name} ({here.Foreigners})", source, StringComparison.Ordinal);
        Assert.Contains(Desk.FileReference, source, StringComparison.Ordinal);
        Assert.Contains("AZRG", source, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task An_open_record_offers_its_new_version_and_shows_it_after_following()
    {
        var here = register.TakeDistrict();
        var number = await officials.RegisterAsync(here);
        await using var tab = await officials.LogInAsync(here);
        await tab.GoAsync(new Uri(register.Address, $"/datensatz/{number}"));
        using var residents = register.DeskOf(here.Residents);
        await residents.SubmitAsync(number, Facts.MoveIn(here, "Mühlweg", -1));
        await tab.UntilAsync($"document.querySelector('{Status}').innerText !== ''");
        Assert.Equal("Neue Version 2 – anzeigen (Anschrift geändert)", await tab.TextAsync(Status));
        Assert.DoesNotContain("Mühlweg", await tab.TextAsync("main"), StringComparison.Ordinal);
        await tab.FollowAsync(Status + " a");
        Assert.Equal("", await tab.TextAsync(Status));
        Assert.Equal("Mühlweg", await Row.ValueOfAsync(tab, "Straße"));
    }

    [Fact]
    public async Task A_move_is_reported_with_the_form_and_a_faulty_one_explained_at_its_field()
    {
        var here = register.TakeDistrict();
        var number = await officials.RegisterAsync(here);
        await using var tab = await officials.LogInAsync(here);
        await tab.GoAsync(new Uri(register.Address, $"/datensatz/{number}"));
        await AddressFields.FillAsync(tab, here, movedInOn: Facts.Day(2));
        await tab.FollowAsync("#neue-anschrift ~ form button");
        Assert.StartsWith("Das Ereignis liegt in der Zukunft.", await tab.TextAsync("#movedInOn-fehler"), StringComparison.Ordinal);
        Assert.StartsWith("Das Ereignis liegt in der Zukunft.", (await tab.DescribeAsync("#movedInOn")).Description,
            StringComparison.Ordinal);
        await tab.UntilAsync("document.activeElement.id === 'fehler'");
        await Axe.FindsNothingInLightAndDarkAsync(tab, "register-formular");

        await AddressFields.FillAsync(tab, here, movedInOn: Facts.Yesterday);
        await tab.FollowAsync("#neue-anschrift ~ form button");
        Assert.Contains("Der Datensatz hat jetzt Version 2.", await tab.TextAsync(".azr-alert--success"),
            StringComparison.Ordinal);
        Assert.Equal("Breite Straße", await Row.ValueOfAsync(tab, "Straße"));
        var source = await Row.SourceOfAsync(tab, "Straße");
        Assert.Contains($"({here.Foreigners})", source, StringComparison.Ordinal);
        Assert.Contains(AddressFields.FileReference, source, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }
}
