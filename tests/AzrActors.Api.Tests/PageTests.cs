using System.Net;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class PageTests
{
    private static readonly Dictionary<string, string> Address = new()
    {
        ["street"] = "Breite Straße", ["houseNumber"] = "3", ["postalCode"] = "14467", ["town"] = "Potsdam",
        ["ags"] = "12054000",
        ["movedInOn"] = "2026-11-15", ["fileReference"] = "3211-YIL-88",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_record_page_shows_sources_under_german_headings()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync($"/datensatz/{Samples.Number}", Stop);
        foreach (var expected in new[]
        {
            "Entwicklungsanmeldung – synthetische Daten", "Grundpersonalien", "Weitere Personalien", "Anschriften",
            "Zuzug/Fortzug",
            "Aufenthaltsstatus", "Zuständigkeit", "Yıldırım, Elif Şükran", "00.04.1991", "33.2-AB-2023-118",
            "Meldebehörde Potsdam, 02.09.2026",
        })
            Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disputed_value_is_shown_with_what_the_person_says()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync($"/datensatz/{Samples.OtherNumber}", Stop);
        foreach (var expected in new[] { "azr-value__dispute", "<b>bestritten</b> seit", "Angabe der Person: <b>1992, nicht 1991</b>" })
            Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.DoesNotContain("azr-value__dispute", await session.Client.GetStringAsync($"/datensatz/{Samples.Number}", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_number_says_so_in_german()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.Client.GetAsync($"/datensatz/{Samples.UnknownNumber}", Stop);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Contains("keinen Datensatz, den Sie sehen dürfen", await reply.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_page_offers_what_the_caller_may_state_and_shows_what_it_stated()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var plain = await session.Client.GetStringAsync($"/datensatz/{Samples.Number}", Stop);
        Assert.Contains("Umstände der Anfrage", plain, StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", plain, StringComparison.Ordinal);
        Assert.Empty(host.Register.LastStated!);
        var stating = await session.Client.GetStringAsync($"/datensatz/{Samples.Number}?umstand=consent", Stop);
        Assert.Equal(["consent"], host.Register.LastStated);
        Assert.Matches("value=\"consent\"[^>]* checked", stating);
        Assert.DoesNotMatch("value=\"onRequest\"[^>]* checked", stating);
    }

    [Fact]
    public async Task What_no_request_can_state_is_said_in_german()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.Client.GetAsync($"/datensatz/{Samples.Number}?umstand=nonsense", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("Diesen Umstand gibt es nicht.", await reply.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searching_leads_to_the_record_and_names_a_fault_at_the_field()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var found = await session.Client.GetAsync("/suche?nummer=129+417+350+668", Stop);
        Assert.Equal($"/datensatz/{Samples.Number}", found.Headers.Location!.ToString());
        var typed = await session.LeadAsync("/suche?nummer=12");
        using var mistyped = await session.Client.GetAsync(typed, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, mistyped.StatusCode);
        var html = await mistyped.Content.ReadAsStringAsync(Stop);
        Assert.Contains("id=\"nummer-fehler\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"12\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reported_address_is_stored_and_shown_after_a_redirect()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await ReportAsync(session, new(Address));
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        var html = await session.Client.GetStringAsync(reply.Headers.Location, Stop);
        Assert.Contains("Der Datensatz hat jetzt Version 5.", html, StringComparison.Ordinal);
        Assert.Contains("Breite Straße", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_address_comes_back_with_what_was_typed_and_a_fault_at_each_field()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await ReportAsync(session, new(Address) { ["street"] = " ", ["movedInOn"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(Stop);
        Assert.Contains("id=\"street-fehler\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"movedInOn-fehler\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"14467\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_for_a_record_that_changed_meanwhile_shows_the_new_version_first()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await ReportAsync(session, new(Address) { ["expectedVersion"] = "3" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains("Sie sehen jetzt Version 4.", await reply.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_out_of_reach_is_a_german_page()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        host.Register.IsDown = true;
        using var reply = await session.Client.GetAsync("/meldungen", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(Stop);
        Assert.Contains("nicht erreichbar", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/meldungen\" autofocus", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_the_register_did_not_answer_is_sent_again_as_the_same_submission()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var form = new Dictionary<string, string>(Address);
        await session.OpenAsync($"/datensatz/{Samples.Number}", form);
        host.Register.IsDown = true;
        using var reply = await session.SendAsync($"/datensatz/{Samples.Number}/anschrift", form);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Noch einmal senden", html, StringComparison.Ordinal);
        foreach (var value in new[] { form["submissionId"], Address["town"] }) Assert.Contains($"value=\"{value}\"", html, StringComparison.Ordinal);
        host.Register.IsDown = false;
        using var again = await session.SendAsync($"/datensatz/{Samples.Number}/anschrift", form);
        Assert.Equal($"/datensatz/{Samples.Number}?gespeichert=5", again.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Who_comes_back_from_signing_in_by_the_address_of_a_form_is_led_to_its_page()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        Assert.Equal($"/datensatz/{Samples.Number}", await session.LeadAsync($"/datensatz/{Samples.Number}/anschrift"));
    }

    private static Task<HttpResponseMessage> ReportAsync(Session session, Dictionary<string, string> address) =>
        session.PostAsync($"/datensatz/{Samples.Number}", $"/datensatz/{Samples.Number}/anschrift", address);
}
