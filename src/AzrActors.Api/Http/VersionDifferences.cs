using System.ComponentModel;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Http;

/// <summary>What differs between two versions of a record, as far as the caller may see it today.</summary>
public sealed record VersionDifferences
{
    [Description("The earlier of the two versions; 0 stands for the empty record.")]
    public required int From { get; init; }

    [Description("The later of the two versions.")]
    public required int To { get; init; }

    [Description("Values that are not the same in both, in the order in which they changed first.")]
    public required IReadOnlyList<ChangedValue> Values { get; init; }

    /// <summary>Adds up what the versions between changed; what changed back is no difference.</summary>
    /// <param name="versions">In any order.</param>
    public static VersionDifferences Of(IEnumerable<RecordVersion> versions, int from, int to)
    {
        var order = new List<string>();
        var sums = new Dictionary<string, ChangedValue>();
        foreach (var value in versions.Where(version => version.Version > from && version.Version <= to)
            .OrderBy(version => version.Version).SelectMany(version => version.Values))
        {
            if (!sums.TryGetValue(value.Path, out var sum)) order.Add(value.Path);
            sums[value.Path] = sum is null ? value : sum with { After = value.After };
        }
        return new VersionDifferences
        {
            From = from, To = to,
            Values = [.. order.Select(path => sums[path]).Where(sum => sum.Before?.Value != sum.After?.Value)],
        };
    }
}
