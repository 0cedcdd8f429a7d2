namespace AzrActors.Cluster.Tests.Register;

/// <summary>
/// The clock on the wall of the silos, which somebody sets; what measures durations goes on as before.
/// </summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offset;

    /// <summary>It shows this instant now and goes on from there.</summary>
    public void JumpTo(DateTimeOffset instant) => Interlocked.Exchange(ref _offset, (instant - System.GetUtcNow()).Ticks);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _offset, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
}
