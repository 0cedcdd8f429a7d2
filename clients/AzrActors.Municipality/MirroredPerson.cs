namespace AzrActors.Municipality;

public enum MirrorStatus
{
    /// <summary>The authority is responsible; its copy is kept up to date.</summary>
    Open = 1,

    /// <summary>The authority is no longer responsible; nothing personal is kept.</summary>
    Released = 2,
}

/// <summary>One person of the mirror. Number, name and birth date are gone once the person is released.</summary>
public sealed record MirroredPerson
{
    /// <summary>Opaque name of the person within the authority's feed.</summary>
    public required string Person { get; init; }

    public string? AzrNumber { get; init; }

    public string? Name { get; init; }

    /// <summary>yyyy-MM-dd, unknown parts 00.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Version of the record as of the last notice.</summary>
    public required int Version { get; init; }

    public required MirrorStatus Status { get; init; }

    /// <summary>Legal day of the last notice's occasion.</summary>
    public required DateOnly ChangedOn { get; init; }
}
