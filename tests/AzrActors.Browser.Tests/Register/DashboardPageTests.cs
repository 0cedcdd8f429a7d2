using AzrActors.Api.Tests.Register;

namespace AzrActors.Browser.Tests.Register;

/// <summary>The dashboard of Orleans under the policy of our pages.</summary>
[Collection<OnLiveRegister>]
public sealed class DashboardPageTests(LiveRegister register, Chromium chromium)
{
    [Fact]
    public async Task An_operator_comes_to_the_dashboard_from_the_page_of_the_operators_and_it_draws_itself()
    {
        await using var tab = await chromium.OpenAsync(1280, 860);
        await tab.GoAsync(new Uri(register.Address, "/anmelden"));
        await tab.FollowAsync("button[value=register-operation]");
        await tab.GoAsync(new Uri(register.Address, "/betrieb"));
        await tab.FollowAsync("a[href='/betrieb/orleans/']");
        await tab.UntilAsync("document.body.innerText.toLowerCase().includes('total activations')");
        await Album.KeepAsync(tab, "orleans");
        Assert.Empty(tab.Complaints);
    }
}
