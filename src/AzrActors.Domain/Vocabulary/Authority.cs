namespace AzrActors.Domain.Vocabulary;

/// <summary>One authority and where it is competent.</summary>
/// <param name="Districts">Five-digit district keys; empty for an authority of the whole federation.</param>
/// <param name="ValidFrom">First day on which it exists, inclusive.</param>
/// <param name="ValidTo">Last day on which it exists, inclusive; null while it goes on.</param>
public sealed record Authority(
    AuthorityKey Key, AuthorityKind Kind, string Name, IReadOnlyList<string> Districts, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool ExistsOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}
