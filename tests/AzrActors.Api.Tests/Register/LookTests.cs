using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

/// <summary>One look of an official at a person is one retrieval in the access log (AZRG § 13), whatever the page is made of.</summary>
[Collection<OnLiveRegister>]
public sealed class LookTests(LiveRegister register)
{
    [Theory]
    [InlineData("")]
    [InlineData("/verlauf")]
    [InlineData("/verlauf?von=0&bis=1")]
    [InlineData("/unterrichtet")]
    [InlineData("/druck")]
    public async Task A_page_of_a_person_is_one_retrieval(string page)
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        using var session = await Session.LogInAsync(register.Address, here.Foreigners);
        Assert.Contains("Yıldırım", await session.Client.GetStringAsync($"/datensatz/{number}{page}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var entry = Assert.Single(await register.LoggedAsync(number));
        Assert.Equal("retrieval", (string)entry["kind"]!);
        var items = entry["items"]!.AsArray().Select(item => (string)item!).ToList();
        // What the page shows of today, and what of the past.
        Assert.Contains("azrNumber", items);
        Assert.Contains("person/familyName", items);
        Assert.Equal(page.Length > 0 && page != "/druck", items.Contains("person/familyName@1"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_person_is_shown_and_logged_with_the_person()
    {
        using var desk = register.DeskOf(register.TakeDistrict().Foreigners);
        // Who has been here for long and lives nowhere: rule Q038.
        var person = await desk.SubmitAsync(
            null, Facts.Person("Aydın"), new JsonObject { ["kind"] = "arrival", ["arrival"] = "firstEntry", ["arrivedOn"] = Facts.Day(-100) });
        var number = (string)person["azrNumber"]!;
        using var session = await Session.LogInAsync(register.Address, desk.Authority);
        Assert.Contains("Q038", await session.Client.GetStringAsync($"/datensatz/{number}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var items = Assert.Single(await register.LoggedAsync(number))["items"]!.AsArray().Select(item => (string)item!).ToList();
        Assert.Contains("person/familyName", items);
        Assert.Contains(items, item => item.StartsWith("finding/Q038/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_who_is_sought_by_number_is_one_retrieval()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        using var session = await Session.LogInAsync(register.Address, here.Foreigners);
        Assert.Contains("Yıldırım", await session.Client.GetStringAsync(await session.LeadAsync($"/suche?nummer={number}"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Single(await register.LoggedAsync(number));
    }

    [Fact]
    public async Task A_form_that_was_too_old_shows_person_and_changes_in_one_retrieval_and_no_more_of_the_past()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        await desk.SubmitAsync(number, Facts.Rename("Kaya"));
        using var session = await Session.LogInAsync(register.Address, here.Foreigners);
        var form = $"/erfassen/{number}?art=changePersonalData";
        await desk.SubmitAsync(number, Facts.Rename("Demir"));
        using var reply = await session.PostAsync(form, $"/erfassen/{number}", new()
        {
            ["art"] = "changePersonalData", ["f-familyName"] = "Arslan", ["occurredOn"] = Facts.Yesterday, ["fileReference"] = "1", ["expectedVersion"] = "2",
        });
        var html = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<td>Kaya</td><td><b>Demir</b></td><td>Arslan</td>", html, StringComparison.Ordinal);
        var entries = await register.LoggedAsync(number);
        // The form as it was opened, and the answer to it.
        Assert.Equal(2, entries.Count);
        var items = entries[1]["items"]!.AsArray().Select(item => (string)item!).ToList();
        Assert.Contains("person/familyName", items);
        Assert.Contains("person/familyName@3", items);
        Assert.DoesNotContain("person/familyName@1", items);
    }
}
