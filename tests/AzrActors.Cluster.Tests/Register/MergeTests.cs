using AzrActors.Client;
using AzrActors.Client.Identity;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Notices;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Two records of one person are found, merged with consent, and parted again.</summary>
[Collection(RegisterSuite.Name)]
public sealed class MergeTests(RegisterCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Desk _potsdam = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _burgenland = cluster.Desk(Offices.BurgenlandForeigners);
    private readonly Desk _register = cluster.Desk("REG000");
    private readonly string _given = Desk.NewGivenName();
    private readonly string _family = Desk.NewGivenName() + "son";
    private readonly string _born = Desk.NewBirthDate();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IIdentityClient Register => _register.Client.Identity;

    [Fact]
    public async Task A_change_that_makes_two_records_alike_is_found_with_its_evidence_and_an_official_decides()
    {
        var (one, other) = await TwoRecordsAsync();

        var pair = await FindPairAsync(one, other);

        Assert.False(pair.ByOfficial);
        Assert.Contains(pair.Evidence, field => field is { Field: "birthDate", Degree: "exact", Bits: > 0 });
        Assert.Contains("Q101", pair.Rules.Select(rule => rule.Rule));
        // An office with neither of the files learns nothing of the pair.
        Assert.Equal("record.unknown", (await cluster.Desk(Offices.Migration).Client.Identity.ShowDuplicateAsync(pair.Pair, Stop)).Refusal!.Code);
        Assert.Null((await _potsdam.Client.Identity.ShowDuplicateAsync(pair.Pair, Stop)).Refusal);

        var decided = await Register.DecideDuplicateAsync(new PairVerdict { Pair = pair.Pair, Outcome = PairOutcome.Different, Reason = "Zwillinge" }, Stop);

        Assert.Equal((PairOutcome.Different, true), (decided.Duplicate!.Outcome, decided.Duplicate.ByOfficial));
        Assert.Equal((null, "Frau Beispiel"), (decided.History[0].Official, decided.History[^1].Official));
        Assert.Equal("merge.persons-differ", (await Register.ProposeMergeAsync(ProposalOf(one, other), Stop)).Refusal!.Code);
    }

    [Fact]
    public async Task A_pair_that_is_in_question_again_withdraws_from_both_records_that_the_persons_differ_and_a_later_statement_stays()
    {
        var (one, other) = await TwoRecordsAsync();
        var pair = await FindPairAsync(one, other);
        await DecideAsync(pair.Pair, PairOutcome.Different, "Zwillinge");
        Assert.Equal("merge.persons-differ", (await Register.ProposeMergeAsync(ProposalOf(one, other), Stop)).Refusal!.Code);

        await DecideAsync(pair.Pair, PairOutcome.Possible, "Dieselben Fingerabdrücke");

        // Stated and withdrawn: two versions more in each, and nothing restates it.
        var (before, others) = (await cluster.Rows.VersionsAsync(one), await cluster.Rows.VersionsAsync(other));
        await cluster.Rows.ExecuteAsync("""
            insert into match_due (record_id, version) select record_id, version from match_record join azr_number using (record_id)
            where azr_number = any ($1) on conflict (record_id) do update set claimed_until = '-infinity'
            """, (object)new[] { one, other });
        await Eventually.HoldsAsync("both are looked at", async () => await cluster.Rows.IsTrueAsync(
            "select not exists (select from match_due join azr_number using (record_id) where azr_number = any ($1))", (object)new[] { one, other }), Patience, Stop);
        Assert.Equal(before, await cluster.Rows.VersionsAsync(one));
        Assert.Equal(others, await cluster.Rows.VersionsAsync(other));
        await _potsdam.AcceptedAsync(one, Entries.DifferentPerson(other, "Beide waren zugleich hier."));
        await Eventually.HoldsAsync("the other record says so, too", async () => (await cluster.Rows.VersionsAsync(other)).Count == others.Count + 1, Patience, Stop);
        Assert.Equal(before.Count + 1, (await cluster.Rows.VersionsAsync(one)).Count);
        Assert.Equal("merge.persons-differ", (await Register.ProposeMergeAsync(ProposalOf(one, other), Stop)).Refusal!.Code);
    }

    [Fact]
    public async Task A_withdrawal_that_reached_only_one_of_the_two_records_reaches_the_other_and_they_can_be_merged()
    {
        var (one, other) = await TwoRecordsAsync();
        var pair = await FindPairAsync(one, other);
        await DecideAsync(pair.Pair, PairOutcome.Different, "Zwillinge");
        // The silo dies after the pair is decided and before any record hears of it.
        await cluster.Rows.ExecuteAsync("update match_pair set outcome = 'possible' where pair_id = $1", pair.Pair);
        await cluster.Rows.ExecuteAsync("""
            insert into match_outcome (pair_id, outcome, authority, official, reason, bits, decided_at) values ($1, 'possible', 'REG000', 'Frau Beispiel', 'Doch dieselbe', 1, now() + interval '1 minute')
            """, pair.Pair);
        await cluster.Rows.ExecuteAsync("""
            insert into match_due (record_id, version) select record_id, version from match_record join azr_number using (record_id) where azr_number = $1
            on conflict (record_id) do update set claimed_until = '-infinity'
            """, one);

        await Eventually.HoldsAsync("they may be merged", async () => (await Register.ProposeMergeAsync(ProposalOf(one, other), Stop)).Refusal is null, Patience, Stop);
    }

    [Fact]
    public async Task A_merge_waits_for_all_suppliers_keeps_the_older_number_and_leaves_a_forwarding_answer()
    {
        var (one, other) = await TwoRecordsAsync();
        var proposed = (await Register.ProposeMergeAsync(ProposalOf(other, one), Stop)).Case!;
        Assert.Equal((one, other), (proposed.KeptNumber, proposed.OtherNumber));
        Assert.Equal([Offices.PotsdamForeigners, Offices.BurgenlandForeigners], proposed.Consents.Select(consent => consent.Authority));
        Assert.Equal("merge.not-in-this-state", (await Register.DecideMergeAsync(new MergeStep { Case = proposed.Case }, Stop)).Refusal!.Code);
        Assert.Equal("sender.not-the-register", (await _potsdam.Client.Identity.DecideMergeAsync(new MergeStep { Case = proposed.Case }, Stop)).Refusal!.Code);

        var asked = (await NoticesAsync(_burgenland)).Last(notice => notice.Occasion == "Zustimmung zur Zusammenführung erbeten");
        Assert.Equal((proposed.Case.ToString(), other), (asked.Items[0].Value, asked.AzrNumber));

        var merged = await MergeAsync(proposed);

        Assert.Equal(MergeState.Merged, merged.State);
        var view = await _potsdam.ReadAsync(one);
        Assert.Contains(view.Items, item => item is { Path: "person/birthPlace", Value: "Naumburg", Source.Authority: Offices.BurgenlandForeigners });
        Assert.Contains(view.Items, item => item.Path.StartsWith("address/", StringComparison.Ordinal) && item.Value == "Marktweg");
        var forwarded = await _burgenland.ReadAsync(other);
        Assert.Equal((one, other), (forwarded.AzrNumber, forwarded.MergedFrom));
        var late = _burgenland.Write(other, Desk.Reborn("Halle"));
        var foreseen = await _burgenland.Client.ValidateAsync(late, Stop);
        var refusal = await _burgenland.RefusedAsync(late);
        Assert.Equivalent(refusal, foreseen.Refusal, strict: true);
        Assert.Equal("record.merged", refusal.Code);
        Assert.Contains(one, refusal.German, StringComparison.Ordinal);
        Assert.Contains(await NoticesAsync(_burgenland), notice => notice is { Kind: NoticeKind.Informed, Occasion: "Datensätze zusammengeführt" } && notice.AzrNumber == one);
    }

    [Fact]
    public async Task A_merge_that_was_wrong_is_parted_and_each_record_has_the_changes_made_since_by_those_who_supplied_it()
    {
        var (one, other) = await TwoRecordsAsync();
        var before = await ValuesAsync(_potsdam, one);
        var merged = await MergeAsync((await Register.ProposeMergeAsync(ProposalOf(one, other), Stop)).Case!);
        // Each office goes on reporting about its own person, under the one number that is left.
        await _burgenland.AcceptedAsync(one, Desk.Reborn("Halle"));
        await _potsdam.AcceptedAsync(one, Entries.ChangePersonalData(new PersonData { Doctorate = "Dr." }));

        Assert.Null((await Register.SeparateAsync(new MergeStep { Case = merged.Case, Reason = "Fingerabdrücke verschieden" }, Stop)).Refusal);
        await StateAsync(merged.Case, MergeState.Separated);

        Assert.Equal(before.Append("person/doctorate=Dr.").Order(StringComparer.Ordinal), await ValuesAsync(_potsdam, one));
        var restored = await _burgenland.ReadAsync(other);
        Assert.Equal((other, null), (restored.AzrNumber, restored.MergedFrom));
        Assert.Contains(restored.Items, item => item is { Path: "person/birthPlace", Value: "Halle" });
        Assert.Contains(restored.Items, item => item.Value == "Marktweg");
        Assert.Contains(await NoticesAsync(_burgenland), notice => notice.AzrNumber == one && notice.Occasion.StartsWith("Zusammenführung aufgehoben", StringComparison.Ordinal));
        await _burgenland.AcceptedAsync(other, Desk.Reborn("Merseburg"));
    }

    [Fact]
    public async Task A_silo_killed_in_the_middle_of_a_merge_loses_nothing()
    {
        var (one, other) = await TwoRecordsAsync();
        var proposed = (await Register.ProposeMergeAsync(ProposalOf(one, other), Stop)).Case!;
        // The journal loses its connection after the first of the two records has stored its part, and again in between.
        foreach (var moment in new[] { JournalMoment.AfterCommit, JournalMoment.BeforeCommit, JournalMoment.ReadChanges })
            cluster.Faults.LoseConnectionAt(moment);

        await MergeAsync(proposed);

        Assert.Contains((await _potsdam.ReadAsync(one)).Items, item => item.Value == "Marktweg");
        Assert.Equal(one, (await _burgenland.ReadAsync(other)).AzrNumber);
    }

    /// <summary>Two offices know the same person; the second one learns her right name only later, so no search could find the first.</summary>
    private async Task<(string One, string Other)> TwoRecordsAsync()
    {
        var one = (await _potsdam.AcceptedAsync(null, Desk.Registration(_family, _given, _born))).AzrNumber;
        var other = (await _burgenland.AcceptedAsync(null,
            Entries.RegisterPerson(new PersonData
            {
                FamilyName = Desk.NewGivenName(), FirstNames = Desk.NewGivenName(), BirthDate = Desk.NewBirthDate(), BirthPlace = "Naumburg", Sex = "w", Nationalities = ["475"],
            }),
            Entries.Arrival(ArrivalKind.FirstEntry, Desk.Today.AddDays(-100)),
            Entries.MoveIn("15084355", "Marktweg", "3", "06618", "Naumburg (Saale)", Desk.Today.AddDays(-90)))).AzrNumber;
        await _burgenland.AcceptedAsync(other, Entries.ChangePersonalData(new PersonData { FamilyName = _family, FirstNames = _given, BirthDate = _born }));
        return (one, other);
    }

    private async Task DecideAsync(long pair, PairOutcome outcome, string reason) => Assert.Null(
        (await Register.DecideDuplicateAsync(new PairVerdict { Pair = pair, Outcome = outcome, Reason = reason }, Stop)).Refusal);

    private async Task<Duplicate> FindPairAsync(string one, string other)
    {
        Duplicate? found = null;
        await Eventually.HoldsAsync("the pair is found", async () =>
        {
            foreach (var outcome in new[] { PairOutcome.Same, PairOutcome.Possible })
                for (var after = 0L; found is null;)
                {
                    var page = (await _burgenland.Client.Identity.ListDuplicatesAsync(outcome, after, 100, Stop)).Duplicates;
                    found = page.FirstOrDefault(pair => pair.Records.Select(view => view.AzrNumber).Order().SequenceEqual(new[] { one, other }.Order()));
                    if (page.Count == 0) break;
                    after = page[^1].Pair;
                }
            return found is not null;
        }, Patience, Stop);
        return found!;
    }

    private async Task<MergeCase> MergeAsync(MergeCase proposed)
    {
        foreach (var office in new[] { _potsdam, _burgenland })
            Assert.Null((await office.Client.Identity.AnswerMergeAsync(new MergeStep { Case = proposed.Case }, Stop)).Refusal);
        Assert.Null((await Register.DecideMergeAsync(new MergeStep { Case = proposed.Case }, Stop)).Refusal);
        return await StateAsync(proposed.Case, MergeState.Merged);
    }

    private async Task<MergeCase> StateAsync(Guid mergeCase, MergeState state)
    {
        MergeCase? found = null;
        await Eventually.HoldsAsync($"the case is {state}", async () =>
        {
            found = (await Register.ShowMergeAsync(mergeCase, Stop)).Case;
            return found?.State == state;
        }, Patience, Stop);
        return found!;
    }

    private static MergeProposal ProposalOf(string one, string other) => new() { OneNumber = one, OtherNumber = other, Reason = "Pass und Lichtbild stimmen überein." };

    private static async Task<List<string>> ValuesAsync(Desk desk, string number) =>
        [.. (await desk.ReadAsync(number)).Items.Select(item => $"{item.Path}={item.Value}").Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<Notice>> NoticesAsync(Desk desk)
    {
        var last = (await desk.Client.ReadNoticesAsync(0, 1, Stop)).Last;
        return (await desk.Client.ReadNoticesAsync(Math.Max(0, last - 50), 50, Stop)).Notices;
    }
}
