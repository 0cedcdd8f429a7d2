using System.Collections.Concurrent;
using System.Threading.Channels;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Live;

/// <summary>What officials of one authority learn of each other while they work on the same list.</summary>
/// <param name="Name"><see cref="Done"/> or <see cref="At"/>.</param>
/// <param name="Official">Who did it.</param>
/// <param name="Items">Keys of entries of the list; none with <see cref="At"/> when somebody has left.</param>
internal sealed record WorkEvent(string Name, string Official, IReadOnlyList<long> Items)
{
    /// <summary>The entries are dealt with.</summary>
    public const string Done = "done";

    /// <summary>The official is at this entry now, and at no other.</summary>
    public const string At = "at";
}

/// <summary>
/// Tells the open pages of an authority what its officials do, without locks: one sees who is on what and may go on. It is a
/// courtesy between the pages of one host and no source of truth; who decides second is told so by the register.
/// </summary>
internal sealed class WorkNews
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Guid, (string Official, Channel<WorkEvent> Channel)>> _rooms = new();

    public void Tell(Caller caller, string name, IReadOnlyList<long> items)
    {
        if (!_rooms.TryGetValue(caller.Authority, out var room)) return;
        // Nobody needs to be told what they did themselves. A reader that is far behind loses news, not the register's truth.
        foreach (var (official, channel) in room.Values.Where(listener => listener.Official != caller.Official))
            channel.Writer.TryWrite(new WorkEvent(name, caller.Official, items));
    }

    public async IAsyncEnumerable<WorkEvent> FollowAsync(
        Caller caller, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var room = _rooms.GetOrAdd(caller.Authority, _ => new());
        var (seat, channel) = (Guid.NewGuid(), Channel.CreateBounded<WorkEvent>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }));
        room[seat] = (caller.Official, channel);
        try
        {
            await foreach (var news in channel.Reader.ReadAllAsync(cancellationToken)) yield return news;
        }
        finally
        {
            room.TryRemove(seat, out _);
            Tell(caller, WorkEvent.At, []);
        }
    }
}
