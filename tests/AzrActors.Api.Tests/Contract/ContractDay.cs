using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Register;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Receipts;
using AzrActors.TestSupport;

namespace AzrActors.Api.Tests.Contract;

/// <summary>One day in which several offices use every operation of the API, each at least once with success.</summary>
internal sealed class ContractDay : IDisposable
{
    private const string Api = "/api/v1";
    private readonly LiveRegister _register;
    private readonly LocalAuthorities _here, _there;
    private readonly Desk _foreigners, _residents, _others, _authority;

    public ContractDay(LiveRegister register, ContractLog log)
    {
        _register = register;
        (_here, _there) = (register.TakeDistrict(), register.TakeDistrict());
        _foreigners = register.DeskOf(new Caller(_here.Foreigners, "Erika Muster", "1"), log);
        _residents = register.DeskOf(new Caller(_here.Residents, "Erika Muster", "29"), log);
        _others = register.DeskOf(new Caller(_there.Foreigners, "Erika Muster", "1"), log);
        _authority = register.DeskOf(new Caller("REG000", "Erika Muster", "24"), log);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task PlayAsync()
    {
        var number = await SubmitAsync();
        await ReadAsync(number);
        await TellAsync();
        await MendAsync();
        await AskTheLawAsync();
        await SearchAsync();
        await MergeAsync();
    }

    public void Dispose()
    {
        foreach (var desk in new[] { _foreigners, _residents, _others, _authority }) desk.Dispose();
    }

    private async Task<string> SubmitAsync()
    {
        using var first = await _foreigners.PostAsync(
            _foreigners.Submission(null, Facts.Person("Yıldırım"), Facts.FirstEntry(), Facts.MoveIn(_here, "Am Kanal")), language: "en");
        // Created, unless the door itself had to send it twice; one of the persons of the day is certainly created.
        Assert.True(first.IsSuccessStatusCode);
        var number = (string)(await first.Content.ReadFromJsonAsync<JsonObject>(Stop))!["azrNumber"]!;
        var renaming = _foreigners.Submission(number, Facts.Rename("Kaya"));
        await IsAsync(HttpStatusCode.OK, _foreigners.PostAsync(renaming, ifMatch: 1));
        await IsAsync(HttpStatusCode.OK, _foreigners.PostAsync(renaming, ifMatch: 1));
        var named = _foreigners.Submission(number, Facts.Rename("Kaya"));
        await IsAsync(HttpStatusCode.OK, SendAsync(_foreigners, "/submissions", named, (string)named["submissionId"]!));
        await IsAsync(HttpStatusCode.BadRequest, SendAsync(_foreigners, "/submissions", named, "another"));
        renaming["fileReference"] = "anderes";
        await IsAsync(HttpStatusCode.Conflict, _foreigners.PostAsync(renaming));
        await IsAsync(HttpStatusCode.PreconditionFailed, _foreigners.PostAsync(_foreigners.Submission(number, Facts.Rename("Demir")), ifMatch: 1));
        await IsAsync(HttpStatusCode.UnprocessableEntity, _foreigners.PostAsync(_foreigners.Submission(number, Facts.Rename(new string('x', 91)))));
        await IsAsync(HttpStatusCode.NotFound, _foreigners.PostAsync(_foreigners.Submission("129417350665", Facts.Rename("Demir"))));
        await PostAsync(_foreigners, "/submissions/validate", _foreigners.Submission(number, Facts.Rename(new string('x', 91))));
        await PostAsync(_foreigners, "/submissions/validate", _foreigners.Submission(number, Facts.Permit()));
        await IsAsync(HttpStatusCode.OK, _residents.PostAsync(_residents.Submission(number, Facts.MoveIn(_here, "Mühlweg", -1))));
        var receipt = await _foreigners.SubmitAsync(number, Facts.Permit());
        await GetAsync(_foreigners, $"/submissions/{receipt["submissionId"]}/deliveries");
        await IsAsync(HttpStatusCode.NotFound, _foreigners.Http.GetAsync($"{Api}/submissions/{Guid.NewGuid()}/deliveries", Stop));
        return number;
    }

    private async Task ReadAsync(string number)
    {
        await KnownAsync($"/records/{number}");
        await GetAsync(_foreigners, $"/records/{number}?knownOn={Facts.Today}&validOn={Facts.Today}");
        await GetAsync(_residents, $"/records/{number}?stating=onRequest");
        await IsAsync(HttpStatusCode.NotFound, _foreigners.Http.GetAsync($"{Api}/records/129417350665", Stop));
        await KnownAsync($"/records/{number}/history");
        await GetAsync(_foreigners, $"/records/{number}/history?limit=1&withRecord=true");
        await GetAsync(_foreigners, $"/records/{number}/differences?from=0&to=3");
        await PagesAsync(_foreigners, "/authorities?limit=2");
        var kind = (await GetAsync(_foreigners, "/law/kinds"))[0]!["id"]!;
        await IsAsync(HttpStatusCode.NoContent, _authority.Http.PutAsJsonAsync(
            $"{Api}/authorities/K12345", new { key = "K12345", kind = (string)kind!, name = "Behörde des Vertrags", districts = Array.Empty<string>() }, Stop));
        await ChangeAuthorityAsync((string)kind!);
        await TwiceAsync(_foreigners, "/roles", new { leftAuthority = _here.Residents, leftPurpose = "29" }, new { });
    }

    private async Task ChangeAuthorityAsync(string kind)
    {
        var entry = new { key = "K12345", kind, name = "Behörde des Vertrags, neu", districts = Array.Empty<string>() };
        await KnownAsync($"/authorities/{_here.Foreigners}");
        await IsAsync(HttpStatusCode.NotFound, _authority.Http.GetAsync($"{Api}/authorities/K99999", Stop));
        using var read = await _authority.Http.GetAsync($"{Api}/authorities/K12345", Stop);
        await IsAsync(HttpStatusCode.NoContent, PutAsync(read.Headers.ETag!));
        // The tag stands for what it was before.
        await IsAsync(HttpStatusCode.PreconditionFailed, PutAsync(read.Headers.ETag!));

        async Task<HttpResponseMessage> PutAsync(EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/authorities/K12345") { Content = JsonContent.Create(entry) };
            request.Headers.IfMatch.Add(tag);
            return await _authority.Http.SendAsync(request, Stop);
        }
    }

    private async Task TellAsync()
    {
        await PagesAsync(_residents, "/notices?limit=1");
        using (var stream = await SentEvents.OpenAsync(_residents))
            Assert.Empty(ApiContract.Golden.FaultsOfEvent("followNotices", (await stream.NextAsync()).Notice));
        await TwiceAsync(_residents, "/notices/acknowledgements", new { subscription = "vertrag", sequence = 1 }, new { subscription = "vertrag", sequence = 2 });
        var behind = _register.Behind.For(new Caller(_here.Residents, "Erika Muster", "29"));
        var hash = NoticeHash.OfRange([.. (await behind.ReadNoticesAsync(0, 2, Stop)).Notices.SelectMany(NoticeHash.Of)]);
        await TwiceAsync(_residents, "/notices/receipts", new { first = 1, last = 2, hash, refused = new[] { new { sequence = 2, reason = "notResponsible", text = "" } } });
        await PostAsync(_residents, "/notices/receipts", new { first = 1, last = 2, hash = "x" }, HttpStatusCode.Conflict);
        await GetAsync(_residents, "/notices/receipts");
        await PagesAsync(_residents, "/notices/standings?limit=1");
        await behind.Deliveries.ParkAsync("vertrag", new ParkedNotice { Sequence = 3, Person = "p", Tries = 5, Reason = "FormatException" }, Stop);
        await GetAsync(_residents, "/notices/parked?subscription=vertrag");
        await TwiceAsync(_residents, "/notices/parked/replays", new { subscription = "vertrag" });
        await GetAsync(_authority, "/recipients");
        await SendToAddressesAsync();
        await IsAsync(HttpStatusCode.Forbidden, _foreigners.Http.GetAsync($"{Api}/recipients", Stop));
    }

    private async Task SendToAddressesAsync()
    {
        // Nobody listens at port 1; what is sent there waits for its next try.
        var address = new { url = "http://127.0.0.1:1/azr" };
        await IsAsync(HttpStatusCode.Created, _residents.Http.PutAsync($"{Api}/webhooks/haus", JsonContent.Create(address), Stop));
        await IsAsync(HttpStatusCode.OK, _residents.Http.PutAsync($"{Api}/webhooks/haus", JsonContent.Create(address), Stop));
        await IsAsync(HttpStatusCode.UnprocessableEntity, _residents.Http.PutAsync($"{Api}/webhooks/haus", JsonContent.Create(new { url = "http://10.0.0.1/azr" }), Stop));
        for (var more = 0; more < 9; more++)
            await IsAsync(HttpStatusCode.Created, _residents.Http.PutAsync($"{Api}/webhooks/haus-{more}", JsonContent.Create(address), Stop));
        await IsAsync(HttpStatusCode.Conflict, _residents.Http.PutAsync($"{Api}/webhooks/haus-9", JsonContent.Create(address), Stop));
        await TwiceAsync(_residents, "/webhooks/haus/secrets", new { overlapSeconds = 60 }, new { overlapSeconds = 61 });
        await PostAsync(_residents, "/webhooks/keiner/secrets", new { }, HttpStatusCode.NotFound);
        Assert.StartsWith("no connection", (string)(await PostAsync(_residents, "/webhooks/haus/probes", null))["fault"]!, StringComparison.Ordinal);
        await PostAsync(_residents, "/webhooks/keiner/probes", null, HttpStatusCode.NotFound);
        await GetAsync(_residents, "/webhooks");
        await GetAsync(_authority, "/recipients/webhooks");
        await IsAsync(HttpStatusCode.Forbidden, _residents.Http.GetAsync($"{Api}/recipients/webhooks", Stop));
        await IsAsync(HttpStatusCode.NoContent, _residents.Http.DeleteAsync($"{Api}/webhooks/haus", Stop));
        await IsAsync(HttpStatusCode.NotFound, _residents.Http.DeleteAsync($"{Api}/webhooks/haus", Stop));
    }

    /// <summary>A person without an address counts as resident: rule Q038 says so.</summary>
    private async Task MendAsync()
    {
        foreach (var name in new[] { "Aydın", "Bulut" })
            await _foreigners.SubmitAsync(null, Facts.Person(name), new JsonObject { ["kind"] = "arrival", ["arrival"] = "firstEntry", ["arrivedOn"] = Facts.Day(-100) });
        var page = await PagesAsync(_foreigners, "/findings?limit=1");
        await GetAsync(_foreigners, "/findings/summary?rule=Q038");
        await TwiceAsync(_foreigners, $"/findings/{page["findings"]![0]!["id"]}/contest", new { reason = "correct" });
        var housed = await _foreigners.SubmitAsync(null, Facts.Person("Çetin"), new JsonObject { ["kind"] = "arrival", ["arrival"] = "firstEntry", ["arrivedOn"] = Facts.Day(-100) },
            Facts.MoveIn(_here, "Mühlweg", -90));
        var returned = new { fact = "address/1", returnedOn = Facts.Yesterday };
        await TwiceAsync(_foreigners, $"/records/{housed["azrNumber"]}/returned-mail", returned);
        await PostAsync(_foreigners, "/records/129417350665/returned-mail", returned, HttpStatusCode.NotFound);
        await PostAsync(_foreigners, "/findings/999999999/contest", new { reason = "correct" }, HttpStatusCode.NotFound);
        await GetAsync(_foreigners, $"/quality?from={Facts.Day(-3)}&to={Facts.Yesterday}");
    }

    private async Task AskTheLawAsync()
    {
        await GetAsync(_foreigners, "/law/explain?authority=ResidentsOffice&item=5b.a&group=1&purpose=29&stating=onRequest");
        foreach (var list in new[] { "/law/rights?authority=ResidentsOffice", "/law/items", "/law/kinds", "/law/codes/residence-statuses", "/authorities?limit=3" })
            await KnownAsync(list);
        await GetAsync(_foreigners, "/law/circumstances?authority=ResidentsOffice&purpose=29");
    }

    private async Task SearchAsync()
    {
        var person = Facts.Person("Öztürk");
        await _foreigners.SubmitAsync(null, person, Facts.FirstEntry(), Facts.MoveIn(_here, "Am Kanal"));
        var found = await PostAsync(_foreigners, "/searches", new
        {
            familyName = (string)person["familyName"]!, firstNames = (string)person["firstNames"]!, birthDate = (string)person["birthDate"]!,
            nationalities = new[] { Facts.Syria }, fileReference = Desk.FileReference,
        });
        await TwiceAsync(_foreigners, $"/searches/{found["search"]}/discards", new { }, new { kept = "129417350668" });
        await PostAsync(_foreigners, $"/searches/{Guid.NewGuid()}/discards", new { }, HttpStatusCode.NotFound);
        await PostAsync(_foreigners, "/searches", new { familyName = "Öztürk" }, HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>Two offices know one person; the second learns her right name only later.</summary>
    private async Task MergeAsync()
    {
        var person = Facts.Person("Karagöz");
        var one = (string)(await _foreigners.SubmitAsync(null, person, Facts.FirstEntry(), Facts.MoveIn(_here, "Am Kanal")))["azrNumber"]!;
        var other = (string)(await _others.SubmitAsync(null, Facts.Person("Sarı"), Facts.FirstEntry(), Facts.MoveIn(_there, "Marktweg")))["azrNumber"]!;
        await _others.SubmitAsync(other, new JsonObject
        {
            ["kind"] = "changePersonalData", ["familyName"] = (string)person["familyName"]!, ["firstNames"] = (string)person["firstNames"]!,
            ["birthDate"] = (string)person["birthDate"]!,
        });
        var pair = await FindPairAsync([one, other]);
        await GetAsync(_authority, $"/duplicates/{pair}");
        await GetAsync(_authority, "/duplicates/open?limit=1");
        await TwiceAsync(_authority, $"/duplicates/{pair}/decisions", new { outcome = "same", reason = "Dieselbe Person" }, new { outcome = "different", reason = "Zwei" });
        var outcomes = (await GetAsync(_authority, $"/duplicates/{pair}"))["history"]!.AsArray();
        Assert.Single(outcomes, outcome => (string?)outcome!["reason"] == "Dieselbe Person");
        await TwiceAsync(_authority, "/duplicates/sweeps", null);
        await GetAsync(_authority, "/duplicates/sweeps");

        var merge = (string)(await TwiceAsync(_authority, "/merges", new { oneNumber = one, otherNumber = other, reason = "Dieselbe Person" }))["case"]!;
        await PostAsync(_authority, "/merges", new { oneNumber = one, otherNumber = other, reason = "Noch einmal" }, HttpStatusCode.Conflict);
        await GetAsync(_foreigners, "/merges");
        var page = (await GetAsync(_authority, "/merges?limit=1")).AsArray();
        await GetAsync(_authority, $"/merges?limit=1&after={page[0]!["case"]}");
        foreach (var consent in (await GetAsync(_authority, $"/merges/{merge}"))["consents"]!.AsArray())
        {
            using var asked = _register.DeskOf((string)consent!["authority"]!);
            await TwiceAsync(asked.Authority == _foreigners.Authority ? _foreigners : asked, $"/merges/{merge}/answers", new { }, new { agrees = false, reason = "Nein" });
        }
        await TwiceAsync(_authority, $"/merges/{merge}/decisions", new { }, new { agrees = false });
        await StateAsync(merge, "merged");
        await TwiceAsync(_authority, $"/merges/{merge}/separations", new { reason = "Fingerabdrücke verschieden" }, new { reason = "Andere" });
        await StateAsync(merge, "separated");
    }

    private async Task<long> FindPairAsync(IEnumerable<string> numbers)
    {
        long? found = null;
        var wanted = numbers.Order().ToList();
        await Eventually.HoldsAsync("the pair is found", async () =>
        {
            foreach (var outcome in new[] { "same", "possible" })
                found ??= (long?)(await GetAsync(_others, $"/duplicates?outcome={outcome}&limit=100")).AsArray().FirstOrDefault(pair =>
                    pair!["records"]!.AsArray().Select(view => (string?)view!["azrNumber"]).Order().SequenceEqual(wanted))?["pair"];
            return found is not null;
        }, TimeSpan.FromSeconds(60), Stop);
        return found!.Value;
    }

    private Task StateAsync(string merge, string state) => Eventually.HoldsAsync($"the merge is {state}",
        async () => (string)(await GetAsync(_authority, $"/merges/{merge}"))["state"]! == state, TimeSpan.FromSeconds(60), Stop);

    /// <summary>Reads it, and again with the tag it came with.</summary>
    private async Task KnownAsync(string path)
    {
        using var first = await _foreigners.Http.GetAsync(Api + path, Stop);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, Api + path);
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        await IsAsync(HttpStatusCode.NotModified, _foreigners.Http.SendAsync(request, Stop));
    }

    /// <summary>Reads a first page and, by its link alone, the next one.</summary>
    private static async Task<JsonNode> PagesAsync(Desk desk, string path)
    {
        using var first = await desk.Http.GetAsync(Api + path, Stop);
        var body = (await first.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
        var link = Assert.Single(first.Headers.GetValues("Link"));
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        var next = await GetAsync(desk, link[1..link.IndexOf('>', StringComparison.Ordinal)][Api.Length..]);
        Assert.False(JsonNode.DeepEquals(body, next));
        return body;
    }

    private static async Task<JsonNode> GetAsync(Desk desk, string path)
    {
        using var reply = await desk.Http.GetAsync(Api + path, Stop);
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {await reply.Content.ReadAsStringAsync(Stop)}");
        return (await reply.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }

    /// <summary>Sends it twice under one key, as a client does that has not heard the answer, and something else under the same key.</summary>
    private static async Task<JsonNode> TwiceAsync(Desk desk, string path, object? body, object? otherBody = null)
    {
        var key = Guid.NewGuid().ToString();
        using var first = await SendAsync(desk, path, body, key);
        var text = await first.Content.ReadAsStringAsync(Stop);
        Assert.True(first.IsSuccessStatusCode, $"{path}: {text}");
        using var second = await SendAsync(desk, path, body, $"\"{key}\"");
        Assert.True(second.StatusCode == first.StatusCode, $"{path} again: {await second.Content.ReadAsStringAsync(Stop)}");
        using var other = otherBody is null ? await SendAsync(desk, path + "?x=1", body, key) : await SendAsync(desk, path, otherBody, key);
        await ProblemAssert.IsAsync(other, HttpStatusCode.Conflict, "request.key-reused");
        return text.Length > 0 ? JsonNode.Parse(text)! : new JsonObject();
    }

    private static async Task<HttpResponseMessage> SendAsync(Desk desk, string path, object? body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return await desk.Http.SendAsync(request, Stop);
    }

    private static async Task<JsonNode> PostAsync(Desk desk, string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var reply = await desk.Http.PostAsync(Api + path, body is null ? null : JsonContent.Create(body), Stop);
        var text = await reply.Content.ReadAsStringAsync(Stop);
        Assert.True(reply.StatusCode == expected, $"{path}: {(int)reply.StatusCode} {text}");
        return text.Length > 0 ? JsonNode.Parse(text)! : new JsonObject();
    }

    private static async Task IsAsync(HttpStatusCode expected, Task<HttpResponseMessage> call)
    {
        using var reply = await call;
        Assert.True(reply.StatusCode == expected, $"{(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync(Stop)}");
    }
}
