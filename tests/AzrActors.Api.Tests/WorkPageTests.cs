using System.Net;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Receipts;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Tests;

/// <summary>The place of work as forms and pages; what a browser makes of it is tested in one.</summary>
public sealed class WorkPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ready_made_official_signs_in_with_one_press_and_the_role_is_written_down()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        using var reply = await session.SignInAsync(new() { ["ready"] = "potsdam-residents" });
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        var (caller, entry) = Assert.Single(host.Register.Roles);
        Assert.Equal(("M12054", "Mehmet Muster", "29"), (caller.Authority, caller.Official, caller.Purpose));
        Assert.Null(entry.LeftAuthority);
        var html = await session.Client.GetStringAsync("/", Stop);
        Assert.Contains("Meldebehörde Potsdam", html, StringComparison.Ordinal);
        Assert.Contains("Aufgaben nach dem Bundesmeldegesetz", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_changed_by_a_step_of_its_own_that_names_the_one_that_was_left()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.PostAsync("/rolle", "/rolle", new() { ["behoerde"] = Samples.Potsdam, ["zweck"] = "24" });
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        Assert.Equal((Samples.Potsdam, "1"), (host.Register.Roles[^1].Entry.LeftAuthority, host.Register.Roles[^1].Entry.LeftPurpose));
        Assert.Equal("24", host.Register.Roles[^1].Caller.Purpose);
        using var foreign = await session.PostAsync("/rolle", "/rolle", new() { ["behoerde"] = "M15084", ["zweck"] = "29" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        Assert.Equal(2, host.Register.Roles.Count);
    }

    [Fact]
    public async Task Notices_are_taken_over_together_and_refused_one_by_one()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 3; i++) host.Register.Tell(Samples.Potsdam, Samples.Number, 4);
        using var session = await Session.LogInAsync(host);
        using var mixed = await DecideAsync(session, "Refuse", "ContradictsOwnRecords", 1, 2);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mixed.StatusCode);
        Assert.Empty(host.Register.Deliveries.Receipts);
        using var refused = await DecideAsync(session, "Refuse", "ContradictsOwnRecords", 2);
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        var receipt = Assert.Single(host.Register.Deliveries.Receipts);
        Assert.Equal((1L, 2L), (receipt.First, receipt.Last));
        Assert.Equal([1L], receipt.Parked);
        Assert.Equal((2L, NoticeRefusalReason.ContradictsOwnRecords), (receipt.Refused.Single().Sequence, receipt.Refused.Single().Reason));
        using var accepted = await DecideAsync(session, "Accept", "NotResponsible", 1, 3);
        var html = await session.Client.GetStringAsync(accepted.Headers.Location, Stop);
        Assert.Contains("2 Meldungen übernommen.", html, StringComparison.Ordinal);
        Assert.Contains("Alles entschieden.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_notices_the_oldest_stand_on_the_list_of_work_with_the_number_of_all_and_the_way_to_the_rest()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 201; i++) host.Register.Tell(Samples.Potsdam, Samples.Number, 4);
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync("/", Stop);
        Assert.Equal(200, html.Split("data-item").Length - 1);
        Assert.DoesNotContain("#meldung-201", html, StringComparison.Ordinal);
        Assert.Contains("Eingang <b>201</b>", html, StringComparison.Ordinal);
        Assert.Contains("Alles steht unter <a class=\"kern-link\" href=\"/eingang\">Eingang</a>.", html, StringComparison.Ordinal);
        Assert.Equal(201, (await session.Client.GetStringAsync("/eingang", Stop)).Split("data-item").Length - 1);
    }

    [Fact]
    public async Task A_question_needs_words_and_reaches_the_sender_with_them()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Tell(Samples.Potsdam, Samples.Number, 4);
        using var session = await Session.LogInAsync(host);
        using var silent = await DecideAsync(session, "AskBack", "NotResponsible", 1);
        Assert.Contains("Bitte stellen Sie die Rückfrage.", await silent.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var asked = await session.PostAsync("/eingang", "/eingang",
            new() { ["nummer"] = "1", ["entscheidung"] = "AskBack", ["text"] = "Welche Wohnung?" });
        Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
        Assert.Equal((NoticeRefusalReason.AskedBack, "Welche Wohnung?"),
            (host.Register.Deliveries.Receipts[^1].Refused[0].Reason, host.Register.Deliveries.Receipts[^1].Refused[0].Text));
        Assert.Contains("Ihre Rückfrage: Welche Wohnung?", await session.Client.GetStringAsync("/eingang", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_speaks_in_sentences_and_compares_versions()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync($"/datensatz/{Samples.Number}/verlauf?von=3&bis=4", Stop);
        var text = System.Text.RegularExpressions.Regex.Replace(html, "<[^>]+>|\\s+", " ");
        text = System.Text.RegularExpressions.Regex.Replace(text, "\\s+", " ");
        Assert.Contains("Meldebehörde Potsdam hat zum 01.09.2026 die Anschrift geändert : alt Domplatz 7, 06618 Naumburg (Saale), Einzug 01.04.2023 – neu Am Kanal 12, 14467 Potsdam",
            text, StringComparison.Ordinal);
        Assert.Contains("Unterschiede von Version 3 zu Version 4", html, StringComparison.Ordinal);
        Assert.Contains("<del>ledig</del>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_offers_only_what_the_law_lets_the_authority_write_and_marks_every_fault()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var choice = await session.Client.GetStringAsync($"/erfassen/{Samples.Number}", Stop);
        Assert.Contains("Angaben zum Ausweisdokument (4.f)", choice, StringComparison.Ordinal);
        Assert.Contains(">Einzug<", choice, StringComparison.Ordinal);
        Assert.DoesNotContain(">Tod<", choice, StringComparison.Ordinal);
        // What is wanted seldom is folded away.
        var fact = await session.Client.GetStringAsync($"/erfassen/{Samples.Number}?art=4.f", Stop);
        Assert.Contains("<summary>Eigene Löschungsfrist angeben</summary>", fact, StringComparison.Ordinal);
        Assert.DoesNotContain(" open", fact[fact.IndexOf("<details class=\"azr-span-6\"", StringComparison.Ordinal)..].Split('>')[0], StringComparison.Ordinal);
        var page = $"/erfassen/{Samples.Number}?art=moveIn";
        using var faulty = await session.PostAsync(page, $"/erfassen/{Samples.Number}", new() { ["art"] = "moveIn", ["f-town"] = "Potsdam", ["occurredOn"] = "2026-11-15" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        var html = await faulty.Content.ReadAsStringAsync(Stop);
        Assert.Contains("id=\"f-street-fehler\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Potsdam\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_form_shows_what_others_changed_and_goes_on()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var fields = new Dictionary<string, string>
        {
            ["art"] = "moveIn", ["f-street"] = "Breite Straße", ["f-houseNumber"] = "3", ["f-postalCode"] = "14467", ["f-town"] = "Potsdam", ["f-ags"] = "12054000",
            ["f-movedInOn"] = "2026-11-15", ["occurredOn"] = "2026-11-15", ["fileReference"] = "1", ["expectedVersion"] = "3",
        };
        var page = $"/erfassen/{Samples.Number}?art=moveIn";
        using var stale = await session.PostAsync(page, $"/erfassen/{Samples.Number}", new(fields));
        var html = await stale.Content.ReadAsStringAsync(Stop);
        Assert.Contains("inzwischen geändert", html, StringComparison.Ordinal);
        Assert.Contains("jetzt im Register", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Breite Straße\"", html, StringComparison.Ordinal);
        fields["expectedVersion"] = "4";
        using var stored = await session.PostAsync(page, $"/erfassen/{Samples.Number}", fields);
        Assert.Equal($"/datensatz/{Samples.Number}?gespeichert=5", stored.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_form_is_checked_by_the_rules_of_the_register_while_it_is_filled_in()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.PostAsync($"/erfassen/{Samples.Number}?art=moveIn", $"/erfassen/{Samples.Number}/pruefen",
            new() { ["art"] = "moveIn", ["f-street"] = "Am Kanal", ["f-town"] = "Potsdam" });
        var faults = System.Text.Json.Nodes.JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!.AsArray();
        Assert.Equal(["f-houseNumber", "f-postalCode", "f-ags", "f-movedInOn"], faults.Select(fault => (string)fault!["field"]!));
        Assert.All(faults, fault => Assert.True((bool)fault!["refuses"]!));
    }

    [Fact]
    public async Task The_form_of_a_new_person_names_whom_storing_would_stop_at_while_it_is_filled_in()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.MoreRights = [new() { Item = "4.a", ItemId = "Surname", ItemName = "Familienname", Group = 1, Write = true, Read = ["1"] }];
        using var session = await Session.LogInAsync(host);
        Assert.Contains("data-check-note", await session.Client.GetStringAsync("/erfassen/neu", Stop), StringComparison.Ordinal);
        Assert.Empty(await AboveAsync(session, NewPerson));
        host.Register.SimilarNumbers = [Samples.Number];
        var (text, refuses) = Assert.Single(await AboveAsync(session, NewPerson));
        Assert.EndsWith("(Q004, § 5 Abs. 1 AZRG-DV) Fast gleich ist: AZR 129 417 350 668.", text, StringComparison.Ordinal);
        Assert.True(refuses);
    }

    [Fact]
    public async Task Doubts_about_what_is_no_field_of_the_form_stand_above_it_together()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Doubts = [Doubt("Q109", "IdentityDocument/2/number"), Doubt("Q110", null)];
        using var session = await Session.LogInAsync(host);
        Assert.Contains("data-check-note", await session.Client.GetStringAsync($"/erfassen/{Samples.Number}?art=moveIn", Stop), StringComparison.Ordinal);
        var (text, refuses) = Assert.Single(await AboveAsync(session, new()
        {
            ["art"] = "moveIn", ["f-street"] = "Am Kanal", ["f-houseNumber"] = "12", ["f-postalCode"] = "14467", ["f-town"] = "Potsdam", ["f-ags"] = "12054000",
            ["f-movedInOn"] = "2026-01-05",
        }, Samples.Number));
        Assert.Equal("Bitte ansehen. (Q109, § 8 AZRG) Bitte ansehen. (Q110, § 8 AZRG)", text);
        Assert.False(refuses);

        static Finding Doubt(string rule, string? field) => new()
        {
            Rule = rule, Paragraph = "§ 8 AZRG", Refuses = false, Field = field, German = "Bitte ansehen.", English = "Please look.",
        };
    }

    private static Dictionary<string, string> NewPerson => new() { ["art"] = "registerPerson", ["f-familyName"] = "Beispiel" };

    /// <summary>What the check of a form says of no field.</summary>
    private static async Task<IReadOnlyList<(string Text, bool Refuses)>> AboveAsync(Session session, Dictionary<string, string> typed, string number = "neu")
    {
        using var reply = await session.PostAsync($"/erfassen/{number}?art={typed["art"]}", $"/erfassen/{number}/pruefen", typed);
        return [.. System.Text.Json.Nodes.JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!.AsArray()
            .Where(said => (string)said!["field"]! == "").Select(said => ((string)said!["text"]!, (bool)said!["refuses"]!))];
    }

    [Fact]
    public async Task Findings_wait_on_the_worklist_and_rest_when_checked()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Findings.Standing = [Samples.Finding];
        using var session = await Session.LogInAsync(host);
        var work = await session.Client.GetStringAsync("/", Stop);
        Assert.Contains("AZR 129 417 350 668: Die Befristung ist abgelaufen", work, StringComparison.Ordinal);
        Assert.Contains("überfällig", work, StringComparison.Ordinal);
        using var rested = await session.PostAsync("/qualitaet", "/qualitaet", new() { ["befund"] = "7", ["grund"] = "evidence" });
        Assert.Contains("Der Befund ruht", await rested.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal((7L, "evidence"), (host.Register.Findings.Contested!.Finding, host.Register.Findings.Contested.Reason));
        var table = await session.Client.GetStringAsync("/qualitaet.csv", Stop);
        Assert.Contains("2026-11-26;4;0,75;2;1;3;12;250", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_opens_for_the_official_who_typed_it_and_for_nobody_else()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.PostAsync("/rolle", "/entwurf/versiegeln", new() { ["inhalt"] = """{"street":"Am Kanal"}""" });
        var sealedText = await reply.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("Kanal", sealedText, StringComparison.Ordinal);
        using var again = await Session.LogInAsync(host);
        using var opened = await again.PostAsync("/rolle", "/entwurf/oeffnen", new() { ["inhalt"] = sealedText });
        Assert.Equal("""{"street":"Am Kanal"}""", await opened.Content.ReadAsStringAsync(Stop));
        using var other = await Session.LogInAsync(host, Samples.PotsdamResidents);
        using var closed = await other.PostAsync("/rolle", "/entwurf/oeffnen", new() { ["inhalt"] = sealedText });
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
    }

    [Fact]
    public async Task Every_page_stays_within_200_kilobytes_of_script_and_style()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync("/eingang", Stop);
        var assets = System.Text.RegularExpressions.Regex.Matches(html, "/assets/[^\"]+\\.(?:css|js)\\?v=[0-9a-f]+").Select(match => match.Value).Distinct().ToList();
        Assert.True(assets.Count >= 5, string.Join(' ', assets));
        long bytes = 0;
        foreach (var asset in assets)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, asset);
            request.Headers.Add("Accept-Encoding", "br");
            using var reply = await session.Client.SendAsync(request, Stop);
            bytes += (await reply.Content.ReadAsByteArrayAsync(Stop)).Length;
        }
        Assert.InRange(bytes, 1, 200 * 1_024);
    }

    [Theory]
    [InlineData("/eingang")]
    [InlineData("/rolle")]
    [InlineData("/darstellung")]
    [InlineData("/erfassen/129417350668")]
    [InlineData("/entwurf/versiegeln")]
    [InlineData("/arbeit/dabei")]
    [InlineData("/betrieb")]
    [InlineData("/qualitaet")]
    [InlineData("/erfassen/129417350668/pruefen")]
    [InlineData("/suche")]
    [InlineData("/suche/verwerfen")]
    [InlineData("/dubletten/17")]
    [InlineData("/dubletten/17/zusammenfuehrung")]
    [InlineData("/dubletten/fall/7c9e6679-7425-40de-944b-e07fc1f90ae7")]
    public async Task A_form_of_another_site_changes_nothing(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["nummer"] = "1", ["inhalt"] = "x" });
        using var reply = await session.Client.PostAsync(path, content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Empty(host.Register.Deliveries.Receipts);
    }

    private static Task<HttpResponseMessage> DecideAsync(Session session, string decision, string reason, params int[] numbers) =>
        session.PostFieldsAsync("/eingang", "/eingang",
            [("entscheidung", decision), ("grund", reason), .. numbers.Select(number => ("nummer", number.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
}
