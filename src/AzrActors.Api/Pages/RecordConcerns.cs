using AzrActors.Client;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Identity;

namespace AzrActors.Api.Pages;

/// <summary>What is open about a person and is the caller's to deal with: findings, possible duplicates, merges.</summary>
public sealed record RecordConcerns(IReadOnlyList<FindingView> Findings, IReadOnlyList<OpenPair> Pairs, IReadOnlyList<MergeCase> Merges)
{
    public int Count => Findings.Count + Pairs.Count + Merges.Count;

    /// <summary>Of a record that the caller has been shown. Who is not responsible for it gets none.</summary>
    /// <param name="findings">As they came with the record; null from a silo of the former build, which is asked again.</param>
    public static async Task<RecordConcerns> OfAsync(
        IAzrClient client, string azrNumber, IReadOnlyList<FindingView>? findings, CancellationToken cancellationToken)
    {
        var pairs = client.Identity.ListOpenPairsAsync(new OpenPairQuery { AzrNumber = azrNumber }, cancellationToken);
        var merges = client.Identity.ListMergesAsync(cancellationToken);
        findings ??= (await client.Findings.ListAsync(new FindingQuery { AzrNumber = azrNumber }, cancellationToken)).Findings;
        return new RecordConcerns(findings, (await pairs).Pairs,
            [.. (await merges).Cases.Where(merge => (merge.KeptNumber == azrNumber || merge.OtherNumber == azrNumber)
                && merge.State is MergeState.Asking or MergeState.Merging or MergeState.Separating)]);
    }
}
