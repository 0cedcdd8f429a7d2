using System.Collections.Concurrent;
using System.Threading.Channels;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Live;

/// <summary>What officials of one authority learn of each other while they work on the same list.</summary>
/// <param name="Name"><see cref="Done"/> or <see cref="At"/>.</param>
/// <param name="Official">Who did it.</param>
/// <param name="Items">Keys of entries of the list; none with <see cref="At"/> when somebody has left.</param>
internal sealed record WorkEvent(string Name, string Official, IReadOnlyList<string> Items)
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
    private readonly ConcurrentDictionary<string, Room> _rooms = new();

    public void Tell(Caller caller, string name, IReadOnlyList<string> items)
    {
        // A page may say where its official is before it listens.
        var room = _rooms.GetOrAdd(caller.Authority, _ => new Room());
        if (name == WorkEvent.At) room.Places[caller.Official] = items;
        // Nobody needs to be told what they did themselves. A reader that is far behind loses news, not the register's truth.
        foreach (var (official, channel) in room.Seats.Values.Where(listener => listener.Official != caller.Official))
            channel.Writer.TryWrite(new WorkEvent(name, caller.Official, items));
    }

    public async IAsyncEnumerable<WorkEvent> FollowAsync(
        Caller caller, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var room = _rooms.GetOrAdd(caller.Authority, _ => new Room());
        var (seat, channel) = (Guid.NewGuid(), Channel.CreateBounded<WorkEvent>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }));
        room.Seats[seat] = (caller.Official, channel);
        try
        {
            // Who comes later sees who is there already.
            foreach (var (official, items) in room.Places.Where(place => place.Key != caller.Official && place.Value.Count > 0))
                yield return new WorkEvent(WorkEvent.At, official, items);
            await foreach (var news in channel.Reader.ReadAllAsync(cancellationToken)) yield return news;
        }
        finally
        {
            room.Seats.TryRemove(seat, out _);
            // The next page of the same official may be open before this one is gone.
            if (room.Seats.Values.All(other => other.Official != caller.Official))
            {
                Tell(caller, WorkEvent.At, []);
                room.Places.TryRemove(caller.Official, out _);
            }
        }
    }

    /// <summary>Pages that listen, and where their officials are.</summary>
    private sealed class Room
    {
        public ConcurrentDictionary<Guid, (string Official, Channel<WorkEvent> Channel)> Seats { get; } = new();

        public ConcurrentDictionary<string, IReadOnlyList<string>> Places { get; } = new();
    }
}
