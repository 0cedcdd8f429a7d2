using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>What faults come to on a day: those that hold, each once and in their order, and when the next one begins or ends.</summary>
internal readonly record struct Verdict(IReadOnlyList<StandingFinding> Findings, DateOnly? NextChange)
{
    public static Verdict Of(PersonRecord record, DateOnly today, IEnumerable<(Rule Rule, Fault Fault)> faults)
    {
        var findings = new List<StandingFinding>();
        DateOnly? next = null;
        foreach (var (rule, fault) in faults)
        {
            if (fault.When.IsEmpty) continue;
            if (fault.When.Has(today)) findings.Add(new StandingFinding(rule, fault.Path, fault.Field, Responsibility.Of(rule, record, fault)));
            if (fault.When.From > today) Consider(fault.When.From);
            else if (fault.When.Until > today && fault.When.Until < DateOnly.MaxValue) Consider(fault.When.Until);
        }
        return new Verdict(findings, next);

        void Consider(DateOnly day) => next = next < day ? next : day;
    }
}
