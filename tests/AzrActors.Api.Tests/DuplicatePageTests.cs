using System.Net;
using System.Text.RegularExpressions;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Identity;

namespace AzrActors.Api.Tests;

/// <summary>Pairs and merges as pages: what they show and to whom, and what a decision does.</summary>
public sealed class DuplicatePageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pair_is_shown_with_every_field_its_differences_and_the_weight_of_each()
    {
        await using var host = await StartAsync();
        using var session = await Session.LogInAsync(host);
        var text = PlainText.Of(await session.Client.GetStringAsync("/dubletten/17", Stop));
        Assert.Contains("Familienname Yıldırım Ausländerbehörde Burgenlandkreis, 09.03.2023 Yildirim Ausländerbehörde Burgenlandkreis, 04.06.2025 andere Schreibweise +8,2", text, StringComparison.Ordinal);
        Assert.Contains("Geburtsort Diyarbakır Diyarbakır gleich", text, StringComparison.Ordinal);
        Assert.Contains("Geburtsname Kaya Ausländerbehörde Burgenlandkreis, 09.03.2023 keine Angabe nur links", text, StringComparison.Ordinal);
        Assert.Contains("Hausnummer 12 Meldebehörde Potsdam, 02.09.2026 21 Ausländerbehörde Burgenlandkreis, 04.06.2025 verschieden", text, StringComparison.Ordinal);
        Assert.Contains("Nummer eines Ausweises verschieden −3,8", text, StringComparison.Ordinal);
        Assert.Contains("(Q101, § 5 Abs. 1 AZRG-DV)", text, StringComparison.Ordinal);
    }

    // An address is one statement and weighed once; builds from before that weighed its street alone.
    [Theory]
    [InlineData("address", "nearby", "Anschrift anderswo im selben Ort +2,3", "Straße Am Kanal Am Kanal gleich +2,3")]
    [InlineData("place", "exact", "Ort der Anschrift gleich +2,3", "Ort Potsdam Potsdam gleich +2,3")]
    [InlineData("street", "part", "Straße zum Teil gleich +2,3", "Straße Am Kanal Am Kanal gleich +2,3")]
    public async Task What_was_found_of_an_address_stands_in_one_of_its_lines_whichever_build_has_found_it(string field, string degree, string weight, string line)
    {
        await using var host = await StartAsync();
        var pair = Samples.Pair(17);
        host.Register.Identities.Pairs[17] = pair with { Evidence = [.. pair.Evidence.Where(said => said.Field != "street"), new(field, degree, 2.3)] };
        using var session = await Session.LogInAsync(host);
        var text = PlainText.Of(await session.Client.GetStringAsync("/dubletten/17", Stop));
        Assert.Contains(weight, text, StringComparison.Ordinal);
        Assert.Contains(line, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sees_one_record_of_a_pair_compares_nothing_and_decides_nothing_but_later()
    {
        await using var host = await StartAsync();
        using var session = await Session.LogInAsync(host);
        var html = await session.Client.GetStringAsync("/dubletten/19", Stop);
        Assert.Contains("Den anderen Datensatz dürfen Sie nicht sehen", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Gegenüberstellung", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Different\"", html, StringComparison.Ordinal);
        using var unknown = await session.Client.GetAsync("/dubletten/99", Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_decision_needs_a_reason_is_kept_with_it_and_leads_to_the_next_pair()
    {
        await using var host = await StartAsync();
        using var session = await Session.LogInAsync(host);
        using var silent = await session.PostAsync("/dubletten/17", "/dubletten/17", new() { ["entscheidung"] = "Different" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("id=\"grund-different-fehler\"", await silent.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(host.Register.Identities.Verdicts);
        using var decided = await session.PostAsync("/dubletten/17", "/dubletten/17",
            new() { ["entscheidung"] = "Different", ["grund"] = "Geschwister oder Zwillinge", ["bemerkung"] = "Urkunde 4/91" });
        Assert.Equal("/dubletten/18?erledigt=17&als=Different", decided.Headers.Location!.ToString());
        Assert.Equal((17, PairOutcome.Different, "Geschwister oder Zwillinge: Urkunde 4/91"),
            (host.Register.Identities.Verdicts[0].Pair, host.Register.Identities.Verdicts[0].Outcome, host.Register.Identities.Verdicts[0].Reason));
        Assert.Contains("Paar 17: gespeichert, dass es verschiedene Personen sind.", await session.Client.GetStringAsync(decided.Headers.Location, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_register_authority_proposes_a_merge_once_it_is_one_person()
    {
        await using var host = await StartAsync();
        host.Register.Identities.Merges.Clear();
        using var office = await Session.LogInAsync(host);
        using var said = await office.PostAsync("/dubletten/17", "/dubletten/17", new() { ["entscheidung"] = "Same", ["grund"] = "Urkunden belegen dieselbe Person" });
        Assert.Equal("/dubletten/18?erledigt=17&als=Same", said.Headers.Location!.ToString());
        Assert.DoesNotContain("/dubletten/17/zusammenfuehrung", await office.Client.GetStringAsync("/dubletten/17", Stop), StringComparison.Ordinal);
        using var register = await Session.LogInAsync(host, Samples.Register);
        using var proposed = await register.PostAsync("/dubletten/17", "/dubletten/17/zusammenfuehrung", new() { ["grund"] = "Urkunden belegen dieselbe Person" });
        var merge = Assert.Single(host.Register.Identities.Merges.Values);
        Assert.Equal($"/dubletten/fall/{merge.Case}?schritt=vorgeschlagen", proposed.Headers.Location!.ToString());
        Assert.Equal((Samples.Number, Samples.TwinNumber, "Urkunden belegen dieselbe Person"), (merge.KeptNumber, merge.OtherNumber, merge.Reason));
    }

    [Fact]
    public async Task A_case_says_who_has_answered_who_has_not_and_until_when()
    {
        await using var host = await StartAsync();
        using var session = await Session.LogInAsync(host);
        var text = PlainText.Of(await session.Client.GetStringAsync($"/dubletten/fall/{Samples.Case}", Stop));
        Assert.Contains("Ausländerbehörde Potsdam (Sie) hat nicht geantwortet", text, StringComparison.Ordinal);
        Assert.Contains("Ausländerbehörde Burgenlandkreis stimmt zu", text, StringComparison.Ordinal);
        using var silent = await session.PostAsync($"/dubletten/fall/{Samples.Case}", $"/dubletten/fall/{Samples.Case}", new() { ["schritt"] = "Refuse" });
        Assert.Contains("Bitte schreiben Sie, warum.", await silent.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var agreed = await session.PostAsync($"/dubletten/fall/{Samples.Case}", $"/dubletten/fall/{Samples.Case}", new() { ["schritt"] = "Consent" });
        Assert.Equal($"/dubletten/fall/{Samples.Case}?schritt=Consent", agreed.Headers.Location!.ToString());
        Assert.True(host.Register.Identities.Merges[Samples.Case].Consents[0].Agrees);
        Assert.Equal("Asking 2 0", await session.Client.GetStringAsync($"/dubletten/stand/{Samples.Case}", Stop));
    }

    [Fact]
    public async Task The_register_authority_merges_when_nothing_stands_against_it_and_parts_again()
    {
        await using var host = await StartAsync();
        using var register = await Session.LogInAsync(host, Samples.Register);
        var page = $"/dubletten/fall/{Samples.Case}";
        Assert.Contains("Zusammenführen geht noch nicht: Noch fehlen Antworten", await register.Client.GetStringAsync(page, Stop), StringComparison.Ordinal);
        foreach (var authority in new[] { Samples.Potsdam, Samples.PotsdamResidents })
        {
            using var office = await Session.LogInAsync(host, authority);
            using var agreed = await office.PostAsync(page, page, new() { ["schritt"] = "Consent" });
        }
        using var merged = await register.PostAsync(page, page, new() { ["schritt"] = "Merge" });
        Assert.Equal(MergeState.Merging, host.Register.Identities.Merges[Samples.Case].State);
        Assert.Contains("gerade zusammengeführt", await register.Client.GetStringAsync(page, Stop), StringComparison.Ordinal);
        host.Register.Identities.Move(Samples.Case, MergeState.Merged);
        using var parted = await register.PostAsync(page, page, new() { ["schritt"] = "Separate", ["grund"] = "Fingerabdrücke verschieden" });
        Assert.Equal(MergeState.Separating, host.Register.Identities.Merges[Samples.Case].State);
    }

    [Fact]
    public async Task Pairs_and_asked_consents_wait_on_the_worklist_with_their_counts_and_on_the_person()
    {
        await using var host = await StartAsync();
        host.Register.Findings.Standing = [Samples.Finding];
        using var session = await Session.LogInAsync(host);
        var work = PlainText.Of(await session.Client.GetStringAsync("/", Stop));
        Assert.Contains("Dublette 3", work, StringComparison.Ordinal);
        Assert.Contains("Zusammenführung 1", work, StringComparison.Ordinal);
        Assert.Contains("Zustimmung erbeten: AZR 772 018 456 103 in 129 417 350 668", work, StringComparison.Ordinal);
        Assert.DoesNotContain("Yıldırım", work, StringComparison.Ordinal);
        var person = PlainText.Of(await session.Client.GetStringAsync($"/datensatz/{Samples.Number}", Stop));
        Assert.Contains("Offen zu dieser Person Zusammenführung Zustimmung fehlt", person, StringComparison.Ordinal);
        Assert.Contains("Paar 17: sehr wahrscheinlich ein zweites Mal gespeichert", person, StringComparison.Ordinal);
        Assert.Equal(Samples.Number, host.Register.Findings.Asked!.AzrNumber);
        var quiet = await session.Client.GetStringAsync($"/datensatz/{Samples.Number}?gueltig=2025-01-01", Stop);
        Assert.DoesNotContain("Offen zu dieser Person", quiet, StringComparison.Ordinal);
    }

    private static async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync();
        Samples.FillIdentities(host.Register.Identities);
        return host;
    }
}

/// <summary>A page as its reader reads it.</summary>
internal static partial class PlainText
{
    public static string Of(string html) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Replace(" ,", ",", StringComparison.Ordinal);

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
