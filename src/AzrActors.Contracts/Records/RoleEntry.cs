using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Records;

/// <summary>
/// An official says in which role and for which purpose they work from now on; both are those of the assertion. The access
/// log knows of it before anything is shown in that role.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.RoleEntry")]
public sealed record RoleEntry
{
    /// <summary>Authority key of the role that was left; null at sign-in.</summary>
    [Id(0)] public string? LeftAuthority { get; init; }

    /// <summary>Purpose that was left; null at sign-in.</summary>
    [Id(1)] public string? LeftPurpose { get; init; }
}

/// <summary>Whether the role was taken.</summary>
[GenerateSerializer, Immutable, Alias("azr.RoleReply")]
public sealed record RoleReply
{
    /// <summary>Null if it was: <c>sender.unknown</c>, <c>purpose.unknown</c>.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }
}
