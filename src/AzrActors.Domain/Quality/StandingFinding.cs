using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>What is wrong with a record as it stands on a day.</summary>
/// <param name="Path">The fact it is about (<c>status/1</c>, <c>IdentityDocument/3</c>); null for the record or its personal data.</param>
/// <param name="Field">The field to look at; null where that says nothing.</param>
/// <param name="Responsible">Who must put it right (AZRG § 8); null if nobody can be named.</param>
public sealed record StandingFinding(Rule Rule, string? Path, string? Field, AuthorityKey? Responsible)
{
    /// <summary>As a doubt of whoever submits what brings it.</summary>
    public Finding ToDoubt() => Rule.At(null, Path is null || Field is null ? Path ?? Field : $"{Path}/{Field}");
}
