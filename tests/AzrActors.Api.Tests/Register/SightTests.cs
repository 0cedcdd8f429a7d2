using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Contracts.Doors;

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
    public async Task On_stated_consent_the_law_gives_more_and_only_to_whom_it_lets_state_it()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var office = await NationalityAuthorityAsync("EINB01");
        var number = await foreigners.RegisterAsync(here);
        await foreigners.SubmitAsync(number, Facts.Permit());
        Assert.DoesNotContain(await PathsAsync(office, number), IsStatus);
        Assert.Contains(await PathsAsync(office, $"{number}?stating=consent"), IsStatus);
        using var foreign = await foreigners.Http.GetAsync($"/api/v1/records/{number}?stating=consent", Stop);
        await ProblemAssert.IsAsync(foreign, HttpStatusCode.Forbidden, "circumstance.not-of-caller");
        using var unknown = await office.Http.GetAsync($"/api/v1/records/{number}?stating=consent&stating=Einwilligung", Stop);
        await ProblemAssert.IsAsync(unknown, HttpStatusCode.BadRequest, "circumstance.unknown");

        bool IsStatus(string path) => path.StartsWith("status/", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/law/circumstances", "onRequest consent")]
    [InlineData("/api/v1/law/circumstances?authority=Court&purpose=7", "onRequest extendedRequest")]
    [InlineData("/api/v1/law/circumstances?authority=Court", "")]
    [InlineData("/api/v1/law/circumstances?authority=nobody&purpose=7", "")]
    public async Task What_can_be_stated_is_listed_for_the_caller_or_a_kind(string address, string ids)
    {
        using var office = await NationalityAuthorityAsync("EINB02");
        var listed = (await office.Http.GetFromJsonAsync<JsonArray>(address, Stop))!;
        Assert.Equal(ids, string.Join(' ', listed.Select(one => (string)one!["id"]!)));
        Assert.All(listed, one => Assert.Contains("AZRG", (string)one!["paragraph"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", true, 1)]
    [InlineData("&stating=none", false, 1)]
    [InlineData("&stating=consent", true, 0)]
    public async Task The_law_is_explained_for_what_a_request_would_state(string stating, bool allowed, int conditions)
    {
        using var office = await NationalityAuthorityAsync("EINB03");
        var answer = (await office.Http.GetFromJsonAsync<JsonObject>(
            $"/api/v1/law/explain?authority=NationalityAuthority&purpose=32&item=9-I.a{stating}", Stop))!;
        Assert.Equal((allowed, conditions), ((bool)answer["allowed"]!, answer["conditions"]!.AsArray().Count));
    }

    [Fact]
    public async Task The_law_is_not_explained_for_what_nobody_can_state()
    {
        using var office = await NationalityAuthorityAsync("EINB04");
        using var reply = await office.Http.GetAsync("/api/v1/law/explain?authority=NationalityAuthority&purpose=32&item=9-I.a&stating=nonsense", Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
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

    /// <summary>A nationality authority that decides about a naturalisation.</summary>
    private async Task<Desk> NationalityAuthorityAsync(string key)
    {
        using var authority = register.DeskOf("REG000");
        var entry = new JsonObject { ["key"] = key, ["kind"] = "NationalityAuthority", ["name"] = "Einbürgerungsbehörde", ["districts"] = new JsonArray() };
        using var reply = await authority.Http.PutAsJsonAsync($"/api/v1/authorities/{key}", entry, Stop);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        return register.DeskOf(new Caller(key, "Erika Muster", "32"));
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
