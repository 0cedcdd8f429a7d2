using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Tests.Journal;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Keys;

/// <summary>The master key changes while the register runs; in the end the old one is of no use.</summary>
public sealed class RotationTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private readonly MasterKey _old = database.MasterKeys.Active;
    private readonly MasterKey _new = MasterKey.Create("2027-01-01");

    [Fact]
    public async Task Keys_are_rewrapped_page_by_page_also_after_an_interruption_and_then_the_old_master_key_may_go()
    {
        await database.ScalarAsync("truncate record_key");
        var records = new List<RecordId>();
        for (var i = 0; i < 10; i++) records.Add((await Stored.RegisteredAsync(database)).Record);
        await database.Journal.DestroyKeyAsync(records[0], Cancellation);
        var both = new MasterKeys(_old, _new);

        Assert.Equal(3, await new KeyRotation(database.Source, both).RewrapPageAsync(3, Cancellation));
        var again = new KeyRotation(database.Source, both);
        Assert.Equal(6, (await again.CountAsync(Cancellation))[_old.Id]);
        while (await again.RewrapPageAsync(4, Cancellation) > 0) { }

        Assert.Equal(new Dictionary<string, long> { [_new.Id] = 9 }, await again.CountAsync(Cancellation));
        using var keys = new RecordKeys(new MasterKeys(_new));
        foreach (var record in records[1..]) Assert.Single((await Stored.ReadAsync(database, record, keys)).Changes);
        Assert.NotNull((await Stored.ReadAsync(database, records[0], keys)).ErasedAt);
        using var outdated = new RecordKeys(new MasterKeys(_old));
        await Assert.ThrowsAsync<MasterKeyMissingException>(() => Stored.ReadAsync(database, records[1], outdated));
    }

    [Fact]
    public async Task A_silo_reads_what_another_stores_with_a_master_key_that_came_later()
    {
        var given = new List<MasterKey> { _old };
        using var keys = new RecordKeys(new MasterKeys(() => given));
        given.Add(_new);
        await using var restarted = database.OpenJournal(keys: new RecordKeys(new MasterKeys(_old, _new)));
        var append = Samples.Registration();
        await restarted.AppendAsync(append, Cancellation);

        Assert.Single((await Stored.ReadAsync(database, append.Record, keys)).Changes);
    }

    [Fact]
    public async Task A_master_key_that_is_missing_fails_its_records_only()
    {
        var (lost, fine) = (Samples.Registration(), await Stored.RegisteredAsync(database));
        await using (var silo = database.OpenJournal(keys: new RecordKeys(new MasterKeys(MasterKey.Create("lost"))))) await silo.AppendAsync(lost, Cancellation);
        await using var journal = database.OpenJournal();
        var appends = new[] { Samples.Following(fine), Samples.Following(lost), Samples.Registration(), Samples.Registration() };

        var stored = appends.Select(append => journal.AppendAsync(append, Cancellation)).ToList();

        Assert.Equal("The master key lost is missing.", (await Assert.ThrowsAsync<MasterKeyMissingException>(() => stored[1])).Message);
        await Task.WhenAll(stored.Where((_, index) => index != 1));
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("a", "AAAA")]
    [InlineData("a", "not base64")]
    [InlineData("../a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_master_key_is_refused(string id, string text) => Assert.Throws<FormatException>(() => MasterKey.Parse(id, text));

    [Fact]
    public void The_key_whose_name_sorts_last_is_in_use_and_none_at_all_is_refused()
    {
        Assert.Same(_new, new MasterKeys(_new, _old).Active);
        Assert.Throws<InvalidDataException>(() => new MasterKeys());
        Assert.Throws<InvalidDataException>(() => new MasterKeys([]));
    }

    [Fact]
    public void A_master_key_is_read_as_it_was_written_and_never_shown()
    {
        var read = MasterKey.Parse(_new.Id, _new.Export() + "\n");
        Assert.Equal(_new.Export(), read.Export());
        Assert.DoesNotContain(_new.Export(), _new.ToString(), StringComparison.Ordinal);
    }
}
