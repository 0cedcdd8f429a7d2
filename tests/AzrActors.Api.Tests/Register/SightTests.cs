using System.Net;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class SightTests(LiveRegister register)
{
    /// <summary>Well-formed, but its number was never assigned.</summary>
    private const string Unassigned = "129417350665";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_residents_office_sees_less_than_the_foreigners_authority()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var residents = register.DeskOf(here.Residents);
        var number = await foreigners.RegisterAsync(here);
        await foreigners.SubmitAsync(number, Facts.Permit());
        var all = await PathsAsync(foreigners, number);
        var some = await PathsAsync(residents, number);
        Assert.ProperSuperset(some.ToHashSet(), all.ToHashSet());
        Assert.Contains("status/1/code", all);
        Assert.DoesNotContain(some, path => path.StartsWith("status/", StringComparison.Ordinal));
        Assert.Contains("address/1/street", some);
    }

    [Fact]
    public async Task A_record_that_may_not_be_seen_is_answered_like_one_that_does_not_exist()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var benefits = register.DeskOf(here.Benefits);
        var hidden = await foreigners.RegisterUnionCitizenAsync();
        foreach (var language in new[] { "de", "en" })
            Assert.Equal(await AnswerAsync(benefits, Unassigned, language), await AnswerAsync(benefits, hidden, language));
    }

    [Fact]
    public async Task Who_may_not_write_learns_nothing_about_which_numbers_exist()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var benefits = register.DeskOf(here.Benefits);
        var hidden = await foreigners.RegisterUnionCitizenAsync();
        var probe = benefits.Submission(Unassigned, Facts.MoveIn(here, "Mühlweg", -1));
        var unknown = await ProbeAsync(probe);
        probe["azrNumber"] = hidden;
        Assert.Equal(unknown, await ProbeAsync(probe));

        async Task<(HttpStatusCode, string)> ProbeAsync(JsonObject submission)
        {
            using var reply = await benefits.PostAsync(submission);
            return (reply.StatusCode, await reply.Content.ReadAsStringAsync(Stop));
        }
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Desk desk, string number) =>
        [.. (await desk.ReadAsync(number))["items"]!.AsArray().Select(item => (string)item!["path"]!)];

    /// <summary>Status, headers and body but for the date.</summary>
    private static async Task<string> AnswerAsync(Desk desk, string number, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/records/{number}");
        request.Headers.Add("Accept-Language", language);
        using var reply = await desk.Http.SendAsync(request, Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.NotFound, "record.unknown");
        reply.Headers.Date = null;
        return $"{reply.Headers}{reply.Content.Headers}{await reply.Content.ReadAsStringAsync(Stop)}";
    }
}
