using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>What the outside world contributes to a decision; the domain itself has no clock and no randomness.</summary>
/// <param name="Caller">The authority that the signed assertion proved.</param>
/// <param name="ReceivedAt">Instant of receipt, UTC, in microseconds.</param>
/// <param name="Today">Legal day of receipt in Europe/Berlin.</param>
/// <param name="FreshNumber">A number to give to a record that comes into being now.</param>
public sealed record DecisionContext(Authority Caller, DateTimeOffset ReceivedAt, DateOnly Today, AzrNumber FreshNumber)
{
    /// <summary>What the search before a first storing has found to be wrong (rules Q003, Q004); asked only where there is no record yet.</summary>
    public IReadOnlyList<Finding> OfSearch { get; init; } = [];

    /// <summary>What is wrong with a record on this day; whoever knows it already for one of the two records need not work it out again.</summary>
    public Func<PersonRecord, RecordOutlook> OutlookOf { get; init; } = record => RecordOutlook.Of(record, null, Today);
}

/// <summary>The outcome of one submission. The set is closed.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>The record changes; nothing counts until the change is stored.</summary>
    /// <param name="Doubts">Findings that did not prevent storing.</param>
    public sealed record Accepted(RecordChange Change, PersonRecord Record, IReadOnlyList<Finding> Doubts) : Decision;

    /// <summary>Everything said was known already: no event, no notice.</summary>
    public sealed record Unchanged(IReadOnlyList<Finding> Doubts) : Decision;

    /// <summary>Nothing is stored but a log entry.</summary>
    public sealed record Refused(Rejection Rejection) : Decision;
}
