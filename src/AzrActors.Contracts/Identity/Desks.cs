using AzrActors.Contracts.Doors;

namespace AzrActors.Contracts.Identity;

/// <summary>
/// Where officials see pairs of records that may be of one person, and say whether they are. The register authority sees
/// all, an authority those with a person whose file it keeps, and of each record what it may see.
/// </summary>
[AgencyFacing, Alias("azr.IDuplicateDesk")]
public interface IDuplicateDesk : IGrainWithIntegerKey
{
    /// <summary>Pairs with a number above <paramref name="after"/>, at most <paramref name="limit"/> (1 to 100).</summary>
    [Alias("List")] Task<DuplicatePage> ListAsync(PairOutcome outcome, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Pairs that wait for a decision, in the order in which they were found and with nothing of the persons: a list of work is no
    /// retrieval. A pair that an official has decided to be of one person waits for the register authority alone, until a merge is proposed.
    /// </summary>
    [Alias("ListOpen")] Task<OpenPairPage> ListOpenAsync(OpenPairQuery query, CancellationToken cancellationToken);

    /// <summary>One pair with its history.</summary>
    [Alias("Show")] Task<DuplicateReply> ShowAsync(long pair, CancellationToken cancellationToken);

    /// <summary>Keeps what an official decided. That persons differ is stored in both records (AZRG-DV § 3 Abs. 2).</summary>
    [Alias("Decide")] Task<DuplicateReply> DecideAsync(PairVerdict verdict, CancellationToken cancellationToken);

    /// <summary>Begins to hold every record against the whole stock anew, or says how far that has come. Register authority only.</summary>
    [Alias("Sweep")] Task<SweepState> SweepAsync(bool begin, CancellationToken cancellationToken);
}

/// <summary>How far the whole stock has been held against itself.</summary>
[GenerateSerializer, Immutable, Alias("azr.SweepState")]
public sealed record SweepState
{
    [Id(0)] public long Sweep { get; init; }

    /// <summary>Records done, and about how many there are.</summary>
    [Id(1)] public long Done { get; init; }

    [Id(2)] public long OfAbout { get; init; }

    /// <summary>Pairs that are new or have another outcome than before.</summary>
    [Id(3)] public long News { get; init; }

    [Id(4)] public DateTimeOffset? StartedAt { get; init; }

    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    [Id(6)] public double RecordsPerSecond { get; init; }

    [Id(7)] public Submissions.Refusal? Refusal { get; init; }
}

/// <summary>
/// Where the register authority has two records of one person merged with the consent of the offices that supplied their
/// data (AZRG-DV § 3 Abs. 1), and takes that back.
/// </summary>
[AgencyFacing, Alias("azr.IMergeDesk")]
public interface IMergeDesk : IGrainWithIntegerKey
{
    /// <summary>Register authority only. Every office that supplied data, and every file-keeping one, is asked.</summary>
    [Alias("Propose")] Task<MergeReply> ProposeAsync(MergeProposal proposal, CancellationToken cancellationToken);

    /// <summary>The caller, a supplying office, consents or refuses.</summary>
    [Alias("Answer")] Task<MergeReply> AnswerAsync(MergeStep answer, CancellationToken cancellationToken);

    /// <summary>
    /// Register authority only. Merging needs the consent of all who were asked, or after the term of those who answered.
    /// </summary>
    [Alias("Decide")] Task<MergeReply> DecideAsync(MergeStep decision, CancellationToken cancellationToken);

    /// <summary>Register authority only: parts what was merged, with the changes made since, and tells whoever received mixed data.</summary>
    [Alias("Separate")] Task<MergeReply> SeparateAsync(MergeStep order, CancellationToken cancellationToken);

    [Alias("Show")] Task<MergeReply> ShowAsync(Guid mergeCase, CancellationToken cancellationToken);

    /// <summary>Cases that the caller has to do with: those that wait for consents, then the newest; at most 100.</summary>
    [Alias("List")] Task<MergePage> ListAsync(CancellationToken cancellationToken);

    /// <summary>Cases that the caller has to do with, by falling day of the proposal, behind <paramref name="after"/>, at most <paramref name="limit"/> (1 to 100).</summary>
    [Alias("ListPage")] Task<MergePage> ListPageAsync(Guid? after, int limit, CancellationToken cancellationToken);
}
