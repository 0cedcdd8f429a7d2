using AzrActors.Api.Tests.Register;

namespace AzrActors.Browser.Tests.Register;

/// <summary>Officials of a foreigners' authority at their browsers.</summary>
internal sealed class Officials(LiveRegister register, Chromium chromium)
{
    public async Task<string> RegisterAsync(LocalAuthorities here)
    {
        using var desk = register.DeskOf(here.Foreigners);
        return await desk.RegisterAsync(here);
    }

    public async Task<Tab> LogInAsync(LocalAuthorities here)
    {
        var tab = await chromium.OpenAsync();
        await tab.GoAsync(new Uri(register.Address, "/anmelden"));
        await tab.FillAsync("#authority", here.Foreigners);
        await tab.FillAsync("#official", "Erika Muster");
        await tab.FollowAsync(".azr-form button");
        Assert.Equal("Meine Arbeit", await tab.TextAsync("h1"));
        return tab;
    }
}

/// <summary>The form for a new address.</summary>
internal static class AddressFields
{
    public const string FileReference = "3211-YIL-88";

    public static async Task FillAsync(Tab tab, LocalAuthorities here, string movedInOn)
    {
        foreach (var (field, value) in new[]
        {
            ("street", "Breite Straße"), ("houseNumber", "3"), ("postalCode", here.Municipality.PostalCode),
            ("town", here.Town), ("ags", here.Ags), ("movedInOn", movedInOn), ("fileReference", FileReference),
        })
            await tab.FillAsync("#" + field, value);
    }
}

/// <summary>The first row of the record page with a label; addresses stand newest first.</summary>
internal static class Row
{
    public static Task<string> ValueOfAsync(Tab tab, string label) => ReadAsync(tab, label, ".azr-value__text");

    public static Task<string> SourceOfAsync(Tab tab, string label) => ReadAsync(tab, label, ".azr-value__source");

    private static async Task<string> ReadAsync(Tab tab, string label, string part) => (string?)await tab.EvaluateAsync(
        $"[...document.querySelectorAll('.azr-value')].find(row => row.querySelector('dt').innerText === '{label}')"
        + $".querySelector('{part}').textContent") ?? "";
}
