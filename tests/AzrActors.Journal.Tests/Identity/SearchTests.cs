using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>A search is remembered for whoever made it, and for as long as the law keeps such traces.</summary>
public sealed class SearchTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly AuthorityKey Office = AuthorityKey.Parse("A12054");
    private static readonly HashSet<ulong> Keys = [1, 2, 3];

    [Fact]
    public async Task Whoever_has_searched_by_a_key_of_the_person_has_searched_and_nobody_else_has()
    {
        var (searches, now) = (Open(), DateTimeOffset.UtcNow);
        await searches.RememberAsync(Guid.NewGuid(), Office, "Frau Beispiel", now, Keys, 1, [], Cancellation);

        Assert.True(await searches.HasSearchedAsync(Office, now.AddMinutes(-1), new HashSet<ulong> { 3, 9 }, Cancellation));
        Assert.False(await searches.HasSearchedAsync(Office, now.AddMinutes(1), new HashSet<ulong> { 3, 9 }, Cancellation));
        Assert.False(await searches.HasSearchedAsync(Office, now.AddMinutes(-1), new HashSet<ulong> { 9 }, Cancellation));
        Assert.False(await searches.HasSearchedAsync(AuthorityKey.Register, now.AddMinutes(-1), Keys, Cancellation));
    }

    [Fact]
    public async Task A_search_is_removed_after_six_months_and_not_before()
    {
        var (searches, now) = (Open(), DateTimeOffset.UtcNow);
        var (old, kept) = (Guid.NewGuid(), Guid.NewGuid());
        await searches.RememberAsync(old, Office, "Frau Beispiel", now.AddMonths(-6).AddDays(-1), Keys, 0, [], Cancellation);
        await searches.RememberAsync(kept, Office, "Frau Beispiel", now.AddMonths(-6).AddDays(1), Keys, 0, [], Cancellation);

        Assert.Equal(1, await searches.RemoveDueAsync(Cancellation));
        Assert.Equal(0, await searches.RemoveDueAsync(Cancellation));

        Assert.False(await searches.DiscardAsync(old, Office, now, Cancellation));
        Assert.True(await searches.DiscardAsync(kept, Office, now, Cancellation));
    }

    private Searches Open() => new(database.Running, new MatchKeys(database.NewKeys()));
}
