using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>What is wrong with a record as it stands on a day, whoever submits what.</summary>
/// <param name="Path">Fact that is wrong, as text of its path (<c>status/2</c>); null for the record as a whole.</param>
/// <param name="Field">Field of the fact; null if that says nothing.</param>
/// <param name="Responsible">Who must mend it (AZRG § 8); null if nobody but the register authority can.</param>
public sealed record StandingFinding(Rule Rule, string? Path, string? Field, AuthorityKey? Responsible);
