using AzrActors.Client;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>What is open about a person and is the caller's to deal with: findings, possible duplicates, merges.</summary>
public sealed record RecordConcerns(IReadOnlyList<FindingView> Findings, IReadOnlyList<OpenPair> Pairs, IReadOnlyList<MergeCase> Merges)
{
    public int Count => Findings.Count + Pairs.Count + Merges.Count;

    /// <summary>Of a record that is being read with its findings; what is no part of it is asked meanwhile. Who is not responsible for it gets none.</summary>
    public static async Task<RecordConcerns> OfAsync(
        IAzrClient client, string azrNumber, Task<RecordReply> reading, CancellationToken cancellationToken)
    {
        var pairs = client.Identity.ListOpenPairsAsync(new OpenPairQuery { AzrNumber = azrNumber }, cancellationToken);
        var merges = client.Identity.ListMergesAsync(cancellationToken);
        var findings = (await reading).Findings;
        // A silo of the former build shows the record alone.
        if (findings is null && (await reading).View is not null)
            findings = (await client.Findings.ListAsync(new FindingQuery { AzrNumber = azrNumber }, cancellationToken)).Findings;
        return new RecordConcerns(findings ?? [], (await pairs).Pairs,
            [.. (await merges).Cases.Where(merge => (merge.KeptNumber == azrNumber || merge.OtherNumber == azrNumber)
                && merge.State is MergeState.Asking or MergeState.Merging or MergeState.Separating)]);
    }
}
