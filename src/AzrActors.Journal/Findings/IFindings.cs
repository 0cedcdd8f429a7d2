using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Findings;

/// <summary>Stored findings, by who must mend them. Read through indexes however many there are.</summary>
public interface IFindings
{
    /// <summary>One page of findings that stand and are not contested, by rising day of due and id.</summary>
    Task<IReadOnlyList<StoredFinding>> ListAsync(FindingFilter filter, FindingCursor after, int limit, CancellationToken cancellationToken);

    /// <summary>How many of each rule stand.</summary>
    Task<IReadOnlyList<FindingCount>> CountAsync(FindingFilter filter, DateOnly today, CancellationToken cancellationToken);

    /// <summary>One that stands, contested or not; null if there is none.</summary>
    Task<StoredFinding?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>The data were checked and stay as they are: the finding rests until they change.</summary>
    /// <param name="reason">Code of the list of reasons.</param>
    /// <returns>False if it does not stand any more.</returns>
    Task<bool> ContestAsync(long id, AuthorityKey by, string reason, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>Which findings are meant.</summary>
/// <param name="Responsible">Who must mend them, former names of one authority included; null for all.</param>
/// <param name="Rule">Null for all rules.</param>
/// <param name="OpenedUntil">Opened on this day or before; null for all.</param>
/// <param name="Hidden">Also on records that a block hides.</param>
public sealed record FindingFilter(IReadOnlyList<AuthorityKey>? Responsible, string? Rule, DateOnly? OpenedUntil, bool Hidden)
{
    /// <summary>Only those on this record; null for all.</summary>
    public RecordId? Record { get; init; }
}

/// <summary>Place in the order of a worklist.</summary>
public sealed record FindingCursor(DateOnly DueOn, long Id)
{
    public static FindingCursor Start { get; } = new(DateOnly.MinValue, 0);
}

public sealed record StoredFinding(
    long Id, RecordId Record, string Rule, string Path, string Field, AuthorityKey Responsible, DateOnly OpenedOn, DateOnly DueOn, bool IsContested);

public sealed record FindingCount(string Rule, int Standing, int Overdue, DateOnly OldestDueOn);
