namespace AzrActors.Torture.Faults;

public enum FaultKind
{
    /// <summary>kill -9, and a new start after a while.</summary>
    Kill = 1,

    /// <summary>SIGSTOP, and SIGCONT after a while: for the others it is dead, itself it believes to be alive.</summary>
    Pause = 2,

    /// <summary>SIGTERM: a restart as an operator does it.</summary>
    Restart = 3,

    /// <summary>kill -9 of one connection of the database, which then restarts by itself.</summary>
    Crash = 4,
}

/// <summary>One thing that is done to one process.</summary>
/// <param name="At">After the begin of the work.</param>
/// <param name="Length">For so long it is away.</param>
public sealed record Fault(TimeSpan At, FaultKind Kind, string Target, TimeSpan Length)
{
    public const string Database = "postgres";

    /// <summary>Kind and kind of target, for counting: <c>kill silo</c>.</summary>
    public string Name => $"{Kind} {Target.Split('-')[0]}".ToLowerInvariant();
}
