namespace AzrActors.Domain.Distribution;

// Stub of the branch "push"; the lead's file replaces it.
public enum NoticeKind { Assigned = 1, Changed = 2, Released = 3 }

public sealed record Notice
{
    public required string Recipient { get; init; }
    public required NoticeKind Kind { get; init; }
    public required string Person { get; init; }
    public string? AzrNumber { get; init; }
    public required string PersonName { get; init; }
    public required string BirthDate { get; init; }
    public required int Version { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Paragraph { get; init; }
    public required string Occasion { get; init; }
}
