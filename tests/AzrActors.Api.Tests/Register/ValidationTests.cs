using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class ValidationTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_answers_with_the_findings_of_handing_in_and_stores_nothing()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        var faulty = Facts.MoveIn(here, "Mühlweg", day: 2);
        faulty["houseNumber"] = "12345";
        var submission = desk.Submission(number, faulty);
        var validated = await ValidateAsync(desk, submission);
        using var reply = await desk.PostAsync(submission);
        var refused = await ProblemAssert.IsAsync(reply, HttpStatusCode.UnprocessableEntity, "submission.faulty");
        Assert.Equal(("refused", "submission.faulty"), ((string)validated["outcome"]!, (string)validated["code"]!));
        Assert.Equal(refused["findings"]!.ToJsonString(), validated["findings"]!.ToJsonString());
        Assert.NotEmpty(validated["findings"]!.AsArray());

        var good = await ValidateAsync(desk, desk.Submission(number, Facts.Rename("Demir")));
        Assert.Equal("accepted", (string)good["outcome"]!);
        Assert.Equal(1, (int)(await desk.ReadAsync(number))["version"]!);
    }

    [Fact]
    public async Task A_dry_run_tells_a_stranger_no_more_than_handing_in()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        using var benefits = register.DeskOf(here.Benefits);
        var number = await desk.RegisterUnionCitizenAsync();
        var known = await ValidateAsync(benefits, benefits.Submission(number, Facts.Rename("Demir")));
        var unknown = await ValidateAsync(benefits, benefits.Submission("129417350665", Facts.Rename("Demir")));
        Assert.Equal("record.unknown", (string)known["code"]!);
        Assert.Equal(unknown.ToJsonString(), known.ToJsonString());
    }

    private static async Task<JsonObject> ValidateAsync(Desk desk, JsonObject submission)
    {
        using var content = JsonContent.Create(submission);
        using var reply = await desk.Http.PostAsync("/api/v1/submissions/validate", content, Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return (await reply.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
    }
}
