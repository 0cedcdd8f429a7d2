using AzrActors.Contracts.Submissions;

namespace AzrActors.Demo.Day;

/// <summary>Follows the demo while it is played. Calls come one at a time, in the order of the story.</summary>
public interface IDemoReport
{
    /// <summary>So many persons of the population are registered.</summary>
    void PersonsRegistered(int done, int total);

    void ChapterOpened(DemoChapter chapter);

    void StepPlayed(PlayedStep step);

    /// <summary>Something happened that is no submission.</summary>
    /// <param name="time">Time of the played day.</param>
    void Told(string time, string story);

    void DayEnded(DemoSummary summary);
}

/// <summary>A submission and what the register answered.</summary>
public sealed record PlayedAct(DemoAct Act, string Person, SubmissionReply Reply)
{
    public bool AsExpected => Act.Expected.IsMetBy(Reply);
}

/// <summary>A scene and what really happened.</summary>
public sealed record PlayedStep(DemoStep Step, IReadOnlyList<PlayedAct> Acts)
{
    /// <summary>Every answer was the expected one, and where two contended, exactly one won.</summary>
    public bool AsExpected => Acts.All(act => act.AsExpected)
        && (!Acts.Any(act => act.Act.Expected is Expectation.OneWins)
            || Acts.Count(act => act.Act.Expected is Expectation.OneWins && act.Reply.Outcome == SubmissionOutcome.Accepted) == 1);
}

/// <summary>What the day came to.</summary>
/// <param name="Deviations">Scenes in which the register did not answer as the script expects.</param>
public sealed record DemoSummary(
    int Persons,
    int Accepted,
    int Repeated,
    int Unchanged,
    int Refused,
    IReadOnlyList<RefusalCount> Reasons,
    IReadOnlyList<NoticeCount> Told,
    IReadOnlyList<PlayedStep> Deviations)
{
    /// <summary>What went otherwise in the scenes that are no submissions.</summary>
    public IReadOnlyList<string> OtherDeviations { get; init; } = [];
}

/// <summary>How often a rule, or a refusal without rules, was the reason.</summary>
/// <param name="Code">Rule, for example Q061, or code of the refusal.</param>
public sealed record RefusalCount(string Code, string Paragraph, string German, int Count);

/// <summary>Notices that an authority received during the day.</summary>
public sealed record NoticeCount(DemoOffice Office, int Assigned, int Changed, int Released)
{
    public int All => Assigned + Changed + Released;
}
