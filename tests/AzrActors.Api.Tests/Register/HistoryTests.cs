using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Api.Tests.Register;

/// <summary>The past of a record through the law's view of today, over HTTP and from the real register.</summary>
[Collection<OnLiveRegister>]
public sealed class HistoryTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_version_shows_its_values_before_and_after_newest_first()
    {
        var (desk, number) = await MovedAsync();
        using (desk)
        {
            using var reply = await desk.Http.GetAsync($"/api/v1/records/{number}/history", Stop);
            var history = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!;
            Assert.Equal("\"2\"", reply.Headers.ETag!.Tag);
            Assert.Equal([2, 1], history["versions"]!.AsArray().Select(version => (int)version!["version"]!));
            var values = history["versions"]![0]!["values"]!.AsArray().ToDictionary(value => (string)value!["path"]!);
            Assert.Equal("Mühlweg", (string)values["address/2/street"]!["after"]!["text"]!);
            Assert.Equal(Facts.Day(-1), (string)values["address/1/movedOutOn"]!["after"]!["value"]!);
            Assert.DoesNotContain("address/1/street", values.Keys);
            Assert.StartsWith("Meldebehörde", (string)history["versions"]![0]!["authorityName"]!, StringComparison.Ordinal);
            Assert.Null(history["versions"]![0]!["ownSubmission"]);
            Assert.NotNull(history["versions"]![1]!["ownSubmission"]);
        }
    }

    [Fact]
    public async Task Pages_of_a_history_meet_and_a_known_version_is_not_sent_again()
    {
        var (desk, number) = await MovedAsync();
        using (desk)
        {
            var first = (await desk.Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{number}/history?limit=1", Stop))!;
            Assert.Equal(2, (int)first["earlier"]!);
            var second = (await desk.Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{number}/history?limit=1&before=2", Stop))!;
            Assert.Equal(1, (int)second["versions"]!.AsArray().Single()!["version"]!);
            Assert.Null(second["earlier"]);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/records/{number}/history");
            request.Headers.Add("If-None-Match", "\"2\"");
            using var known = await desk.Http.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        }
    }

    [Fact]
    public async Task What_held_on_a_day_and_what_was_known_on_a_day_are_two_things()
    {
        var (desk, number) = await MovedAsync();
        using (desk)
        {
            // Moved on yesterday; reported today: two days ago the old address held, and nothing at all was known.
            var held = (await desk.Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{number}?validOn={Facts.Day(-2)}", Stop))!;
            var paths = held["items"]!.AsArray().Select(item => (string)item!["path"]!).ToList();
            Assert.Contains("address/1/street", paths);
            Assert.DoesNotContain("address/2/street", paths);
            Assert.Contains("address/2/street", await PathsAsync(desk, $"/api/v1/records/{number}?validOn={Facts.Today}"));
            Assert.Contains("address/2/street", await PathsAsync(desk, $"/api/v1/records/{number}?knownOn={Facts.Today}"));
            using var unknown = await desk.Http.GetAsync($"/api/v1/records/{number}?knownOn={Facts.Day(-2)}", Stop);
            await ProblemAssert.IsAsync(unknown, HttpStatusCode.NotFound, "record.unknown");
        }
    }

    [Fact]
    public async Task The_differences_of_two_versions_are_what_did_not_change_back()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        await desk.SubmitAsync(number, Facts.Rename("Demir"));
        await desk.SubmitAsync(number, Facts.Rename("Yıldırım"));
        var back = (await desk.Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{number}/differences?from=1&to=3", Stop))!;
        Assert.DoesNotContain("person/familyName", back["values"]!.AsArray().Select(value => (string)value!["path"]!));
        var once = (await desk.Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{number}/differences?from=1&to=2", Stop))!;
        var name = once["values"]!.AsArray().Single(value => (string)value!["path"]! == "person/familyName")!;
        Assert.Equal(("Yıldırım", "Demir"), ((string)name["before"]!["text"]!, (string)name["after"]!["text"]!));
        using var reversed = await desk.Http.GetAsync($"/api/v1/records/{number}/differences?from=2&to=1", Stop);
        await ProblemAssert.IsAsync(reversed, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task What_was_erased_stands_in_no_version_any_more()
    {
        var (desk, number) = await MovedAsync();
        using (desk)
        {
            Assert.Contains("address/1/street", await HistoryPathsAsync(desk, number));
            await desk.SubmitAsync(number, new JsonObject { ["kind"] = "erase", ["fact"] = "address/1", ["reason"] = "unlawful" });
            Assert.DoesNotContain(await HistoryPathsAsync(desk, number), path => path.StartsWith("address/1/", StringComparison.Ordinal));
            var shown = await PathsAsync(desk, $"/api/v1/records/{number}?validOn={Facts.Day(-2)}&knownOn={Facts.Today}");
            Assert.DoesNotContain(shown, path => path.StartsWith("address/1/", StringComparison.Ordinal));
            Assert.Contains("address/2/street", await HistoryPathsAsync(desk, number));
        }
    }

    [Fact]
    public async Task A_history_that_may_not_be_seen_is_answered_like_none()
    {
        var (desk, number) = await MovedAsync();
        using (desk)
        {
            var unseen = await register.Behind.For(new Caller("A99999", "Erika Muster", "1")).ReadHistoryAsync(new HistoryRequest { AzrNumber = number }, Stop);
            var none = await register.Behind.For(new Caller(desk.Authority, "Erika Muster", "1")).ReadHistoryAsync(
                new HistoryRequest { AzrNumber = AzrNumber.FromSerial(4_711).Digits }, Stop);
            Assert.Equal(none.Refusal, unseen.Refusal! with { Findings = none.Refusal!.Findings, ChangedFields = none.Refusal.ChangedFields });
        }
    }

    [Fact]
    public async Task Nobody_learns_from_the_history_what_the_view_of_today_does_not_give()
    {
        var (desk, number) = await MovedAsync();
        using (desk)
        {
            var entering = register.Behind.For(new Caller("REG000", "Erika Muster", "24"));
            var full = (await entering.ReadAsync(number, Stop)).View!.Items.ToDictionary(item => item.Path, item => item.Value);
            var today = LegalCalendar.DayOf(DateTimeOffset.UtcNow);
            var (seen, closed) = (0, 0);
            foreach (var kind in AuthorityKind.All.Where(kind => kind != AuthorityKind.RegisterAuthority))
            {
                var key = "H" + (kind.Index + 1).ToString("00000", CultureInfo.InvariantCulture);
                await entering.PutAuthorityAsync(new AuthorityInfo { Key = key, Kind = kind.Id, Name = kind.German, Districts = [] }, Stop);
                var purpose = Purpose.All.FirstOrDefault(one => one.FindBasis(kind, today) is not null)?.Code ?? "1";
                var client = register.Behind.For(new Caller(key, "Erika Muster", purpose));
                var view = (await client.ReadAsync(number, Stop)).View;
                var history = (await client.ReadHistoryAsync(new HistoryRequest { AzrNumber = number }, Stop)).History;
                Assert.Equal(view is null, history is null);
                if (view is null || history is null) { closed++; continue; }
                var given = view.Items.Select(item => item.Path).ToHashSet();
                foreach (var item in history.Versions.SelectMany(version => version.Values).SelectMany(value => new[] { value.Before, value.After }).OfType<RecordItem>())
                    if (full.GetValueOrDefault(item.Path) == item.Value) Assert.Contains(item.Path, given);
                seen++;
            }
            Assert.True(seen > 10 && closed >= 0, $"{seen} kinds see it, {closed} do not");
        }
    }

    [Fact]
    public async Task Taking_a_role_is_written_down_and_needs_a_purpose_of_the_list()
    {
        var here = register.TakeDistrict();
        using var desk = register.DeskOf(here.Foreigners);
        using var taken = await desk.Http.PostAsJsonAsync("/api/v1/roles", new { leftAuthority = here.Residents, leftPurpose = "29" }, Stop);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        using var aimless = register.DeskOf(new Caller(here.Foreigners, "Erika Muster", "999"));
        using var refused = await aimless.Http.PostAsJsonAsync("/api/v1/roles", new { }, Stop);
        await ProblemAssert.IsAsync(refused, HttpStatusCode.BadRequest, "purpose.unknown");
    }

    private async Task<(Desk Desk, string Number)> MovedAsync()
    {
        var here = register.TakeDistrict();
        var desk = register.DeskOf(here.Foreigners);
        var number = await desk.RegisterAsync(here);
        using var residents = register.DeskOf(here.Residents);
        await residents.SubmitAsync(number, Facts.MoveIn(here, "Mühlweg", -1));
        return (desk, number);
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Desk desk, string path) =>
        [.. (await desk.Http.GetFromJsonAsync<JsonObject>(path, Stop))!["items"]!.AsArray().Select(item => (string)item!["path"]!)];

    private static async Task<IReadOnlyList<string>> HistoryPathsAsync(Desk desk, string number) =>
        [.. (await desk.Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{number}/history", Stop))!["versions"]!.AsArray()
            .SelectMany(version => version!["values"]!.AsArray()).Select(value => (string)value!["path"]!)];
}
