namespace AzrActors.Domain.Law;

/// <summary>
/// What a cell of the annex or a section of the act still asks for, beyond who, what, why and about whom. The tables
/// name conditions by these names; one that is not here stops the loading, and one nobody can judge denies.
/// </summary>
[Flags]
public enum Conditions
{
    None = 0,

    /// <summary>Cannot be judged from what the register knows: denies.</summary>
    Doubtful = 1 << 0,
}
