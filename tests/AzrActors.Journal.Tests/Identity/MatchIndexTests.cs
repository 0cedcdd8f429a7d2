using System.Globalization;
using System.Security.Cryptography;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>Records find each other through keys that are stored with their change and tell nobody anything.</summary>
public sealed class MatchIndexTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static int _person;

    [Fact]
    public async Task A_record_is_found_by_another_spelling_and_by_its_paper_as_soon_as_its_change_is_stored()
    {
        var stored = await StoreAsync(Someone("Mohammed", "Yıldız", "P0047L1"));
        var index = Open();

        var byName = await index.FindAsync(KeysOf(stored.Identity with
        {
            Person = stored.Identity.Person with { GivenNames = "Muhamad", FamilyName = "Yildiz", PaperNumber = null },
            Numbers = [],
        }), null, Cancellation);
        var byPaper = await index.FindAsync(new HashSet<ulong> { BlockingKeys.Of(stored.Identity.Numbers[0]) }, null, Cancellation);

        Assert.Contains(byName, found => found.Record == stored.Record && found.Identity.IsAlike(stored.Identity));
        Assert.Equal([stored.Record], byPaper.Select(found => found.Record));
        Assert.Equal(Samples.Abh, byPaper[0].Keeper);
    }

    [Fact]
    public async Task A_change_takes_the_keys_along_that_no_longer_hold()
    {
        var before = Someone("Rima", "Hasan", "A0000001");
        var stored = await StoreAsync(before);
        var after = Someone("Olha", "Bondar", "B0000002");
        var next = Samples.Following(stored.Append) with { Match = new MatchEntry(after, null, false) };
        await database.AppendAsync(next);

        Assert.Empty(await Open().FindAsync(KeysOf(before), null, Cancellation));
        Assert.Equal([stored.Record], (await Open().FindAsync(KeysOf(after), null, Cancellation)).Select(found => found.Record));
    }

    [Fact]
    public async Task A_block_that_too_many_share_finds_nobody()
    {
        var paper = "CROWD" + Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i <= BlockIndex.MembersMax; i++) await StoreAsync(Someone($"Vorname{Letters(i)}", $"Familie{Letters(i)}", paper));

        Assert.Empty(await Open().FindAsync(new HashSet<ulong> { BlockingKeys.Of(PersonNumber.Paper("475", "passport", paper)) }, null, Cancellation));
    }

    [Fact]
    public async Task Erasing_a_record_removes_its_keys_and_what_was_compared()
    {
        var stored = await StoreAsync(Someone("Abebe", "Tesfaye", "E7777777"));
        Assert.True((long)(await database.ScalarAsync("select count(*) from match_key where record_id = $1", stored.Record.Value))! > 5);

        Assert.True(await database.Journal.DestroyKeyAsync(stored.Record, Cancellation));

        Assert.Equal(0L, await database.ScalarAsync("""
            select (select count(*) from match_key where record_id = $1) + (select count(*) from match_record where record_id = $1)
              + (select count(*) from match_due where record_id = $1)
            """, stored.Record.Value));
        Assert.Empty(await Open().FindAsync(KeysOf(stored.Identity), null, Cancellation));
    }

    [Fact]
    public async Task Nothing_that_is_stored_shows_a_name_and_a_key_without_the_master_key_is_another_one()
    {
        var stored = await StoreAsync(Someone("Wiktoria", "Sonnenschein", "S1234567"));
        var row = (string)(await database.ScalarAsync("select match_record::text from match_record where record_id = $1", stored.Record.Value))!;
        var keys = (long[])(await database.ScalarAsync("select keys from match_record where record_id = $1", stored.Record.Value))!;

        Assert.DoesNotContain("onnenschein", row, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString("Sonnenschein"u8), row, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(keys.Intersect(BlockingKeys.Of(stored.Identity).Select(key => unchecked((long)key))));
        // A silo that starts anew finds the same secret.
        Assert.Contains(await Open().FindAsync(KeysOf(stored.Identity), null, Cancellation), found => found.Record == stored.Record);
    }

    [Fact]
    public async Task A_changed_record_is_due_until_somebody_has_looked_and_a_claim_ends_by_itself()
    {
        var stored = await StoreAsync(Someone("Nadia", "Kravets", "K1111111"));
        var index = Open();
        var claimed = await ClaimAsync(index, TimeSpan.FromMinutes(5), stored.Record);
        Assert.DoesNotContain(await index.ClaimDueAsync(1_000, TimeSpan.FromMinutes(5), Cancellation), due => due.Record == stored.Record);

        // The silo that had claimed it dies: its claim is over after its time.
        await database.ScalarAsync("update match_due set claimed_until = now() - interval '1 second' where record_id = $1", stored.Record.Value);
        claimed = await ClaimAsync(index, TimeSpan.FromMilliseconds(1), stored.Record);
        // It changes once more while it is looked at: then it stays due.
        await database.AppendAsync(Samples.Following(stored.Append) with { Match = new MatchEntry(Someone("Nadja", "Kravets", "K1111111"), null, false) });
        await index.DoneAsync([claimed], Cancellation);
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from match_due where record_id = $1 and version = 2", stored.Record.Value));
        claimed = await ClaimAsync(index, TimeSpan.FromMinutes(5), stored.Record);
        // Something beside its changes makes it due meanwhile, mail that came back for example.
        await database.ScalarAsync("update match_due set claimed_until = '-infinity' where record_id = $1", stored.Record.Value);
        await index.DoneAsync([claimed], Cancellation);
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from match_due where record_id = $1", stored.Record.Value));
        await index.DoneAsync([await ClaimAsync(index, TimeSpan.FromMinutes(5), stored.Record)], Cancellation);
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from match_due where record_id = $1", stored.Record.Value));
    }

    [Fact]
    public async Task Records_are_asked_together_for_those_that_share_a_key_with_each_and_an_erased_one_is_left_out()
    {
        var (one, other, stranger) = (await StoreAsync(Someone("Salma", "Rahimi", "R1")), await StoreAsync(Someone("Selma", "Rahimi", "R1")),
            await StoreAsync(Someone("Taras", "Melnyk", "M2")));
        var erased = await StoreAsync(Someone("Salma", "Rahimi", "R1"));
        Assert.True(await database.Journal.DestroyKeyAsync(erased.Record, Cancellation));

        var found = (await Open().NeighboursAsync([one.Record, stranger.Record, erased.Record, other.Record], Cancellation))
            .ToDictionary(neighbourhood => neighbourhood.Of.Record, neighbourhood => neighbourhood.Candidates.Select(candidate => candidate.Record));

        Assert.Equal(3, found.Count);
        Assert.Equal([other.Record], found[one.Record]);
        Assert.Equal([one.Record], found[other.Record]);
        Assert.Empty(found[stranger.Record]);
    }

    [Fact]
    public async Task A_record_whose_seal_is_broken_is_in_nobodys_way_and_is_told_of_to_whoever_asks_for_it()
    {
        var (one, broken) = (await StoreAsync(Someone("Leyla", "Karimi", "K7")), await StoreAsync(Someone("Leyla", "Karimi", "K7")));
        var keys = BlockingKeys.Of((await Open().FindAsync(one.Record, Cancellation))!.Identity);
        Assert.Equal(2, (await Open().FindAsync(keys, null, Cancellation)).Count);
        await database.ScalarAsync("update match_record set identity = '\\xdeadbeef' where record_id = $1", broken.Record.Value);

        Assert.Equal([one.Record], (await Open().FindAsync(keys, null, Cancellation)).Select(found => found.Record));
        Assert.Empty((await Open().NeighboursAsync([one.Record], Cancellation)).Single().Candidates);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Open().FindAsync(broken.Record, Cancellation));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Open().NeighboursAsync([one.Record, broken.Record], Cancellation));
    }

    [Fact]
    public async Task Looking_for_candidates_reads_indexes_only_however_large_the_stock()
    {
        await database.ScalarAsync("""
            insert into match_record (record_id, version, keys, identity, states_difference)
              select md5(i::text)::uuid, 1, array[i, i + 1, i / 3]::bigint[], '\x00', false from generate_series(1, 20000) i;
            insert into record_key (record_id, sealed_from, wrapped_key, master_key_id)
              select md5(i::text)::uuid, 1, decode(repeat('00', 61), 'hex'), '1' from generate_series(1, 20000) i on conflict do nothing;
            delete from match_due;
            analyze;
            """);
        var single = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var source = NpgsqlDataSource.Create(single);
        var keys = database.NewKeys();
        var index = new PostgresMatchIndex(source, keys, new MatchKeys(keys), NullLogger<PostgresMatchIndex>.Instance);
        for (var time = 0; time < 3; time++)
        {
            await index.FindAsync(new HashSet<ulong> { 1, 2, 3 }, null, Cancellation);
            await index.FindAsync(Samples.NewRecord(), Cancellation);
            await index.ReadAsync(Guid.Empty, 1, Cancellation);
            await index.NeighboursAsync([Samples.NewRecord(), Samples.NewRecord()], Cancellation);
            await index.ListAsync(Guid.Empty, 1, Cancellation);
        }
        var plans = await PreparedPlans.ExplainAsync(source, "%match_record%");
        Assert.Equal(5, plans.Count);
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
    }

    private PostgresMatchIndex Open()
    {
        var keys = database.NewKeys();
        return new PostgresMatchIndex(database.Running, keys, new MatchKeys(keys), NullLogger<PostgresMatchIndex>.Instance);
    }

    private static async Task<DueRecord> ClaimAsync(PostgresMatchIndex index, TimeSpan claim, RecordId record) =>
        (await index.ClaimDueAsync(1_000, claim, Cancellation)).Single(due => due.Record == record);

    private async Task<(RecordId Record, RecordIdentity Identity, JournalAppend Append)> StoreAsync(RecordIdentity identity)
    {
        var append = Samples.Registration() with { Match = new MatchEntry(identity, Samples.Abh, false) };
        await database.AppendAsync(append);
        return (append.Record, identity, append);
    }

    private static IReadOnlySet<ulong> KeysOf(RecordIdentity identity) => BlockingKeys.Of(identity);

    private static RecordIdentity Someone(string given, string family, string serial)
    {
        var number = Interlocked.Increment(ref _person);
        var paper = PersonNumber.Paper("475", "passport", serial);
        return new RecordIdentity(
            new PersonIdentity
            {
                GivenNames = given, FamilyName = family, BirthDate = new WrittenDate(1950 + (number % 50), 1 + (number % 12), 2 + (number % 26)), Sex = "w",
                Nationalities = ["475"], PaperNumber = paper.Value, Street = string.Create(CultureInfo.InvariantCulture, $"Weg {number}"), Postcode = "14461",
            }, [], [paper]);
    }

    private static string Letters(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('a' + (digit - '0') * 2)));
}
