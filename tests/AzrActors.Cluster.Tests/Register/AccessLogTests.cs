using System.Text.Json;
using AzrActors.Client;
using AzrActors.Contracts.AccessLog;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>What the log knows of a call when its answer is there (AZRG §§ 9, 13).</summary>
[Collection(RegisterSuite.Name)]
public sealed class AccessLogTests(RegisterCluster cluster)
{
    private static readonly TimeSpan SealedWithin = TimeSpan.FromSeconds(20);
    private const string Register = "REG000";
    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_is_logged_with_who_what_why_and_whom_the_register_told()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan")) with { Official = "Herr Verantwortlich" };
        await _desk.AcceptedAsync(submission);

        var entry = Assert.Single(await LoggedAsync(submission));
        Assert.Equal("store", Text(entry, "kind"));
        Assert.Equal(Offices.PotsdamForeigners, Text(entry, "authority"));
        Assert.Equal(("Frau Beispiel", "Herr Verantwortlich"), (Text(entry, "official"), Text(entry, "responsible")));
        Assert.Equal(("1", number, "32.1/4711"), (Text(entry, "purpose"), Text(entry, "query"), Text(entry, "fileReference")));
        Assert.Equal(2, entry.GetProperty("version").GetInt32());
        Assert.Equal(["changePersonalData.familyName"], Texts(entry.GetProperty("items")));
        var told = entry.GetProperty("told").EnumerateObject().Single(one => one.Name == Offices.PotsdamResidents);
        Assert.Contains("person/familyName", Texts(told.Value));
    }

    [Fact]
    public async Task What_was_known_already_is_logged_once_and_a_repetition_is_not()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("al-Ḥasan"));
        Assert.Equal(SubmissionOutcome.Unchanged, (await _desk.SubmitAsync(submission)).Outcome);
        await _desk.SubmitAsync(submission);
        Assert.Equal(1, Assert.Single(await LoggedAsync(submission)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_retrieval_is_logged_with_what_was_searched_and_which_values_were_shown_but_not_the_values()
    {
        var number = await _desk.RegisterAsync();
        var caller = new Caller(Offices.BurgenlandForeigners, "Frau Beispiel", "1");
        var view = (await cluster.Clients.For(caller).ReadAsync(number, Stop)).View!;

        var entry = Assert.Single(await QueriesAsync(number));
        Assert.Equal("retrieval", Text(entry, "kind"));
        Assert.Equal((Offices.BurgenlandForeigners, "Frau Beispiel", "Frau Beispiel", "1"),
            (Text(entry, "authority"), Text(entry, "official"), Text(entry, "responsible"), Text(entry, "purpose")));
        Assert.Equal(view.Items.Select(item => item.Path).Prepend("azrNumber"), Texts(entry.GetProperty("items")));
        Assert.Equal(view.Version, entry.GetProperty("version").GetInt32());
        Assert.DoesNotContain("al-Ḥasan", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "111111111111", "azr-number.invalid")]
    [InlineData("1", "what they typed", "azr-number.invalid")]
    [InlineData("none", "000000000000", "purpose.unknown")]
    public async Task A_refused_retrieval_is_logged_too(string purpose, string typed, string code)
    {
        typed = typed == "what they typed" ? $"{Guid.NewGuid()}" : typed;
        var before = (await QueriesAsync(typed)).Count;
        var caller = new Caller(Offices.PotsdamForeigners, "Frau Beispiel", purpose);
        var reply = await cluster.Clients.For(caller).ReadAsync(typed, Stop);
        Assert.Equal(code, reply.Refusal!.Code);
        var entries = await QueriesAsync(typed);
        Assert.Equal(before + 1, entries.Count);
        Assert.Equal(("retrievalRefused", code, purpose), (Text(entries[^1], "kind"), Text(entries[^1], "refusal"), Text(entries[^1], "purpose")));
    }

    [Fact]
    public async Task A_retrieval_is_logged_with_what_it_stated_and_so_is_a_refused_one()
    {
        var number = await _desk.RegisterAsync();
        var client = _desk.Client;
        Assert.NotNull((await client.ReadAsync(new RecordRequest { AzrNumber = number, Stating = ["onRequest"] }, Stop)).View);
        var foreign = (await client.ReadAsync(new RecordRequest { AzrNumber = number, Stating = ["onRequest", "consent"] }, Stop)).Refusal!;
        var unknown = (await client.ReadAsync(new RecordRequest { AzrNumber = number, Stating = [new string('x', 1_000)] }, Stop)).Refusal!;
        await client.ReadAsync(number, Stop);

        Assert.Equal(("circumstance.not-of-caller", "circumstance.unknown"), (foreign.Code, unknown.Code));
        Assert.Contains("consent", foreign.German, StringComparison.Ordinal);
        var entries = await QueriesAsync(number);
        Assert.Equal(["retrieval", "retrievalRefused", "retrievalRefused", "retrieval"], entries.Select(entry => Text(entry, "kind")));
        Assert.Equal(["onRequest"], Texts(entries[0].GetProperty("circumstances")));
        Assert.Equal(["onRequest", "consent"], Texts(entries[1].GetProperty("circumstances")));
        Assert.Equal(foreign.Code, Text(entries[1], "refusal"));
        Assert.Equal(40, Assert.Single(Texts(entries[2].GetProperty("circumstances")))!.Length);
        Assert.False(entries[3].TryGetProperty("circumstances", out _));
    }

    [Fact]
    public async Task A_refused_circumstance_does_not_tell_whether_there_is_a_record()
    {
        var number = await _desk.RegisterAsync();
        var request = new RecordRequest { AzrNumber = number, Stating = ["consent"] };
        Assert.Equivalent((await _desk.Client.ReadAsync(request, Stop)).Refusal,
            (await _desk.Client.ReadAsync(request with { AzrNumber = "000000000000" }, Stop)).Refusal, strict: true);
    }

    [Fact]
    public async Task Without_log_entry_there_is_no_answer()
    {
        var number = await _desk.RegisterAsync();
        cluster.Faults.LoseConnectionAt(JournalMoment.Log);
        await Assert.ThrowsAsync<RegisterBusyException>(() => cluster.CallOnceAsync(
            cluster.ProofOf(cluster.Issuer, _desk.Client.Caller.Authority), client => client.GetGrain<IRegisterDesk>(0).ReadAsync(number, Stop)));
        Assert.Empty(await QueriesAsync(number));
    }

    [Fact]
    public async Task The_log_is_open_to_the_register_authority_only()
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AtLogAsync(Offices.PotsdamForeigners, desk => desk.OpenAsync("Neugier", Stop)));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AtLogAsync(Offices.Migration, desk => desk.ListHoldsAsync("Neugier", Stop)));
        var pass = await OpenAsync("Kontrolle");
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AtLogAsync(Offices.PotsdamForeigners, desk => desk.ReadEntriesAsync(pass, 0, 1, Stop)));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AtLogAsync(Offices.Migration, desk => desk.ReadCheckpointsAsync(pass, 0, 1, Stop)));
        Assert.NotEmpty(await AtLogAsync(Register, desk => desk.ReadEntriesAsync(pass, 0, 1, Stop)));
    }

    [Fact]
    public async Task Every_entry_is_sealed_within_moments_by_one_of_the_silos()
    {
        var number = await _desk.RegisterAsync();
        await _desk.ReadAsync(number);
        var last = (await OpenAsync("Kontrolle")).Highest;
        await Eventually.HoldsAsync("the entry is sealed", async () =>
        {
            var (size, pass) = (0L, await OpenAsync("Kontrolle"));
            while (true)
            {
                var page = await AtLogAsync(Register, desk => desk.ReadCheckpointsAsync(pass, size, 100, Stop));
                if (page.Count == 0) return false;
                if (page.Any(checkpoint => checkpoint.Entries.Contains(last))) return true;
                size = page[^1].Size;
            }
        }, SealedWithin, Stop);
    }

    [Fact]
    public async Task A_hold_of_a_record_is_placed_and_lifted_and_both_are_logged()
    {
        var number = await _desk.RegisterAsync();
        var reason = $"Kontrolle {Guid.NewGuid()}";
        var hold = await AtLogAsync(Register, desk => desk.HoldAsync(
            new LogHold { AzrNumber = number, EntriesFrom = DateTimeOffset.UtcNow.AddDays(-1), Reason = reason }, Stop));
        Assert.True(await AtLogAsync(Register, desk => desk.LiftHoldAsync(hold!.Value, Stop)));
        var listed = (await AtLogAsync(Register, desk => desk.ListHoldsAsync("Übersicht", Stop))).Single(one => one.Number == hold);
        Assert.True(listed is { IsForOneRecord: true, PlacedBy: "Frau Beispiel", LiftedBy: "Frau Beispiel" });
        Assert.Null(await AtLogAsync(Register, desk => desk.HoldAsync(listed with { AzrNumber = "000000000000" }, Stop)));
        var logged = await cluster.Rows.LoggedReasonsAsync();
        Assert.Contains($"holdPlaced {reason}", logged);
        Assert.Contains($"holdLifted {hold}", logged);
    }

    [Fact]
    public async Task Reading_the_log_is_logged_before_the_first_page_leaves_and_ends_where_the_log_ended()
    {
        await _desk.RegisterAsync();
        var reason = $"Kontrolle {Guid.NewGuid()}";
        var pass = await OpenAsync(reason);
        await _desk.RegisterAsync();

        var read = new List<long>();
        for (var page = await EntriesAsync(0); page.Count > 0; page = await EntriesAsync(page[^1].Number)) read.AddRange(page.Select(row => row.Number));
        var size = 0L;
        for (var page = await CheckpointsAsync(0); page.Count > 0; page = await CheckpointsAsync(size)) size = page[^1].Size;
        Assert.Equal((pass.Highest, pass.Size), (read[^1], size));

        var entry = JsonDocument.Parse(Assert.Single(await cluster.Rows.LoggedReadingsAsync(reason))).RootElement;
        Assert.Equal((Register, "Frau Beispiel"), (Text(entry, "authority"), Text(entry, "official")));
        Assert.Equal([$"checkpoint/1-{pass.Size}", $"entry/1-{pass.Highest}"], Texts(entry.GetProperty("items")));

        Task<IReadOnlyList<LogRow>> EntriesAsync(long after) => AtLogAsync(Register, desk => desk.ReadEntriesAsync(pass, after, 5_000, Stop));
        Task<IReadOnlyList<LogCheckpoint>> CheckpointsAsync(long after) => AtLogAsync(Register, desk => desk.ReadCheckpointsAsync(pass, after, 100, Stop));
    }

    [Fact]
    public async Task Without_log_entry_the_log_is_not_read_and_with_a_pass_of_ones_own_making_neither()
    {
        var reason = $"Kontrolle {Guid.NewGuid()}";
        cluster.Faults.LoseConnectionAt(JournalMoment.Log);
        await Assert.ThrowsAsync<RegisterBusyException>(() => OpenAsync(reason));
        cluster.Faults.LoseConnectionAt(JournalMoment.Log);
        await Assert.ThrowsAsync<RegisterBusyException>(() => AtLogAsync(Register, desk => desk.ListHoldsAsync(reason, Stop)));
        Assert.Empty(await cluster.Rows.LoggedReadingsAsync(reason));
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(" "));

        var pass = await OpenAsync(reason);
        foreach (var own in new[] { pass with { Highest = pass.Highest + 1 }, pass with { Until = pass.Until.AddDays(1) }, pass with { Seal = "" } })
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => AtLogAsync(Register, desk => desk.ReadEntriesAsync(own, 0, 1, Stop)));
        await AtLogAsync(Register, desk => desk.ListHoldsAsync(reason, Stop));
        Assert.Equal(2, (await cluster.Rows.LoggedReadingsAsync(reason)).Count);
    }

    [Fact]
    public async Task Retrievals_of_intelligence_services_are_recorded_by_them_alone_and_what_they_store_by_the_register()
    {
        var service = await ServiceAsync("BFV000", "ConstitutionProtectionAuthority");
        var number = await _desk.RegisterAsync();
        Assert.NotNull((await ReadAsync(service, "17", number)).View);
        Assert.NotNull((await ReadAsync(service, "17", "111111111111")).Refusal);
        Assert.NotNull((await ReadAsync(service, "none", number)).Refusal);
        Assert.Empty(await cluster.Rows.LoggedKindsAsync(service));

        await cluster.Desk(service).AcceptedAsync(number, Desk.Renamed("Hasan"));
        Assert.Equal(["store"], await cluster.Rows.LoggedKindsAsync(service));
    }

    [Fact]
    public async Task Who_placed_a_search_note_is_told_of_a_query_that_the_register_does_not_record()
    {
        var searching = cluster.Desk(await ServiceAsync("BKA000", "FederalCriminalPoliceOffice"));
        var service = await ServiceAsync("BND000", "FederalIntelligenceService");
        var number = await _desk.RegisterAsync();
        await searching.AcceptedAsync(number, Entries.Store("33-2", ("requestedBy", "BKA000")));
        var before = (await searching.Client.ReadNoticesAsync(0, 1, Stop)).Last;

        Assert.NotNull((await ReadAsync(service, "19", number)).View);

        var letter = Assert.Single((await searching.Client.ReadNoticesAsync(before, 10, Stop)).Notices);
        Assert.Contains(letter.Items, item => item.Value == service);
        Assert.Empty(await cluster.Rows.LoggedKindsAsync(service));
    }

    [Fact]
    public async Task A_block_holds_what_is_disclosed_while_it_runs_until_it_ends()
    {
        var register = cluster.Desk(Register);
        var number = await _desk.RegisterAsync();
        Assert.Empty(await cluster.Rows.HoldsAsync(number));
        await register.AcceptedAsync(number, Entries.Store("32", ("scope", "small")));
        Assert.Equal(["{retrieval} until the block ends"], await cluster.Rows.HoldsAsync(number));
        await _desk.AcceptedAsync(number, Desk.Renamed("Hasan"));
        await register.AcceptedAsync(number, Entries.Store("32", ("scope", "large")));
        Assert.Single(await cluster.Rows.HoldsAsync(number));

        await register.AcceptedAsync(number, Entries.Erase("TransmissionBlock/1", "noLongerNeeded"));
        await register.AcceptedAsync(number, Entries.Erase("TransmissionBlock/2", "noLongerNeeded"));
        Assert.Equal([$"{{retrieval}} lifted by {Register}"], await cluster.Rows.HoldsAsync(number));
    }

    /// <summary>Enters an authority into the directory, or enters it again.</summary>
    private async Task<string> ServiceAsync(string key, string kind)
    {
        var reply = await cluster.Desk(Register).Client.PutAuthorityAsync(new() { Key = key, Kind = kind, Name = key, Districts = [] }, Stop);
        Assert.Null(reply.Refusal);
        cluster.ForgetAuthorities();
        return key;
    }

    private async Task<RecordReply> ReadAsync(string authority, string purpose, string number) =>
        await cluster.Clients.For(new Caller(authority, "Frau Beispiel", purpose)).ReadAsync(number, Stop);

    private async Task<LogPass> OpenAsync(string reason) => (await AtLogAsync(Register, desk => desk.OpenAsync(reason, Stop))).Pass;

    private Task<T> AtLogAsync<T>(string authority, Func<IAccessLogDesk, Task<T>> call) => cluster.CallOnceAsync(
        cluster.ProofOf(cluster.Issuer, authority), client => call(client.GetGrain<IAccessLogDesk>(0)));

    private async Task<List<JsonElement>> LoggedAsync(Submission submission) => Parsed(await cluster.Rows.LoggedAsync(submission.SubmissionId));

    /// <summary>Retrievals only: a submission names the number too.</summary>
    private async Task<List<JsonElement>> QueriesAsync(string typed) =>
        [.. Parsed(await cluster.Rows.LoggedQueriesAsync(typed)).Where(entry => !entry.TryGetProperty("submission", out _))];

    private static List<JsonElement> Parsed(IReadOnlyList<string> entries) => [.. entries.Select(entry => JsonDocument.Parse(entry).RootElement)];

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());
}
