using AzrActors.Journal.Keys;
using AzrActors.Journal.Tests.Journal;
using AzrActors.Journal.Webhooks;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Webhooks;

/// <summary>Webhooks as they are stored: sealed, bound to their address, taken by one silo at a time.</summary>
public sealed class WebhookBookTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);

    private readonly WebhookBook _book = new(database.Running, database.MasterKeys);

    [Fact]
    public async Task A_secret_is_not_in_the_table_and_opens_for_the_silo_that_sends()
    {
        var authority = await WithNewsAsync();
        var secret = await _book.PutAsync(authority, "haus", "https://a.example/", Now, Cancellation);
        var stored = (byte[])(await database.ScalarAsync($"select secret from webhook where authority = '{authority}'"))!;
        Assert.Equal(-1, stored.AsSpan().IndexOf(secret));
        Assert.Equal(secret, Assert.Single((await TakeAsync(authority)).Secrets));
        Assert.Null(await _book.PutAsync(authority, "haus", "https://b.example/", Now, Cancellation));
        Assert.Contains(await _book.ListAsync(null, Now, Cancellation), one => one.Authority == authority && one.Url == "https://b.example/");
        var moved = await TakeAsync(authority);
        Assert.Equal("https://b.example/", moved.Url);
        Assert.Equal(secret, moved.Secrets[0]);
    }

    [Fact]
    public async Task Who_changes_the_address_in_the_table_gets_nothing_sent()
    {
        var authority = await WithNewsAsync();
        await _book.PutAsync(authority, "haus", "https://a.example/", Now, Cancellation);
        await database.ScalarAsync($"update webhook set url = 'https://thief.example/' where authority = '{authority}'");
        Assert.Empty((await TakeAsync(authority)).Secrets);
        await Assert.ThrowsAsync<SealBrokenException>(() => _book.RotateAsync(authority, "haus", Now, Now, Cancellation));
    }

    [Fact]
    public async Task One_silo_at_a_time_sends_and_the_next_when_it_is_given_back_or_the_lease_ends()
    {
        var authority = await WithNewsAsync();
        await _book.PutAsync(authority, "haus", "https://a.example/", Now, Cancellation);
        var taken = await TakeAsync(authority);
        Assert.DoesNotContain(await _book.TakeDueAsync(100, Now, Now.AddSeconds(30), Cancellation), one => one.Authority == authority);
        await _book.GiveBackAsync(taken, 2, Now.AddSeconds(10), "status 500", null, Cancellation);
        Assert.DoesNotContain(await _book.TakeDueAsync(100, Now.AddSeconds(9), Now.AddSeconds(30), Cancellation), one => one.Authority == authority);
        Assert.Contains(await _book.TakeDueAsync(100, Now.AddSeconds(11), Now.AddSeconds(30), Cancellation), one => one.Authority == authority && one.Tries == 2);
        Assert.Contains(await _book.TakeDueAsync(100, Now.AddSeconds(31), Now.AddSeconds(60), Cancellation), one => one.Authority == authority);
        var shown = Assert.Single(await _book.ListAsync(authority, Now, Cancellation));
        Assert.Equal((2, "status 500", 1), (shown.Tries, shown.LastFault, shown.Waiting));
    }

    [Fact]
    public async Task The_former_secret_signs_until_its_time_and_a_second_change_meanwhile_makes_no_third()
    {
        var authority = await WithNewsAsync();
        var former = await _book.PutAsync(authority, "haus", "https://a.example/", Now, Cancellation);
        var newest = await _book.RotateAsync(authority, "haus", Now.AddHours(1), Now, Cancellation);
        Assert.Equal(newest, await _book.RotateAsync(authority, "haus", Now.AddHours(2), Now.AddMinutes(1), Cancellation));
        Assert.Equal(Now.AddHours(1), Assert.Single(await _book.ListAsync(authority, Now, Cancellation)).FormerUntil);
        Assert.Equal([newest!, former!], (await TakeAsync(authority)).Secrets);
        Assert.Equal([newest!], (await TakeAsync(authority, Now.AddHours(1))).Secrets);
        Assert.Null(await _book.RotateAsync(authority, "keiner", Now, Now, Cancellation));
    }

    [Fact]
    public async Task With_a_new_master_key_the_old_one_may_go()
    {
        // A row that was tampered with would stop it, as a record's would.
        await database.ScalarAsync("delete from webhook");
        var authority = await WithNewsAsync();
        var former = await _book.PutAsync(authority, "haus", "https://a.example/", Now, Cancellation);
        var newest = await _book.RotateAsync(authority, "haus", Now.AddHours(1), Now, Cancellation);
        var later = MasterKey.Create("2027-01-01");
        var rotation = new KeyRotation(database.Source, new MasterKeys(database.MasterKeys.Active, later));
        Assert.Contains(database.MasterKeys.Active.Id, await rotation.CountAsync(Cancellation));
        while (await rotation.RewrapPageAsync(100, Cancellation) > 0) { }
        Assert.Equal([later.Id], (await rotation.CountAsync(Cancellation)).Keys);
        var silo = new WebhookBook(database.Running, new MasterKeys(later));
        var taken = (await silo.TakeDueAsync(100, Now, Now.AddSeconds(30), Cancellation)).Single(one => one.Authority == authority);
        Assert.Equal([newest!, former!], taken.Secrets);
        // The other tests of this class go on with the old one.
        await database.ScalarAsync("delete from webhook");
        await database.ScalarAsync("delete from record_key");
    }

    private async Task<OpenedWebhook> TakeAsync(string authority, DateTimeOffset? at = null)
    {
        await database.ScalarAsync($"update webhook set leased_until = null where authority = '{authority}'");
        return (await _book.TakeDueAsync(100, at ?? Now, (at ?? Now).AddSeconds(30), Cancellation)).Single(one => one.Authority == authority);
    }

    /// <summary>An authority with one notice in its feed.</summary>
    private async Task<string> WithNewsAsync()
    {
        var authority = $"M{Random.Shared.Next(10_000, 99_999)}";
        await database.ScalarAsync($"insert into notice_feed (recipient, last) values ('{authority}', 1)");
        return authority;
    }
}
