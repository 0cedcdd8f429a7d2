using AzrActors.Contracts.Doors;

namespace AzrActors.Contracts.Search;

/// <summary>Where an authority finds out whether and as whom a person is known (AZRG § 10 Abs. 2 and 3, AZRG-DV § 5 Abs. 1, § 8 Abs. 6).</summary>
[AgencyFacing, Alias("azr.ISearchDesk")]
public interface ISearchDesk : IGrainWithIntegerKey
{
    /// <summary>Looks for one person. Logged with everybody shown before the answer leaves.</summary>
    [Alias("Search")] Task<SearchReply> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Records that the caller has deleted what does not concern the person it searched for.</summary>
    [Alias("Discard")] Task<DiscardReply> ConfirmDiscardAsync(DiscardConfirmation confirmation, CancellationToken cancellationToken);
}
