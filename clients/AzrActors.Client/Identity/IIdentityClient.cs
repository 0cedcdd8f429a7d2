using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Search;

namespace AzrActors.Client.Identity;

/// <summary>Who somebody is: searches, pairs of records that look alike, and merges. Refusals are answers, not exceptions.</summary>
public interface IIdentityClient
{
    /// <summary>Looks for one person (AZRG § 10 Abs. 2, 3). Within 15 minutes after it the person may be registered.</summary>
    Task<SearchReply> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Confirms that what does not concern the person searched for was deleted (AZRG § 10 Abs. 3 Satz 3).</summary>
    /// <param name="kept">AZR number of the person it was; null if it was none of those shown.</param>
    Task<DiscardReply> ConfirmDiscardAsync(Guid search, string? kept = null, CancellationToken cancellationToken = default);

    /// <summary>Pairs of records with a number above <paramref name="after"/>, at most <paramref name="limit"/> (1 to 100).</summary>
    Task<DuplicatePage> ListDuplicatesAsync(PairOutcome outcome, long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Pairs that wait for a decision, with nothing of the persons.</summary>
    Task<OpenPairPage> ListOpenPairsAsync(OpenPairQuery query, CancellationToken cancellationToken = default);

    /// <summary>One pair with its history.</summary>
    Task<DuplicateReply> ShowDuplicateAsync(long pair, CancellationToken cancellationToken = default);

    /// <summary>An official decides about a pair; that the persons differ is stored in both records.</summary>
    Task<DuplicateReply> DecideDuplicateAsync(PairVerdict verdict, CancellationToken cancellationToken = default);

    /// <summary>Begins a sweep over the whole stock, or says how far it is; register authority only.</summary>
    Task<SweepState> SweepAsync(bool begin, CancellationToken cancellationToken = default);

    /// <summary>Proposes to merge two records of one person; register authority only.</summary>
    Task<MergeReply> ProposeMergeAsync(MergeProposal proposal, CancellationToken cancellationToken = default);

    /// <summary>A supplying office consents or refuses.</summary>
    Task<MergeReply> AnswerMergeAsync(MergeStep answer, CancellationToken cancellationToken = default);

    /// <summary>Merges or stops; register authority only.</summary>
    Task<MergeReply> DecideMergeAsync(MergeStep decision, CancellationToken cancellationToken = default);

    /// <summary>Parts what was merged; register authority only.</summary>
    Task<MergeReply> SeparateAsync(MergeStep order, CancellationToken cancellationToken = default);

    Task<MergeReply> ShowMergeAsync(Guid mergeCase, CancellationToken cancellationToken = default);

    /// <summary>Cases that the caller has to do with: those that wait for consents, then the newest; at most 100.</summary>
    Task<MergePage> ListMergesAsync(CancellationToken cancellationToken = default);

    /// <summary>The newest first, those behind <paramref name="after"/>, at most <paramref name="limit"/> (1 to 100).</summary>
    Task<MergePage> ListMergePageAsync(Guid? after, int limit, CancellationToken cancellationToken = default);
}
