namespace AzrActors.Domain.Vocabulary;

/// <summary>Kinds of authorities; what each may write and read is in the tables of <c>Law/</c>.</summary>
public enum AuthorityKind
{
    /// <summary>Ausländerbehörde (AZRG § 6 Abs. 1 Nr. 1).</summary>
    ForeignersAuthority = 1,

    /// <summary>Meldebehörde (AZRG § 6 Abs. 1 Nr. 9).</summary>
    ResidentsOffice = 2,

    /// <summary>Leistungsbehörde: body that carries out the Asylbewerberleistungsgesetz (AZRG § 18a).</summary>
    BenefitAuthority = 3,

    /// <summary>Bundesamt für Migration und Flüchtlinge in its procedures (AZRG § 6 Abs. 1 Nr. 3).</summary>
    FederalMigrationOffice = 4,

    /// <summary>Bundespolizei and border police (AZRG § 6 Abs. 1 Nr. 2).</summary>
    FederalPolice = 5,

    /// <summary>Registerbehörde (AZRG § 1 Abs. 1), origin of what the register does by itself.</summary>
    RegisterAuthority = 6,
}

/// <summary>One authority and where it is competent.</summary>
/// <param name="Districts">Five-digit district keys; empty for an authority of the whole federation.</param>
/// <param name="ValidFrom">First day on which it exists, inclusive.</param>
/// <param name="ValidTo">Last day on which it exists, inclusive; null while it goes on.</param>
public sealed record Authority(
    AuthorityKey Key, AuthorityKind Kind, string Name, IReadOnlyList<string> Districts, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool ExistsOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);
}
