using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class SecrecyTests(LiveRegister register)
{
    private const string Marker = "Zzmarker";
    private const string Name = "Zzmarkername";
    private const string OtherName = "Zzmarkerandername";
    private const string Street = "Zzmarkerstraße";
    private const string Birthplace = "Zzmarkerstadt";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_problem_document_repeats_nothing_of_the_submission()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        using var benefits = register.DeskOf(here.Benefits);
        var number = await RegisterAsync(desk, here);
        await desk.SubmitAsync(number, Facts.Rename(OtherName));

        var faulty = desk.Submission(number, Facts.MoveIn(here, Street, day: 2));
        var taken = desk.Submission(number, Facts.Rename(Name));
        using var stored = await desk.PostAsync(taken);
        taken["entries"]![0]!["familyName"] = OtherName;
        await SaysNothingAsync(HttpStatusCode.UnprocessableEntity, await desk.PostAsync(faulty), number);
        await SaysNothingAsync(HttpStatusCode.Conflict, await desk.PostAsync(taken), number);
        await SaysNothingAsync(HttpStatusCode.PreconditionFailed,
            await desk.PostAsync(desk.Submission(number, Facts.Rename(Name)), ifMatch: 1), number);
        await SaysNothingAsync(HttpStatusCode.Forbidden,
            await benefits.PostAsync(benefits.Submission(number, Facts.MoveIn(here, Street))), number);
        await SaysNothingAsync(HttpStatusCode.Forbidden,
            await benefits.PostAsync(desk.Submission(number, Facts.Rename(Name))), number);
    }

    [Theory]
    [InlineData("""{"entries":[{"kind":"registerPerson","familyName":"Zzmarkername"}]}""")]
    [InlineData("""{"entries":[{"kind":"registerPerson","familyName":{"text":"Zzmarkername"}}]}""")]
    [InlineData("""{"submissionId":"Zzmarkername"}""")]
    [InlineData("""{"occurredOn":"Zzmarkername"}""")]
    [InlineData("""{"familyName":"Zzmarkername"}""")]
    [InlineData("""{"entries":[{"familyName":"Zzmarkername}""")]
    [InlineData("""Zzmarkername""")]
    [InlineData("""{"expectedVersion":"Zzmarkername"}""")]
    public async Task An_unreadable_body_is_explained_without_its_values(string body)
    {
        using var desk = register.DeskOf(register.TakeDistrict().Foreigners);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await SaysNothingAsync(HttpStatusCode.BadRequest,
            await desk.Http.PostAsync("/api/v1/submissions", content, Stop));
    }

    [Fact]
    public async Task The_log_of_a_day_names_nobody()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        using var residents = register.DeskOf(here.Residents);
        var number = await RegisterAsync(desk, here);
        using (var stream = await SentEvents.OpenAsync(residents)) await stream.NextAsync();
        await desk.SubmitAsync(number, Facts.Rename(OtherName));
        using var stale = await desk.PostAsync(desk.Submission(number, Facts.Rename(Name)), ifMatch: 1);
        using var faulty = await desk.PostAsync(desk.Submission(number, Facts.MoveIn(here, Street, day: 2)));
        await residents.SubmitAsync(number, Facts.MoveIn(here, Street, day: -1));
        await residents.ReadAsync(number);
        using var browser = await Session.LogInAsync(register.Address, here.Foreigners);
        using var page = await browser.Client.GetAsync($"/datensatz/{number}", Stop);
        Assert.Contains(Marker, await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        Assert.Contains(register.Log.Lines, line => line.Contains("record.version-stale", StringComparison.Ordinal));
        var view = (await desk.ReadAsync(number))["items"]!.AsArray();
        string ValueOf(string path) => (string)view.Single(item => (string)item!["path"]! == path)!["value"]!;
        foreach (var secret in new[] { Marker, number, ValueOf("person/firstNames"), ValueOf("person/birthDate") })
            Assert.DoesNotContain(register.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<string> RegisterAsync(Desk desk, LocalAuthorities here)
    {
        var person = Facts.Person(Name);
        person["birthPlace"] = Birthplace;
        var receipt = await desk.SubmitAsync(null, person, Facts.FirstEntry(), Facts.MoveIn(here, Street));
        return (string)receipt["azrNumber"]!;
    }

    private static async Task SaysNothingAsync(HttpStatusCode status, HttpResponseMessage reply, string number = Marker)
    {
        var text = await reply.Content.ReadAsStringAsync(Stop);
        reply.Dispose();
        Assert.True(status == reply.StatusCode, text);
        Assert.Equal((int)status, (int)JsonNode.Parse(text)!["status"]!);
        Assert.DoesNotContain(Marker, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
    }
}
