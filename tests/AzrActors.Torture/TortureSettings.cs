namespace AzrActors.Torture;

/// <summary>One run: what is done to the register, for how long, and where the result goes.</summary>
public sealed record TortureSettings
{
    public static readonly TimeSpan LengthMin = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LengthMax = TimeSpan.FromHours(1);
    public const int SilosMax = 5;

    /// <summary>For so long faults are injected; start, recovery and check come on top.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Decides which faults come when, and what the agencies draw. When a fault meets the register, no seed decides.</summary>
    public required int Seed { get; init; }

    public required int Silos { get; init; }

    /// <summary>A deliberate bug that the checker has to find; null for the register as it is.</summary>
    public Bug? Bug { get; init; }

    /// <summary>Folder with the programs of a former build, whose silos stand beside those of this one; null for none.</summary>
    public DirectoryInfo? Former { get; init; }

    /// <summary>File for the result as JSON.</summary>
    public FileInfo? Out { get; init; }

    /// <summary>Folder in which histories and logs of the processes are kept; null throws them away with the rest.</summary>
    public DirectoryInfo? Keep { get; init; }
}

/// <summary>Faults that this program can build in, into silos and clients of its own. The register has no switch for them.</summary>
public enum Bug
{
    /// <summary>Notices are read in the order of their positions, as if that were the order of commits.</summary>
    SkipOrder = 1,

    /// <summary>A submission is answered before it is durable.</summary>
    MemoryFirst = 2,

    /// <summary>A subscriber stores its position before the handler has run.</summary>
    CursorFirst = 3,
}

/// <summary>Authorities that take part.</summary>
public static class Offices
{
    /// <summary>They register and change persons, and hear of every version of those whose file they keep.</summary>
    public static readonly string[] Foreigners = ["A12054", "A15084"];

    /// <summary>They mirror the residents of their district.</summary>
    public static readonly string[] Residents = ["M12054", "M15084"];

    public const string Register = "REG000";

    public const string PurposeOfForeigners = "1";
    public const string PurposeOfResidents = "29";
    public const string Official = "Frau Beispiel";
}
