namespace AzrActors.Contracts.Submissions;

/// <summary>
/// What an authority tells the register about one person in one go (Übermittlung an das Register, AZRG § 6).
/// It is accepted or refused as a whole.
/// </summary>
/// <remarks>
/// The client makes <see cref="SubmissionId"/> once and keeps it: the same id with the same content always gets the
/// same receipt, the same id with other content is refused. That makes every retry safe.
/// </remarks>
[GenerateSerializer, Immutable, Alias("azr.Submission")]
public sealed record Submission
{
    /// <summary>Made by the client, unique within the authority.</summary>
    [Id(0)] public required Guid SubmissionId { get; init; }

    /// <summary>Authority key (Behördenkennzeichen, 6 characters). Must be the one the caller proved to be.</summary>
    [Id(1)] public required string Authority { get; init; }

    /// <summary>Official who is responsible for the submission, as the authority itself names them.</summary>
    [Id(2)] public required string Official { get; init; }

    /// <summary>Purpose from the closed list of AZRG-DV § 8 Abs. 3, for example "1" (foreigners' law).</summary>
    [Id(3)] public required string Purpose { get; init; }

    /// <summary>The authority's own file reference (Geschäftszeichen, AZRG § 3 Abs. 1 Nr. 1), at most 25 characters.</summary>
    [Id(4)] public required string FileReference { get; init; }

    /// <summary>Legal day (Europe/Berlin) on which the reported facts occurred.</summary>
    [Id(5)] public required DateOnly OccurredOn { get; init; }

    /// <summary>AZR number of the person, or null when the submission registers a new one.</summary>
    [Id(6)] public string? AzrNumber { get; init; }

    /// <summary>Version the author saw. If fields changed since, the submission is refused and names them.</summary>
    [Id(7)] public int? ExpectedVersion { get; init; }

    /// <summary>One or more facts, applied in this order.</summary>
    [Id(8)] public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>
    /// Basic data of the person the author means (AZRG § 10 Abs. 2), null for none. They are compared with the record and
    /// never stored; a submission that does not fit is refused (rule Q002) and learns nothing of the record.
    /// </summary>
    [Id(9)] public PersonIdentity? Identity { get; init; }

    /// <summary>
    /// Has the register search for the person before it stores it for the first time, as part of this submission (AZRG-DV § 5
    /// Abs. 1). Otherwise the authority must have searched within the 15 minutes before. Whoever is nearly the same is named
    /// either way, and nothing is stored beside them without a <c>differentPerson</c> entry for each. Null means no.
    /// </summary>
    [Id(10)] public bool? SearchFirst { get; init; }
}

/// <summary>Who the author of a submission means. What is null was not said; names in any spelling with the same search form.</summary>
[GenerateSerializer, Immutable, Alias("azr.PersonIdentity")]
public sealed record PersonIdentity
{
    [Id(0)] public string? FamilyName { get; init; }

    [Id(1)] public string? FirstNames { get; init; }

    /// <summary><c>yyyy-MM-dd</c>, with zeros for unknown parts.</summary>
    [Id(2)] public string? BirthDate { get; init; }

    /// <summary>Keys of nationalities, one of which must be the person's.</summary>
    [Id(3)] public IReadOnlyList<string>? Nationalities { get; init; }

    public override string ToString() => "PersonIdentity ***";
}

/// <summary>One fact: a kind, for example <c>moveIn</c>, and its fields. Fields that hold lists occur repeatedly.</summary>
[GenerateSerializer, Immutable, Alias("azr.Entry")]
[System.Text.Json.Serialization.JsonConverter(typeof(EntryJsonConverter))]
public sealed record Entry([property: Id(0)] string Kind, [property: Id(1)] IReadOnlyList<EntryField> Fields);

[GenerateSerializer, Immutable, Alias("azr.EntryField")]
public sealed record EntryField([property: Id(0)] string Name, [property: Id(1)] string Value);
