namespace AzrActors.Domain.Vocabulary;

/// <summary>
/// One authority in one role, and where it is competent. An agency that holds several roles (in the Burgenlandkreis one
/// house does) has a key for each: rights, feeds and logs belong to the role.
/// </summary>
/// <param name="Districts">Five-digit district keys; empty for an authority of the whole federation.</param>
/// <param name="ValidFrom">First day on which it exists, inclusive.</param>
/// <param name="ValidTo">Last day on which it exists, inclusive; null while it goes on.</param>
public sealed record Authority(
    AuthorityKey Key, AuthorityKind Kind, string Name, IReadOnlyList<string> Districts, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>The organisation that holds this role among others; null for one of its own.</summary>
    public string? Agency { get; init; }

    /// <summary>Purposes the role may state, numbers of AZRG-DV § 8 Abs. 3; empty for all that its kind may.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>Who took over when it ended; null while it goes on.</summary>
    public AuthorityKey? Successor { get; init; }

    public bool ExistsOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}
