using System.Diagnostics;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Agency.Import;

public enum LineOutcome
{
    /// <summary>Stored.</summary>
    Accepted = 1,

    /// <summary>Known already.</summary>
    Unchanged = 2,

    /// <summary>Refused by the register.</summary>
    Refused = 3,

    /// <summary>The line is faulty in itself; the register was not asked.</summary>
    Unreadable = 4,

    /// <summary>The line speaks of a person by a reference whose registration did not succeed.</summary>
    NotSent = 5,
}

/// <summary>What became of one line; also the format of the report and, of answered lines, of the progress file.</summary>
public sealed record LineResult
{
    public required int Line { get; init; }

    public required LineOutcome Outcome { get; init; }

    /// <summary>Absent when the line could not be read.</summary>
    public Guid? LineId { get; init; }

    public Guid? SubmissionId { get; init; }

    public string? AzrNumber { get; init; }

    public int? Version { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>Doubts about something that was stored nevertheless.</summary>
    public IReadOnlyList<Finding>? Doubts { get; init; }

    /// <summary>Why the register was not asked.</summary>
    public string? Reason { get; init; }

    /// <summary>True when the register has answered.</summary>
    public bool IsAnswer() => Outcome is LineOutcome.Accepted or LineOutcome.Unchanged or LineOutcome.Refused;

    public static LineResult Unasked(int line, LineOutcome outcome, string reason) =>
        new() { Line = line, Outcome = outcome, Reason = reason };

    public static LineResult Of(ImportLine.Readable line, SubmissionReply reply) => new()
    {
        Line = line.Number,
        LineId = line.LineId,
        SubmissionId = line.Submission.SubmissionId,
        Outcome = reply.Outcome switch
        {
            SubmissionOutcome.Accepted => LineOutcome.Accepted,
            SubmissionOutcome.Unchanged => LineOutcome.Unchanged,
            SubmissionOutcome.Refused => LineOutcome.Refused,
            _ => throw new UnreachableException($"No outcome for {reply.Outcome}."),
        },
        AzrNumber = reply.Receipt?.AzrNumber,
        Version = reply.Receipt?.Version,
        Doubts = reply.Receipt?.Findings is { Count: > 0 } doubts ? doubts : null,
        Refusal = reply.Refusal,
    };
}
