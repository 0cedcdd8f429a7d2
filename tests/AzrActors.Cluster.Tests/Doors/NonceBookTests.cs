using AzrActors.Grains.Doors;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AzrActors.Cluster.Tests.Doors;

public sealed class NonceBookTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_nonce_is_taken_once_for_as_long_as_an_assertion_can_live()
    {
        var book = new NonceBook(_clock, new NonceBookOptions());
        // Whenever within a generation it comes: nothing that lives is forgotten at the turn.
        for (var offset = TimeSpan.Zero; offset < 2 * AssertionVerifier.LifeMax; offset += TimeSpan.FromSeconds(7))
        {
            var nonce = Guid.NewGuid();
            Assert.Equal(NonceFate.Taken, book.Take("key", nonce));
            for (var lived = TimeSpan.Zero; lived < AssertionVerifier.LifeMax - Moment; lived += TimeSpan.FromSeconds(9))
            {
                Assert.Equal(NonceFate.Replayed, book.Take("key", nonce));
                _clock.Advance(TimeSpan.FromSeconds(9) < AssertionVerifier.LifeMax - Moment - lived
                    ? TimeSpan.FromSeconds(9) : AssertionVerifier.LifeMax - Moment - lived);
                // Others come meanwhile and turn the generations.
                book.Take("key", Guid.NewGuid());
            }
            Assert.Equal(NonceFate.Replayed, book.Take("key", nonce));
            _clock.Advance(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public void The_same_nonce_under_another_key_is_another_one()
    {
        var book = new NonceBook(_clock, new NonceBookOptions());
        var nonce = Guid.NewGuid();
        Assert.Equal(NonceFate.Taken, book.Take("one", nonce));
        Assert.Equal(NonceFate.Taken, book.Take("two", nonce));
    }

    [Fact]
    public void A_full_book_takes_no_more_and_forgets_none()
    {
        var book = new NonceBook(_clock, new NonceBookOptions { Capacity = 3, CapacityPerKey = 3 });
        var taken = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToList();
        Assert.All(taken, nonce => Assert.Equal(NonceFate.Taken, book.Take("key", nonce)));
        Assert.Equal(NonceFate.NoRoom, book.Take("key", Guid.NewGuid()));
        Assert.All(taken, nonce => Assert.Equal(NonceFate.Replayed, book.Take("key", nonce)));
        _clock.Advance(AssertionVerifier.LifeMax);
        Assert.Equal(NonceFate.Taken, book.Take("key", Guid.NewGuid()));
    }

    [Fact]
    public void One_key_leaves_room_for_the_others()
    {
        var book = new NonceBook(_clock, new NonceBookOptions { Capacity = 4, CapacityPerKey = 1 });
        Assert.Equal(NonceFate.Taken, book.Take("greedy", Guid.NewGuid()));
        Assert.Equal(NonceFate.NoRoom, book.Take("greedy", Guid.NewGuid()));
        Assert.Equal(NonceFate.Taken, book.Take("other", Guid.NewGuid()));
    }
}
