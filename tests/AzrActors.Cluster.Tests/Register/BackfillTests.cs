using AzrActors.Contracts.Search;
using AzrActors.Journal.Identity;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Records from before there were keys get theirs in the background, each once, whoever dies meanwhile.</summary>
[Collection(RegisterSuite.Name)]
public sealed class BackfillTests(RegisterCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_without_keys_are_found_again_by_themselves_also_when_the_silo_that_had_the_work_dies()
    {
        var persons = new List<(string Number, SearchRequest Search)>();
        for (var i = 0; i < 3; i++)
        {
            var (family, given, born) = (Desk.NewGivenName() + "ic", Desk.NewGivenName(), Desk.NewBirthDate());
            persons.Add(((await _desk.AcceptedAsync(null, Desk.Registration(family, given, born))).AzrNumber,
                new SearchRequest { FamilyName = family, FirstNames = given, BirthDate = born }));
        }
        // As after an update from a version that knew no keys: while a silo that has just died holds the work.
        await cluster.Rows.ExecuteAsync($"""
            insert into match_backfill (edition, claimed_until) values ({MatchEntry.Edition}, 'infinity')
            on conflict (edition) do update set claimed_until = 'infinity', after = excluded.after, ended_at = null, looked = 0, made = 0
            """);
        await cluster.Rows.ExecuteAsync(
            "delete from match_record where record_id in (select record_id from azr_number where azr_number = any ($1))", (object)persons.Select(person => person.Number).ToArray());
        foreach (var (_, search) in persons) Assert.Equal(SearchOutcome.Nobody, (await _desk.Client.Identity.SearchAsync(search, Stop)).Outcome);

        await cluster.Rows.ExecuteAsync("update match_backfill set claimed_until = '-infinity'");

        foreach (var (number, search) in persons)
            await Eventually.HoldsAsync("the person is found again", async () =>
                (await _desk.Client.Identity.SearchAsync(search, Stop)).Persons.Any(person => person.View.AzrNumber == number), Patience, Stop);
        await Eventually.HoldsAsync("all are looked at", async () => await cluster.Rows.IsTrueAsync(
            "select ended_at is not null and made = 3 and looked >= 3 from match_backfill"), Patience, Stop);
    }
}
