using AzrActors.Client;
using AzrActors.Contracts.Notices;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Blocks and search notes on the whole way: grain, journal, stream, subscriber (AZRG §§ 4, 5, 37).</summary>
[Collection(RegisterSuite.Name)]
public sealed class BlockTests(RegisterCluster cluster)
{
    private const string Unassigned = "129417350665";
    private readonly Desk _foreigners = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _residents = cluster.Desk(Offices.PotsdamResidents);
    private readonly Desk _register = cluster.Desk("REG000");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_takes_everything_out_of_letters_that_are_stored_and_of_those_that_silos_hold_ready()
    {
        var before = await LastAsync(_residents);
        var number = await _foreigners.RegisterAsync();
        await _foreigners.AcceptedAsync(number, Desk.Renamed("Zaïmović"));
        // Follows until here, so that the silo has read both letters ahead of anybody who comes later.
        await using (var early = Follow(_residents, before)) await early.UntilHandledAsync(2, Stop);

        await _register.AcceptedAsync(number, Entries.Store("32", ("scope", "large")));

        await using var late = Follow(_residents, before);
        await late.UntilHandledAsync(3, Stop);
        var fetched = (await _residents.Client.ReadNoticesAsync(before, 10, Stop)).Notices;
        foreach (var letters in new[] { late.Notices, fetched })
        {
            Assert.Equal([1, 2, 3], letters.Select(letter => letter.Version));
            Assert.Equal(NoticeKind.Released, letters[^1].Kind);
            Assert.All(letters, letter => Assert.Equal(("", "", null), (letter.PersonName, letter.BirthDate, letter.AzrNumber)));
            Assert.All(letters, letter => Assert.Empty(letter.Items));
        }
    }

    [Fact]
    public async Task Behind_a_block_the_answer_is_that_of_a_number_nobody_has()
    {
        var number = await _foreigners.RegisterAsync();
        await _register.AcceptedAsync(number, Entries.Store("32", ("scope", "large")));
        Assert.Equivalent(
            (await _foreigners.Client.ReadAsync(Unassigned, Stop)).Refusal, (await _foreigners.Client.ReadAsync(number, Stop)).Refusal, strict: true);
        Assert.Equivalent(
            await _foreigners.RefusedAsync(_foreigners.Write(Unassigned, Desk.Renamed("Zaïmović"))),
            await _foreigners.RefusedAsync(_foreigners.Write(number, Desk.Renamed("Zaïmović"))), strict: true);
        Assert.NotEmpty((await _register.ReadAsync(number)).Items);
    }

    [Fact]
    public async Task A_restriction_takes_the_contested_value_out_of_stored_letters_and_of_views()
    {
        var before = await LastAsync(_residents);
        var number = await _foreigners.RegisterAsync();
        Assert.NotNull(await _residents.ValueAsync(number, "address/1/street"));

        await _register.AcceptedAsync(number, Entries.Store("34", ("since", $"{Desk.Today:yyyy-MM-dd}"), ("restrictedFact", "address/1")));

        Assert.Null(await _residents.ValueAsync(number, "address/1/street"));
        var letter = (await _residents.Client.ReadNoticesAsync(before, 1, Stop)).Notices[0];
        Assert.DoesNotContain(letter.Items, item => item.Path.StartsWith("address/", StringComparison.Ordinal));
        Assert.Contains(letter.Items, item => item.Path == "person/familyName");
    }

    [Fact]
    public async Task A_disputed_name_stands_beside_what_the_person_says_in_views_letters_and_at_the_http_door()
    {
        var before = await LastAsync(_residents);
        var number = await _foreigners.RegisterAsync();
        await _register.AcceptedAsync(number, Entries.Store(
            "34", ("since", $"{Desk.Today:yyyy-MM-dd}"), ("restrictedFact", "person/familyName"), ("statement", "Hassoun")));

        foreach (var view in new[] { await _foreigners.ReadAsync(number), await cluster.DeskAt(0, Offices.PotsdamResidents).ReadAsync(number) })
        {
            var name = view.Items.Single(item => item.Path == "person/familyName");
            Assert.Equal(("al-Ḥasan", "Hassoun", Desk.Today), (name.Value, name.Dispute!.Statement, name.Dispute.Since));
        }
        var letters = (await _residents.Client.ReadNoticesAsync(before, 10, Stop)).Notices;
        Assert.Null(letters[0].Items.Single(item => item.Path == "person/familyName").Dispute);
        Assert.Equal("Hassoun", letters[^1].Items.Single(item => item.Path == "person/familyName").Dispute!.Statement);

        await _register.AcceptedAsync(number, Entries.End("34/1", Desk.Today));
        Assert.Null((await _foreigners.ReadAsync(number)).Items.Single(item => item.Path == "person/familyName").Dispute);
    }

    [Fact]
    public async Task Who_placed_a_search_note_is_told_who_asked()
    {
        const string Police = "BKA000";
        Assert.Null((await _register.Client.PutAuthorityAsync(
            new() { Key = Police, Kind = "FederalCriminalPoliceOffice", Name = "Bundeskriminalamt", Districts = [] }, Stop)).Refusal);
        cluster.ForgetAuthorities();
        var searching = cluster.Desk(Police);
        var number = await _foreigners.RegisterAsync();
        await searching.AcceptedAsync(number, Entries.Store("33-2", ("requestedBy", Police)));
        var before = await LastAsync(searching);

        await _foreigners.ReadAsync(number);

        var letter = Assert.Single((await searching.Client.ReadNoticesAsync(before, 10, Stop)).Notices);
        Assert.Equal((NoticeKind.Informed, before + 1), (letter.Kind, letter.Sequence));
        Assert.StartsWith("§ 5 Abs. 3", letter.Paragraph, StringComparison.Ordinal);
        Assert.Contains(letter.Items, item => item.Value == Offices.PotsdamForeigners);
    }

    private static async Task<long> LastAsync(Desk desk) => (await desk.Client.ReadNoticesAsync(0, 1, Stop)).Last;

    private static Listener Follow(Desk desk, long after) =>
        new((handler, stop) => desk.Client.FollowAsync(after, handler, stop), Stop);
}
