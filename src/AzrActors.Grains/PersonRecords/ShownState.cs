using AzrActors.Domain.Disclosure;

namespace AzrActors.Grains.PersonRecords;

/// <summary>What one request is shown of one version, the newest or an earlier one.</summary>
internal sealed record ShownState(int Version, IReadOnlyList<RecordItem> Items, bool WithNumber);
