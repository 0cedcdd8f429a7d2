using AzrActors.Api.Tests.Register;

namespace AzrActors.Browser.Tests.Register;

/// <summary>What the form of a new person says while it is filled in, from the rules of the real register.</summary>
[Collection<OnLiveRegister>]
public sealed class EntryPagesTests(LiveRegister register, Chromium chromium)
{
    private const string Note = "[data-check-note]";

    private readonly Officials _officials = new(register, chromium);

    [Fact]
    public async Task Faults_come_and_go_at_their_fields_and_what_would_stop_storing_is_said_above_them()
    {
        var here = register.TakeDistrict();
        await using var tab = await _officials.LogInAsync(here);
        await tab.GoAsync(new Uri(register.Address, "/erfassen/neu"));
        await TypeAsync(tab, "#f-familyName", "Wiesentaler");
        await TypeAsync(tab, "#f-firstNames", "Ada");
        Assert.Equal("", await tab.TextAsync(Note));
        await TypeAsync(tab, "#f-birthDate", "2990-07-04");
        await tab.UntilAsync("document.querySelector('#f-birthDate').ariaInvalid === 'true'");
        Assert.NotEqual("", await tab.TextAsync("#f-birthDate-fehler"));
        Assert.StartsWith(await tab.TextAsync("#f-birthDate-fehler"), (await tab.DescribeAsync("#f-birthDate")).Description, StringComparison.Ordinal);
        // What nobody has come to yet is not called wrong.
        Assert.Equal(1, await tab.CountAsync("form[data-check] [aria-invalid]"));

        await TypeAsync(tab, "#f-birthDate", "1990-07-04");
        await tab.UntilAsync("document.querySelector('#f-birthDate').ariaInvalid !== 'true'");
        // Nobody has searched for the person.
        await tab.UntilAsync($"document.querySelector('{Note}').innerText.includes('Q003')");
        Assert.Equal("status", (string?)await tab.EvaluateAsync($"document.querySelector('{Note}').getAttribute('role')"));
        Assert.Equal(0, await tab.CountAsync("#f-birthDate-fehler"));
        Assert.Equal("f-birthDate-hinweis", (string?)await tab.EvaluateAsync("document.querySelector('#f-birthDate').getAttribute('aria-describedby')"));
        await Axe.FindsNothingInLightAndDarkAsync(tab, "register-erfassen-hinweis");
        Assert.Empty(tab.Complaints);
    }

    private static async Task TypeAsync(Tab tab, string field, string text)
    {
        await tab.EvaluateAsync($"document.querySelector('{field}').focus(), document.querySelector('{field}').select()");
        await tab.TypeAsync(text);
        await tab.PressAsync("Tab");
    }
}
