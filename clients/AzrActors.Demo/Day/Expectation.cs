using System.Diagnostics;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Demo.Day;

/// <summary>What the script expects the register to answer. The set is closed.</summary>
public abstract record Expectation
{
    private Expectation() { }

    /// <summary>Stored; when the demo is played again on the same day, the stored receipt.</summary>
    public sealed record Accepted : Expectation;

    /// <summary>Stored with a doubt of this rule.</summary>
    public sealed record AcceptedWithDoubt(string Rule) : Expectation;

    /// <summary>The stored receipt of an earlier submission with the same id and content.</summary>
    public sealed record Repeated : Expectation;

    /// <summary>Known already.</summary>
    public sealed record Unchanged : Expectation;

    /// <summary>Refused with this code, and at least these rules among its findings.</summary>
    public sealed record Refused(string Code, IReadOnlyList<string> Rules) : Expectation;

    /// <summary>Two submissions contend: one is stored, the other refused like this. Which one is chance.</summary>
    public sealed record OneWins(Refused Loser) : Expectation;

    public static Expectation Stored { get; } = new Accepted();

    public static Expectation KnownAlready { get; } = new Unchanged();

    public static Expectation SameReceipt { get; } = new Repeated();

    public static Refused NotEntitled { get; } = new("sender.not-entitled", ["Q120"]);

    /// <summary>The authority may not make a new record, whatever it may write in one.</summary>
    public static Refused MayNotRegister { get; } = new("sender.not-entitled", ["F017"]);

    public static Refused Stale { get; } = new("record.version-stale", []);

    public static Expectation Doubt(string rule) => new AcceptedWithDoubt(rule);

    public static Refused Faulty(params string[] rules) => new("submission.faulty", rules);

    public static Refused RefusedAs(string code) => new(code, []);

    /// <summary>True if the register answered as expected. Of two that contend, one alone may have won or lost.</summary>
    public bool IsMetBy(SubmissionReply reply) => this switch
    {
        Accepted => reply.Outcome == SubmissionOutcome.Accepted,
        AcceptedWithDoubt doubt => reply.Outcome == SubmissionOutcome.Accepted
            && reply.Receipt!.Findings.Any(finding => finding.Rule == doubt.Rule),
        Repeated => reply.Receipt is { Repeated: true },
        Unchanged => reply.Outcome == SubmissionOutcome.Unchanged,
        Refused refused => reply.Refusal is { } refusal && refusal.Code == refused.Code
            && refused.Rules.All(rule => refusal.Findings.Any(finding => finding.Rule == rule)),
        OneWins contest => reply.Outcome == SubmissionOutcome.Accepted || contest.Loser.IsMetBy(reply),
        _ => throw new UnreachableException($"No check for {GetType().Name}."),
    };

    /// <summary>The expectation in German, for the console.</summary>
    public string ToGerman() => this switch
    {
        Accepted => "wird gespeichert",
        AcceptedWithDoubt doubt => $"wird gespeichert, mit Hinweis {doubt.Rule}",
        Repeated => "dieselbe Quittung noch einmal",
        Unchanged => "schon bekannt, nichts Neues",
        Refused { Rules.Count: 0 } refused => $"wird abgelehnt ({refused.Code})",
        Refused refused => $"wird abgelehnt ({string.Join(", ", refused.Rules)})",
        OneWins contest => $"eine von beiden wird gespeichert, die andere {contest.Loser.ToGerman()}",
        _ => throw new UnreachableException($"No words for {GetType().Name}."),
    };
}
