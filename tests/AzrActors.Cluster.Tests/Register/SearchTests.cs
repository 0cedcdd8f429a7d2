using System.Text.Json;
using AzrActors.Client;
using AzrActors.Contracts.Search;
using AzrActors.Contracts.Submissions;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Finding whether and as whom a person is known (AZRG § 10 Abs. 2, 3), and storing nobody without having looked (AZRG-DV § 5 Abs. 1).</summary>
[Collection(RegisterSuite.Name)]
public sealed class SearchTests(RegisterCluster cluster)
{
    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);
    private readonly string _given = Desk.NewGivenName();
    private readonly string _family = Desk.NewGivenName() + "son";
    private readonly string _born = Desk.NewBirthDate();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_found_by_all_basic_data_in_another_spelling_with_what_the_purpose_allows()
    {
        var number = await RegisterAsync();

        var reply = await SearchAsync(new SearchRequest
        {
            FamilyName = _family.ToUpperInvariant(), FirstNames = _given, BirthDate = _born, Sex = "w", Nationalities = ["475"], BirthPlace = "Aleppo", FileReference = "32.1/1",
        });

        Assert.Equal(SearchOutcome.Found, reply.Outcome);
        var person = Assert.Single(reply.Persons);
        Assert.Equal(number, person.View.AzrNumber);
        Assert.Contains(person.View.Items, item => item.Path == "address/1/street");
        Assert.False(reply.MustDiscard);
    }

    [Fact]
    public async Task A_number_and_basic_data_that_do_not_agree_give_no_data()
    {
        var number = await RegisterAsync();

        Assert.Equal(SearchOutcome.Found, (await SearchAsync(new SearchRequest { AzrNumber = number })).Outcome);
        Assert.Equal(SearchOutcome.Found, (await SearchAsync(new SearchRequest { AzrNumber = number, FamilyName = _family, BirthDate = _born })).Outcome);
        var mismatch = await SearchAsync(new SearchRequest { AzrNumber = number, FamilyName = "Ganzanders", FirstNames = "Otto", BirthDate = _born });
        Assert.Equal((SearchOutcome.Nobody, 0), (mismatch.Outcome, mismatch.Persons.Count));
    }

    [Fact]
    public async Task A_paper_is_enough_and_its_state_must_agree()
    {
        var number = await RegisterAsync();
        var serial = "P" + Guid.NewGuid().ToString("N")[..9].ToUpperInvariant();
        await _desk.AcceptedAsync(number, Entries.Store("4.f", ("type", "passport"), ("serialNumber", serial), ("issuingState", "475")));

        var found = await SearchAsync(new SearchRequest { Paper = new PaperQuery { SerialNumber = serial.ToLowerInvariant(), State = "475", Type = "passport" } });
        Assert.Equal(number, Assert.Single(found.Persons).View.AzrNumber);
        Assert.Equal(SearchOutcome.Nobody, (await SearchAsync(new SearchRequest { Paper = new PaperQuery { SerialNumber = serial, State = "129" } })).Outcome);
    }

    [Fact]
    public async Task Unclear_identity_gives_a_list_of_personal_data_and_the_duty_to_discard_that_is_confirmed()
    {
        var one = await RegisterAsync();
        // A twin: the offices know that it is another person, and say so.
        var twin = (await _desk.AcceptedAsync(null, [.. Desk.Registration(_family, _given, _born), Entries.DifferentPerson(one, "Beide Pässe lagen vor.")])).AzrNumber;

        var reply = await SearchAsync(new SearchRequest { FamilyName = _family, FirstNames = _given, BirthDate = _born });

        Assert.Equal(SearchOutcome.Similar, reply.Outcome);
        Assert.Equal(new[] { one, twin }.Order(), reply.Persons.Select(person => person.View.AzrNumber!).Order());
        Assert.All(reply.Persons.SelectMany(person => person.View.Items), item => Assert.Matches("^(person|responsibility)/", item.Path));
        Assert.True(reply.MustDiscard);

        var client = _desk.Client.Identity;
        Assert.Null((await client.ConfirmDiscardAsync(reply.Search, one, Stop)).Refusal);
        Assert.Equal("search.unknown", (await client.ConfirmDiscardAsync(Guid.NewGuid(), null, Stop)).Refusal!.Code);
        Assert.Contains("searchDiscarded", await cluster.Rows.LoggedKindsAsync(Offices.PotsdamForeigners));
    }

    [Fact]
    public async Task Everybody_shown_is_logged_with_what_was_searched_and_never_with_values_and_a_vain_search_too()
    {
        await RegisterAsync();
        await SearchAsync(new SearchRequest { FamilyName = _family, FirstNames = _given, BirthDate = _born, Sex = "w", Nationalities = ["475"] });
        var nobody = new SearchRequest { FamilyName = _family + "x", FirstNames = "Niemand", BirthDate = "1901-02-03" };
        await SearchAsync(nobody);

        var query = $"familyName={_family};firstNames={_given};birthDate={_born.Replace("-", "", StringComparison.Ordinal)};sex=w;nationality=475";
        using var logged = JsonDocument.Parse(Assert.Single(await cluster.Rows.LoggedQueriesAsync(query)));
        Assert.Equal("search", logged.RootElement.GetProperty("kind").GetString());
        Assert.Contains("person/familyName", logged.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetString()));
        Assert.True(logged.RootElement.TryGetProperty("record", out _));
        using var vain = JsonDocument.Parse(Assert.Single(await cluster.Rows.LoggedQueriesAsync($"familyName={_family}x;firstNames=Niemand;birthDate=19010203")));
        Assert.False(vain.RootElement.TryGetProperty("record", out _));
    }

    [Fact]
    public async Task A_blocked_person_is_answered_like_one_that_does_not_exist()
    {
        var number = await RegisterAsync();
        var request = new SearchRequest { FamilyName = _family, FirstNames = _given, BirthDate = _born, Sex = "w", Nationalities = ["475"] };
        await cluster.Desk("REG000").AcceptedAsync(number, Entries.Store("32", ("scope", "large")));

        Assert.Equal((SearchOutcome.Nobody, 0), await OutcomeAsync(request));
        Assert.Equal((SearchOutcome.Nobody, 0), await OutcomeAsync(new SearchRequest { AzrNumber = number }));
        // Nor does a first storing tell of it; those who decide about duplicates will see both.
        Assert.Equal(SubmissionOutcome.Accepted, (await _desk.SubmitAsync(_desk.Write(null, Desk.Registration(_family, _given, _born)))).Outcome);
    }

    [Fact]
    public async Task Too_little_is_refused_and_says_what_is_missing()
    {
        var reply = await _desk.Client.Identity.SearchAsync(new SearchRequest { FirstNames = "Ada" }, Stop);
        Assert.Equal(("search.too-thin", "§ 10 Abs. 2 AZRG"), (reply.Refusal!.Code, reply.Refusal.Paragraph));
    }

    [Fact]
    public async Task Nobody_is_stored_without_a_search_just_before_and_a_search_of_somebody_else_is_none()
    {
        var submission = _desk.Write(null, Desk.Registration(_family, _given, _born)) with { SearchFirst = false };
        Assert.Equal(["Q003"], Rules(await _desk.RefusedAsync(submission)));
        await SearchAsync(new SearchRequest { FamilyName = "Ganzanders", FirstNames = "Otto", BirthDate = "1933-03-04" });
        Assert.Equal(["Q003"], Rules(await _desk.RefusedAsync(submission)));
        // Another office's search is not this one's.
        await cluster.Desk(Offices.BurgenlandForeigners).Client.Identity.SearchAsync(Request(), Stop);
        Assert.Equal(["Q003"], Rules(await _desk.RefusedAsync(submission)));

        Assert.Equal(SearchOutcome.Nobody, (await SearchAsync(Request())).Outcome);
        await _desk.AcceptedAsync(submission);
    }

    [Fact]
    public async Task Nobody_is_stored_beside_a_nearly_identical_person_until_it_is_said_that_they_differ_and_then_both_say_it()
    {
        var one = await RegisterAsync();
        var again = _desk.Write(null, Desk.Registration(_family, _given, _born));

        var refusal = await _desk.RefusedAsync(again);
        Assert.Equal(["Q004"], Rules(refusal));
        Assert.Equal([one], refusal.SimilarNumbers!);

        var other = (await _desk.AcceptedAsync(again with { Entries = [.. again.Entries, Entries.DifferentPerson(one, "Zwillinge")] })).AzrNumber;
        await TestSupport.Eventually.HoldsAsync("the other record says it, too",
            async () => (await cluster.Rows.VersionsAsync(one)).Count == 2, TimeSpan.FromSeconds(30), Stop);
        var merge = await cluster.Desk("REG000").Client.Identity.ProposeMergeAsync(
            new Contracts.Identity.MergeProposal { OneNumber = one, OtherNumber = other, Reason = "Test" }, Stop);
        Assert.Equal("merge.persons-differ", merge.Refusal!.Code);
    }

    private SearchRequest Request() => new() { FamilyName = _family, FirstNames = _given, BirthDate = _born };

    private async Task<string> RegisterAsync() => (await _desk.AcceptedAsync(null, Desk.Registration(_family, _given, _born))).AzrNumber;

    private async Task<(SearchOutcome, int)> OutcomeAsync(SearchRequest request)
    {
        var reply = await SearchAsync(request);
        return (reply.Outcome, reply.Persons.Count);
    }

    private async Task<SearchReply> SearchAsync(SearchRequest request)
    {
        var reply = await _desk.Client.Identity.SearchAsync(request, Stop);
        Assert.True(reply.Refusal is null, reply.Refusal?.Code);
        return reply;
    }

    private static IEnumerable<string> Rules(Refusal refusal) => refusal.Findings.Where(finding => finding.Refuses).Select(finding => finding.Rule);
}
