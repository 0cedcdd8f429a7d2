using AzrActors.Contracts.Notices;
using AzrActors.Domain.Vocabulary;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>A record whose key was destroyed, as authorities see it (AZRG § 36), and records that are read back from snapshots.</summary>
[Collection(RegisterSuite.Name)]
public sealed class WholeErasureTests(RegisterCluster cluster)
{
    private const string Unassigned = "129417350665";
    private readonly Desk _foreigners = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _residents = cluster.Desk(Offices.PotsdamResidents);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erased_record_is_answered_like_a_number_nobody_has_also_by_an_activation_that_remembers_it()
    {
        var registration = _foreigners.Write(null, Desk.Registration());
        var number = (await _foreigners.AcceptedAsync(registration)).AzrNumber;
        await _foreigners.ReadAsync(number);

        await DestroyAsync(number);

        Assert.Equivalent(
            await _foreigners.RefusedAsync(_foreigners.Write(Unassigned, Desk.Renamed("Zaïmović"))),
            await _foreigners.RefusedAsync(_foreigners.Write(number, Desk.Renamed("Zaïmović"))), strict: true);
        Assert.Equivalent(
            (await _foreigners.Client.ReadAsync(Unassigned, Stop)).Refusal, (await _foreigners.Client.ReadAsync(number, Stop)).Refusal, strict: true);
        Assert.Equal("record.unknown", (await _foreigners.RefusedAsync(registration)).Code);
        Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
    }

    [Fact]
    public async Task Letters_about_an_erased_record_are_delivered_as_envelopes_under_their_numbers()
    {
        var before = (await _residents.Client.ReadNoticesAsync(0, 1, Stop)).Last;
        var number = await _foreigners.RegisterAsync();
        await _foreigners.AcceptedAsync(number, Desk.Renamed("Zaïmović"));
        var other = await _foreigners.RegisterAsync();
        await DestroyAsync(number);

        var letters = (await _residents.Client.ReadNoticesAsync(before, 10, Stop)).Notices;

        Assert.Equal([NoticeKind.Erased, NoticeKind.Erased, NoticeKind.Assigned], letters.Select(letter => letter.Kind));
        Assert.Equal([before + 1, before + 2, before + 3], letters.Select(letter => letter.Sequence));
        Assert.All(letters.Take(2), letter => Assert.Equal(("", "", null, 0), (letter.PersonName, letter.BirthDate, letter.AzrNumber, letter.Items.Count)));
        Assert.NotEmpty((await _foreigners.ReadAsync(other)).Items);
    }

    [Fact]
    public async Task A_record_of_many_changes_is_the_same_from_its_snapshot_and_without()
    {
        var number = await _foreigners.RegisterAsync();
        for (var i = 2; i <= 20; i++) await _foreigners.AcceptedAsync(number, Desk.Renamed($"Zaïmović-{(char)('A' + i)}"));
        var record = await FindAsync(number);

        var withSnapshot = await cluster.Journal.ReadAsync(record, 0, Stop);
        var changes = await cluster.Journal.ReadChangesAsync(record, 0, Stop);

        Assert.Equal((16, 4), (withSnapshot.Start!.Version, withSnapshot.Changes.Count));
        Assert.Equal(20, changes.Changes.Count);
        Assert.Equal("Zaïmović-U", await _foreigners.ValueAsync(number, "person/familyName"));
    }

    private async Task DestroyAsync(string number) => Assert.True(await cluster.Journal.DestroyKeyAsync(await FindAsync(number), Stop));

    private async Task<RecordId> FindAsync(string azrNumber)
    {
        Assert.True(AzrNumber.TryParse(azrNumber, out var number));
        return await cluster.Journal.FindRecordAsync(number, Stop) ?? throw new InvalidOperationException("There is no such record.");
    }
}
