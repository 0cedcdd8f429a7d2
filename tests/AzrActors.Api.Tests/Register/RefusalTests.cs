using System.Net;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class RefusalTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stale_version_is_412_and_names_what_changed()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        await desk.SubmitAsync(number, Facts.Rename("Kaya"));
        using var stale = await desk.PostAsync(desk.Submission(number, Facts.Rename("Demir")), ifMatch: 1);
        var problem = await ProblemAssert.IsAsync(stale, HttpStatusCode.PreconditionFailed, "record.version-stale");
        Assert.Equal(2, (int)problem["currentVersion"]!);
        Assert.Equal(["person/familyName", "FormerNames/1/familyName"], problem["changedFields"]!.AsArray().Select(path => (string)path!));
    }

    [Fact]
    public async Task A_stale_version_does_not_name_fields_that_the_author_may_not_see()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var residents = register.DeskOf(here.Residents);
        var number = await foreigners.RegisterAsync(here);
        await foreigners.SubmitAsync(number, Facts.Permit(), Facts.Rename("Kaya"));
        using var stale = await residents.PostAsync(residents.Submission(number, Facts.MoveIn(here, "Mühlweg", -1)), ifMatch: 1);
        var problem = await ProblemAssert.IsAsync(stale, HttpStatusCode.PreconditionFailed, "record.version-stale");
        Assert.Equal(["person/familyName"], problem["changedFields"]!.AsArray().Select(path => (string)path!));
    }

    [Fact]
    public async Task Of_two_submissions_for_the_same_version_one_is_stored()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        var replies = await Task.WhenAll(
            desk.PostAsync(desk.Submission(number, Facts.Rename("Kaya")), ifMatch: 1),
            desk.PostAsync(desk.Submission(number, Facts.Rename("Demir")), ifMatch: 1));
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], replies.Select(reply => reply.StatusCode).Order());
        foreach (var reply in replies) reply.Dispose();
    }

    [Theory]
    [InlineData("de", "Die Übermittlung ist fehlerhaft.", "Diese Angabe fehlt. Bitte ergänzen.")]
    [InlineData("en", "The submission is faulty.", "This field is missing. Please add it.")]
    public async Task All_faults_come_back_together_in_the_language_of_the_caller(string language, string title, string missing)
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        var faulty = Facts.MoveIn(here, "Mühlweg", day: 2);
        faulty.Remove("town");
        faulty["houseNumber"] = "12345";
        using var reply = await desk.PostAsync(desk.Submission(number, faulty, Unknown()), language: language);
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.UnprocessableEntity, "submission.faulty");
        Assert.Equal(title, (string)problem["title"]!);
        var findings = problem["findings"]!.AsArray();
        Assert.Equal(
            ["0 houseNumber Q006", "0 town F003", "1 kind F001"],
            findings.Select(f => $"{f!["entry"]} {f["field"]} {f["rule"]}").Order(StringComparer.Ordinal));
        Assert.Equal(missing, (string)findings.Single(f => (string?)f!["field"] == "town")!["text"]!);
        Assert.Equal(1, (int)(await desk.ReadAsync(number))["version"]!);
    }

    [Fact]
    public async Task A_fault_in_the_facts_refuses_too()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        using var reply = await desk.PostAsync(desk.Submission(number, Facts.MoveIn(here, "Mühlweg", day: 2)));
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.UnprocessableEntity, "submission.faulty");
        var finding = Assert.Single(problem["findings"]!.AsArray())!;
        Assert.Equal(("Q022", "movedInOn"), ((string)finding["rule"]!, (string)finding["field"]!));
    }

    private static JsonObject Unknown() => new() { ["kind"] = "naturalise" };
}
