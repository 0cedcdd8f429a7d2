using System.Security.Cryptography;
using System.Text;
using AzrActors.Domain.Vocabulary;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>A key of an authority stands for one call, for a week.</summary>
public sealed class RequestKeyTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly AuthorityKey Residents = AuthorityKey.Parse("M12054");

    // As the running register, whose role must be able to do it.
    private RequestKeys Keys => new(database.Running);

    [Fact]
    public async Task A_key_stands_for_what_it_was_used_for_first_whoever_else_has_the_same_key()
    {
        Assert.True(await Keys.ClaimAsync(Samples.Abh, Hash("one"), Hash("call"), Noon, Cancellation));
        Assert.True(await Keys.ClaimAsync(Samples.Abh, Hash("one"), Hash("call"), Noon.AddDays(6), Cancellation));
        Assert.False(await Keys.ClaimAsync(Samples.Abh, Hash("one"), Hash("other call"), Noon.AddDays(6), Cancellation));
        Assert.True(await Keys.ClaimAsync(Residents, Hash("one"), Hash("other call"), Noon, Cancellation));
    }

    [Fact]
    public async Task Of_many_who_claim_a_key_at_once_for_different_calls_one_has_it()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(call =>
            Keys.ClaimAsync(Samples.Abh, Hash("raced"), Hash($"call {call}"), Noon, Cancellation)));
        Assert.Single(claims, claimed => claimed);
    }

    [Fact]
    public async Task After_a_week_a_key_is_as_new_and_old_rows_go_faster_than_new_ones_come()
    {
        for (var key = 0; key < 25; key++) Assert.True(await Keys.ClaimAsync(Samples.Abh, Hash($"old {key}"), Hash("call"), Noon, Cancellation));
        var later = Noon + RequestKeys.Remembered + TimeSpan.FromSeconds(1);
        Assert.True(await Keys.ClaimAsync(Samples.Abh, Hash("old 24"), Hash("other call"), later, Cancellation));
        for (var key = 0; key < 5; key++) Assert.True(await Keys.ClaimAsync(Samples.Abh, Hash($"new {key}"), Hash("call"), later, Cancellation));
        await using var command = database.Source.CreateCommand("select count(*) from request_key where at < $1");
        command.Parameters.Add(new NpgsqlParameter { Value = later - RequestKeys.Remembered });
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancellation));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
