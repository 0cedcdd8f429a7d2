using System.Text.Json.Serialization;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Torture.History;

/// <summary>One line of what a client saw, written before anything else happens to it.</summary>
/// <param name="At">Monotonic clock of the machine, the same for all processes of a run (<c>Stopwatch.GetTimestamp</c>).</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(Replied), "replied")]
[JsonDerivedType(typeof(Viewed), "viewed")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Took), "took")]
[JsonDerivedType(typeof(GaveUp), "gaveUp")]
public abstract record HistoryLine(long At)
{
    /// <summary>A submission is about to be sent, for the first time or again.</summary>
    /// <param name="Word">Text that occurs in this submission and no other; null where nothing is said that could be found again.</param>
    public sealed record Said(long At, Submission Submission, string? Word) : HistoryLine(At);

    /// <summary>The register has answered a submission.</summary>
    public sealed record Replied(long At, Guid Submission, SubmissionOutcome Outcome, string? AzrNumber, int Version, string? Code) : HistoryLine(At);

    /// <summary>A record was read.</summary>
    /// <param name="From">When the call began.</param>
    /// <param name="Version">Version of the view, 0 if there was none.</param>
    public sealed record Viewed(long At, long From, string AzrNumber, int Version) : HistoryLine(At);

    /// <summary>A follower begins to follow behind this position, which it or the register kept.</summary>
    public sealed record Opened(long At, long Position) : HistoryLine(At);

    /// <summary>The handler of a follower was called.</summary>
    public sealed record Took(long At, long Sequence, string Person, string? AzrNumber, int Version, NoticeKind Kind, IReadOnlyList<Value> Values) : HistoryLine(At);

    /// <summary>The client ended with a fault that it does not know how to go on from.</summary>
    public sealed record GaveUp(long At, string Fault) : HistoryLine(At);
}

/// <summary>A value of a notice and the submission that brought it.</summary>
public sealed record Value(string Path, string Text, Guid Submission, int Version);
