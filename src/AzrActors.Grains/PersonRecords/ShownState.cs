using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Grains.PersonRecords;

/// <summary>What one request is shown of one version, the newest or an earlier one.</summary>
internal sealed record ShownState(int Version, IReadOnlyList<RecordItem> Items, bool WithNumber)
{
    /// <summary>The record as it stands.</summary>
    public static ShownState Of(PersonRecord record, Disclosed disclosed) => new(record.Version, disclosed.Items, disclosed.WithNumber);
}
