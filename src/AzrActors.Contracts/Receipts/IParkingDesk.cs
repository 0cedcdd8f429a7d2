using AzrActors.Contracts.Doors;

namespace AzrActors.Contracts.Receipts;

/// <summary>
/// Where programs of an authority set aside notices on which they fail, so that those of other persons go on. Later
/// notices of the same person are set aside behind it: within a person the order holds, whatever happens.
/// </summary>
[AgencyFacing, Alias("azr.IParkingDesk")]
public interface IParkingDesk : IGrainWithIntegerKey
{
    /// <summary>Sets a notice of the caller's own feed aside for the subscription, or notes that it failed again.</summary>
    [Alias("Park")] Task ParkAsync(string subscription, ParkedNotice notice, CancellationToken cancellationToken);

    /// <summary>Parked notices above <paramref name="after"/>, by rising sequence, at most <paramref name="limit"/> (1 to 1,000).</summary>
    [Alias("List")] Task<IReadOnlyList<ParkedNotice>> ListAsync(string subscription, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Asks the subscription's program to deliver this notice and all others of its person again, or everything for null.</summary>
    /// <returns>How many notices will be delivered again.</returns>
    [Alias("Replay")] Task<int> ReplayAsync(string subscription, long? sequence, CancellationToken cancellationToken);

    /// <summary>The notice was delivered after all.</summary>
    [Alias("Release")] Task ReleaseAsync(string subscription, long sequence, CancellationToken cancellationToken);
}

/// <summary>A notice that is set aside.</summary>
[GenerateSerializer, Immutable, Alias("azr.ParkedNotice")]
public sealed record ParkedNotice
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLengthMax = 200;

    [Id(0)] public required long Sequence { get; init; }

    /// <summary>Opaque name of the person within the feed.</summary>
    [Id(1)] public required string Person { get; init; }

    /// <summary>How often the handler has failed on it; 0 if it only waits behind another.</summary>
    [Id(2)] public required int Tries { get; init; }

    /// <summary>Kind of the fault, such as the name of an exception's type; no data of the person.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>Earlier notice of the person that it waits for; null if it failed itself.</summary>
    [Id(4)] public long? Behind { get; init; }

    /// <summary>Set by the register.</summary>
    [Id(5)] public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Set by the register, when it is to be delivered again.</summary>
    [Id(6)] public DateTimeOffset? ReplayAskedAt { get; init; }
}
