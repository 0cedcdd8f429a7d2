using System.Net;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Search;

namespace AzrActors.Api.Tests;

/// <summary>Searching for a person: what is asked of the register, and the duty to discard what does not concern the person.</summary>
public sealed class SearchPageTests
{
    private static readonly Dictionary<string, string> Elif = new() { ["familienname"] = "Yildirim", ["vornamen"] = "Elif", ["geburtsdatum"] = "4.1991", ["staat"] = "163" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_person_without_doubt_is_opened_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Identities.Answer = Samples.Similar() with { Outcome = SearchOutcome.Found, MustDiscard = false, Persons = [Samples.Similar().Persons[0]] };
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, Elif);
        Assert.Equal($"/datensatz/{Samples.Number}", reply.Headers.Location!.ToString());
        var asked = Assert.Single(host.Register.Identities.Searches);
        Assert.Equal(("Yildirim", "Elif", "1991-04-00"), (asked.FamilyName, asked.FirstNames, asked.BirthDate));
        Assert.Equal(["163"], asked.Nationalities);
        using var byNumber = await SearchAsync(session, new() { ["nummer"] = "AZR 129 417 350 668" });
        Assert.Equal($"/datensatz/{Samples.Number}", byNumber.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Similar_persons_are_left_only_by_saying_which_of_them_it_was()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Identities.Answer = Samples.Similar();
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, Elif);
        var html = await reply.Content.ReadAsStringAsync(Stop);
        Assert.Contains("3 ähnliche Personen", html, StringComparison.Ordinal);
        Assert.Contains("gesucht: <ins>Elif</ins>", html, StringComparison.Ordinal);
        Assert.Contains("Auskunft gibt die aktenführende Behörde.", html, StringComparison.Ordinal);
        Assert.Contains("noch nicht verworfen", await session.Client.GetStringAsync("/", Stop), StringComparison.Ordinal);
        using var again = await SearchAsync(session, Elif);
        Assert.Contains("Zuerst verwerfen:", await again.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Single(host.Register.Identities.Searches);
        using var chosen = await session.PostAsync("/suche", "/suche/verwerfen", new() { ["behalten"] = Samples.Number });
        Assert.Equal($"/datensatz/{Samples.Number}", chosen.Headers.Location!.ToString());
        Assert.Equal(Samples.Number, Assert.Single(host.Register.Identities.Discards).Kept);
        Assert.DoesNotContain("noch nicht verworfen", await session.Client.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discarding_all_keeps_what_was_typed_for_the_next_try()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Identities.Answer = Samples.Similar();
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, Elif);
        using var changed = await session.PostAsync("/suche", "/suche/verwerfen", new(Elif));
        var html = await changed.Content.ReadAsStringAsync(Stop);
        Assert.Contains("value=\"Yildirim\"", html, StringComparison.Ordinal);
        Assert.Contains("Bestätigt und aufgezeichnet.", html, StringComparison.Ordinal);
        Assert.Null(Assert.Single(host.Register.Identities.Discards).Kept);
    }

    [Fact]
    public async Task The_list_of_one_official_does_not_keep_another_from_searching()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Identities.Answer = Samples.Similar();
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, Elif);
        using var role = await session.SignInAsync(new() { ["authority"] = Samples.PotsdamResidents, ["official"] = "Mehmet Muster", ["purpose"] = "29" });
        using var other = await SearchAsync(session, Elif);
        Assert.DoesNotContain("Zuerst verwerfen:", await other.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(2, host.Register.Identities.Searches.Count);
    }

    [Fact]
    public async Task Nobody_found_says_how_to_go_on_and_until_when_the_person_may_be_stored()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, Elif);
        var html = await reply.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Niemand gefunden", html, StringComparison.Ordinal);
        Assert.Contains("bis 10:45 Uhr", html, StringComparison.Ordinal);
        Assert.Contains("/erfassen/neu", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("familienname", "Yildirim", "geburtsdatum")]
    [InlineData("geburtsdatum", "9.3.91", "geburtsdatum")]
    [InlineData("ausweisstaat", "163", "ausweis")]
    [InlineData("auslandsnummer", "A-17", "auslandsstaat")]
    public async Task What_is_missing_is_said_at_its_field(string field, string value, string at)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, new() { [field] = value });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains($"id=\"{at}-fehler\"", await reply.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.3.1991", "1991-03-09")]
    [InlineData("09031991", "1991-03-09")]
    [InlineData("9/3/1991", "1991-03-09")]
    [InlineData(" 1991-3-9 ", "1991-03-09")]
    [InlineData("03.1991", "1991-03-00")]
    [InlineData("1991", "1991-00-00")]
    [InlineData("00.00.1991", "1991-00-00")]
    [InlineData("00.04.1991", "1991-04-00")]
    [InlineData("29.02.1992", "1992-02-29")]
    [InlineData("29.02.1991", null)]
    [InlineData("13.1991", null)]
    [InlineData("12.00.1991", null)]
    [InlineData("9.3.91", null)]
    [InlineData("gestern", null)]
    public async Task A_birth_date_is_understood_as_people_write_it(string typed, string? understood)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await SearchAsync(session, new() { ["familienname"] = "Yildirim", ["geburtsdatum"] = typed });
        Assert.Equal(understood is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(understood, host.Register.Identities.Searches.SingleOrDefault()?.BirthDate);
    }

    private static Task<HttpResponseMessage> SearchAsync(Session session, Dictionary<string, string> fields) => session.PostAsync("/suche", "/suche", new(fields));
}
