using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.AccessLog;

/// <summary>What an entry of the access log tells of.</summary>
public enum AccessKind
{
    /// <summary>A submission was stored, or everything it said was known already (AZRG § 9).</summary>
    Store = 1,

    /// <summary>A submission was refused; nothing of it was stored.</summary>
    StoreRefused = 2,

    /// <summary>Values of a record were shown (AZRG § 13).</summary>
    Retrieval = 3,

    /// <summary>A retrieval was refused; nothing was shown.</summary>
    RetrievalRefused = 4,

    /// <summary>Entries are kept beyond their term from now on (AZRG-DV § 16 Abs. 2).</summary>
    HoldPlaced = 5,

    /// <summary>Entries are no longer kept beyond their term.</summary>
    HoldLifted = 6,

    /// <summary>The register authority read in the log itself; which part and why stand in the entry.</summary>
    LogRead = 7,

    /// <summary>A person was searched for; one entry for each record that was shown, or one that says there was none (AZRG §§ 10, 13).</summary>
    Search = 8,

    /// <summary>A search was refused; nothing was looked for.</summary>
    SearchRefused = 9,

    /// <summary>The requester confirms to have deleted what does not concern the person it searched for (AZRG § 10 Abs. 3 Satz 3).</summary>
    SearchDiscarded = 10,

    /// <summary>An official took a role: authority and purpose are those of the entry, the role that was left stands in its items.</summary>
    RoleTaken = 30,
}

/// <summary>
/// One store or retrieval as AZRG §§ 9 and 13 want it recorded (Aufzeichnung, AZRG-DV § 16). Values are not repeated:
/// record and version name them in the journal, and <see cref="Items"/> says which of them.
/// </summary>
/// <param name="At">UTC, whole microseconds.</param>
/// <param name="Authority">The authority that proved itself.</param>
/// <param name="Official">Who made the call, as the authority's assertion says.</param>
/// <param name="Responsible">Who is responsible for it (verantwortliche Person); the official unless another was named.</param>
/// <param name="Purpose">Purpose of AZRG-DV § 8 Abs. 3 as it was sent, known or not.</param>
public sealed record AccessEntry(
    AccessKind Kind, DateTimeOffset At, AuthorityKey Authority, string Official, string Responsible, string Purpose)
{
    /// <summary>Null where no record was found or none may be known to exist.</summary>
    public RecordId? Record { get; init; }

    /// <summary>Version that was stored, confirmed or shown; null when nothing was.</summary>
    public int? Version { get; init; }

    /// <summary>What was searched with: the AZR number as it was typed. Personal data.</summary>
    public string? Query { get; init; }

    /// <summary>
    /// Circumstances that a retrieval stated, as they were sent: with the purpose they show its need (§ 13 Abs. 1 Satz 2).
    /// </summary>
    public IReadOnlyList<string> Circumstances { get; init; } = [];

    public Guid? Submission { get; init; }

    /// <summary>The authority's own file reference (Geschäftszeichen), from which the need must be recognisable.</summary>
    public string? FileReference { get; init; }

    /// <summary>Code of the refusal; null when it was none.</summary>
    public string? Refusal { get; init; }

    /// <summary>Rules that refused.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>
    /// A store: what was said, as <c>kind.field</c>. A retrieval: paths of the values that were shown. Reading the log: what
    /// of it, as <c>entry/1-4711</c>.
    /// </summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Whom the register told of the stored change (§ 13), and what.</summary>
    public IReadOnlyList<ToldAuthority> Told { get; init; } = [];

    /// <summary>Why entries are held or the log is read; null otherwise.</summary>
    public string? Reason { get; init; }
}

/// <summary>One notice that was stored with the change.</summary>
/// <param name="Items">Paths of the values it carries and of those it says are gone.</param>
public sealed record ToldAuthority(AuthorityKey Recipient, IReadOnlyList<string> Items);
