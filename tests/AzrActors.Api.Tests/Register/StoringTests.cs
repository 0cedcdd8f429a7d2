using System.Net;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class StoringTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_person_is_read_back_with_the_source_of_every_value()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var submission = desk.Submission(null, Facts.Person("Yıldırım"), Facts.FirstEntry(), Facts.MoveIn(here, "Am Kanal"));
        using var stored = await desk.PostAsync(submission);
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal("\"1\"", stored.Headers.ETag!.Tag);

        using var read = await desk.Http.GetAsync(stored.Headers.Location, Stop);
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
        var items = JsonNode.Parse(await read.Content.ReadAsStringAsync(Stop))!["items"]!.AsArray();
        Assert.Equal("Yıldırım", Text(items, "person/familyName"));
        Assert.Equal($"00.04.{((string)submission["entries"]![0]!["birthDate"]!)[..4]}", Text(items, "person/birthDate"));
        Assert.Equal("Syrien", Text(items, "person/nationality/1"));
        Assert.Equal("Am Kanal", Text(items, "address/1/street"));
        Assert.All(items, item =>
        {
            var source = item!["source"]!;
            Assert.Equal(here.Foreigners, (string)source["authority"]!);
            Assert.EndsWith(here.District.Name, (string)source["authorityName"]!, StringComparison.Ordinal);
            Assert.Equal((string)submission["submissionId"]!, (string)source["submissionId"]!);
            Assert.Equal(Desk.FileReference, (string)source["fileReference"]!);
            Assert.Contains("AZRG", (string)source["basis"]!, StringComparison.Ordinal);
            Assert.Equal(1, (int)source["version"]!);
        });
    }

    [Fact]
    public async Task A_fact_stored_on_the_pages_keeps_the_offices_own_term_with_its_source()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        using var session = await Session.LogInAsync(register.Address, here.Foreigners);
        // Row 18 of the annex: a ban on departure.
        using var stored = await session.PostAsync($"/erfassen/{number}?art=18", $"/erfassen/{number}", new()
        {
            ["art"] = "18", ["f-on"] = Facts.Day(-3), ["f-keptUntil"] = "2031-03-31", ["fileReference"] = Desk.FileReference,
        });
        Assert.Equal(HttpStatusCode.Found, stored.StatusCode);
        var term = System.Text.Json.Nodes.JsonNode.Parse(await desk.Http.GetStringAsync($"/api/v1/records/{number}", Stop))!["items"]!.AsArray()
            .Single(item => (string)item!["path"]! == "ExitBan/1/keptUntil")!;
        Assert.Equal(("31.03.2031", here.Foreigners), ((string)term["text"]!, (string)term["source"]!["authority"]!));
        var page = await session.Client.GetStringAsync($"/datensatz/{number}", Stop);
        Assert.Contains("Herkunft von Löschungsfrist der übermittelnden Stelle", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_the_client_has_is_not_sent_again()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        Assert.Equal(HttpStatusCode.NotModified, await ReadAsync("\"1\""));
        await desk.SubmitAsync(number, Facts.Rename("Kaya"));
        Assert.Equal(HttpStatusCode.OK, await ReadAsync("\"1\""));
        Assert.Equal(HttpStatusCode.NotModified, await ReadAsync("\"2\""));

        async Task<HttpStatusCode> ReadAsync(string ifNoneMatch)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/records/{number}");
            request.Headers.Add("If-None-Match", ifNoneMatch);
            using var reply = await desk.Http.SendAsync(request, Stop);
            return reply.StatusCode;
        }
    }

    [Fact]
    public async Task The_same_submission_gets_the_same_receipt_and_other_content_is_409()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var submission = desk.Submission(null, Facts.Person("Nguyễn"));
        var first = await ReceiptAsync(HttpStatusCode.Created);
        var second = await ReceiptAsync(HttpStatusCode.OK);
        Assert.True((bool)second["repeated"]!);
        second["repeated"] = false;
        Assert.Equal(first.ToJsonString(), second.ToJsonString());

        submission["entries"]![0]!["familyName"] = "Trần";
        using var other = await desk.PostAsync(submission);
        await ProblemAssert.IsAsync(other, HttpStatusCode.Conflict, "submission.id-reused");

        async Task<JsonObject> ReceiptAsync(HttpStatusCode expected)
        {
            using var reply = await desk.PostAsync(submission);
            Assert.Equal(expected, reply.StatusCode);
            return JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!.AsObject();
        }
    }

    [Fact]
    public async Task The_same_fact_reported_again_is_unchanged_and_makes_no_version()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        var receipt = await desk.SubmitAsync(number, Facts.MoveIn(here, "Am Kanal"));
        Assert.Equal("unchanged", (string)receipt["outcome"]!);
        Assert.Equal(1, (int)receipt["version"]!);
    }

    private static string Text(JsonArray items, string path) =>
        (string)items.Single(item => (string)item!["path"]! == path)!["text"]!;
}
