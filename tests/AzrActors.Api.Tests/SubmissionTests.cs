using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class SubmissionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registering_a_person_creates_a_record()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.PostAsJsonAsync("/api/v1/submissions", Submission(azrNumber: null), Stop);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        Assert.Equal("\"1\"", reply.Headers.ETag!.Tag);
        Assert.Equal($"/api/v1/records/{Samples.NewNumber}", reply.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Reporting_a_fact_answers_with_the_receipt_and_the_new_version()
    {
        await using var host = await ApiHost.StartAsync();
        using var reply = await PostAsync(host, Submission(), ifMatch: "\"4\"");
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("\"5\"", reply.Headers.ETag!.Tag);
        var receipt = await reply.Content.ReadFromJsonAsync<JsonObject>(Stop);
        Assert.Equal("accepted", (string)receipt!["outcome"]!);
        Assert.False((bool)receipt["repeated"]!);
    }

    [Fact]
    public async Task The_same_submission_twice_gets_the_same_receipt_and_other_content_is_409()
    {
        await using var host = await ApiHost.StartAsync();
        var submission = Submission();
        using var first = await PostAsync(host, submission);
        using var second = await PostAsync(host, submission);
        var receipt = await second.Content.ReadFromJsonAsync<JsonObject>(Stop);
        Assert.True((bool)receipt!["repeated"]!);
        submission["fileReference"] = "anderes";
        using var other = await PostAsync(host, submission);
        await ProblemAssert.IsAsync(other, HttpStatusCode.Conflict, "submission.id-reused");
    }

    [Fact]
    public async Task A_stale_version_is_412_and_names_what_changed()
    {
        await using var host = await ApiHost.StartAsync();
        using var reply = await PostAsync(host, Submission(), ifMatch: "\"3\"");
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.PreconditionFailed, "record.version-stale");
        Assert.Equal(4, (int)problem["currentVersion"]!);
        Assert.Equal("address/2/street", (string)problem["changedFields"]![0]!);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("W/\"7\"")]
    [InlineData("\"seven\"")]
    [InlineData("\"4\", \"5\"")]
    public async Task If_match_holds_one_strong_tag(string ifMatch)
    {
        await using var host = await ApiHost.StartAsync();
        using var reply = await PostAsync(host, Submission(), ifMatch: ifMatch);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task If_match_and_expected_version_must_agree()
    {
        await using var host = await ApiHost.StartAsync();
        var submission = Submission();
        submission["expectedVersion"] = 3;
        using var reply = await PostAsync(host, submission, ifMatch: "\"4\"");
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task All_faults_come_back_together_with_their_place()
    {
        await using var host = await ApiHost.StartAsync();
        var submission = Submission();
        submission["entries"]![0]!.AsObject().Remove("street");
        submission["entries"]![0]!.AsObject().Remove("town");
        using var reply = await PostAsync(host, submission);
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.UnprocessableEntity, "submission.faulty");
        Assert.Equal("§ 8 Abs. 2 AZRG", (string)problem["paragraph"]!);
        Assert.Equal(["street", "town"], problem["findings"]!.AsArray().Select(f => (string)f!["field"]!));
        Assert.Equal("Diese Angabe fehlt.", (string)problem["findings"]![0]!["text"]!);
        Assert.Equal(0, (int)problem["findings"]![0]!["entry"]!);
    }

    [Fact]
    public async Task An_authority_that_is_not_entitled_gets_403()
    {
        await using var host = await ApiHost.StartAsync();
        var submission = Submission();
        submission["authority"] = "L12054";
        using var client = host.Client("L12054");
        using var reply = await client.PostAsJsonAsync("/api/v1/submissions", submission, Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.Forbidden, "sender.not-entitled");
    }

    [Theory]
    [InlineData("azrNumer", "\"129417350668\"")]
    [InlineData("expectedVersion", "\"4\"")]
    [InlineData("official", "null")]
    [InlineData("submissionId", "\"1\"")]
    public async Task A_misspelt_or_mistyped_property_is_refused_instead_of_ignored(string property, string json)
    {
        await using var host = await ApiHost.StartAsync();
        var submission = Submission();
        submission[property] = JsonNode.Parse(json);
        using var reply = await PostAsync(host, submission);
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(property, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "{}", HttpStatusCode.UnsupportedMediaType, "request.media-type")]
    [InlineData("application/json", "{", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData("application/json", "", HttpStatusCode.BadRequest, "request.invalid")]
    public async Task An_unreadable_body_is_a_problem_document_too(
        string mediaType, string body, HttpStatusCode status, string code)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var reply = await client.PostAsync("/api/v1/submissions", content, Stop);
        await ProblemAssert.IsAsync(reply, status, code);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413()
    {
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:BodyBytesMax"] = "2048" });
        var submission = Submission();
        submission["fileReference"] = new string('x', 4_096);
        using var reply = await PostAsync(host, submission);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    private static async Task<HttpResponseMessage> PostAsync(
        ApiHost host, JsonObject submission, string? ifMatch = null)
    {
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/submissions");
        request.Content = JsonContent.Create(submission);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request, Stop);
    }

    private static JsonObject Submission(string? azrNumber = Samples.Number) => new()
    {
        ["submissionId"] = Guid.NewGuid().ToString(),
        ["authority"] = Samples.Potsdam,
        ["official"] = "Erika Muster",
        ["purpose"] = "1",
        ["fileReference"] = "3211-YIL-88",
        ["occurredOn"] = "2026-11-15",
        ["azrNumber"] = azrNumber,
        ["entries"] = new JsonArray(new JsonObject
        {
            ["kind"] = azrNumber is null ? "registerPerson" : "moveIn",
            ["ags"] = "12054000", ["street"] = "Am Kanal", ["houseNumber"] = 12, ["postalCode"] = "14467",
            ["town"] = "Potsdam",
            ["movedInOn"] = "2026-11-15",
        }),
    };
}
