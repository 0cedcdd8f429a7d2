using System.Globalization;
using System.Text;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Demo.Day;

/// <summary>Tells the demo as plain German lines, in the times of the played day.</summary>
public sealed class ConsoleDemoReport(TextWriter output) : IDemoReport
{
    private const int ProgressEvery = 100;
    private const int LinesPerSceneMax = 4;

    public void PersonsRegistered(int done, int total)
    {
        if (done % ProgressEvery == 0 || done == total)
            output.WriteLine(Line($"07:00  {done} von {total} erfundenen Personen gespeichert"));
    }

    public void ChapterOpened(DemoChapter chapter)
    {
        output.WriteLine();
        output.WriteLine($"== {chapter.Title} ==");
    }

    public void StepPlayed(PlayedStep step)
    {
        output.WriteLine();
        output.WriteLine(Line($"{step.Step.Time:HH:mm}  {step.Step.Title}"));
        output.WriteLine($"       {step.Step.Story}");
        foreach (var act in step.Acts.Take(LinesPerSceneMax))
        {
            output.WriteLine($"       {act.Act.Office.Name}: {act.Act.What} ({act.Person})");
            output.WriteLine($"         -> {AnswerOf(act.Reply)}");
        }
        if (step.Acts.Count > LinesPerSceneMax)
            output.WriteLine(Line($"       … und {step.Acts.Count - LinesPerSceneMax} weitere"));
        if (step.AsExpected) return;
        output.WriteLine("       !! anders als erwartet. Erwartet war:");
        foreach (var act in step.Acts) output.WriteLine($"       !! {act.Act.Office.Name}: {act.Act.Expected.ToGerman()}");
    }

    public void Told(string time, string story)
    {
        output.WriteLine();
        output.WriteLine($"{time}  {story}");
    }

    public void DayEnded(DemoSummary summary)
    {
        output.WriteLine();
        output.WriteLine("== 16:00  Feierabend ==");
        output.WriteLine(Line($"Übermittlungen des Tages: {summary.Accepted} gespeichert, {summary.Unchanged} ohne Neuigkeit,")
            + Line($" {summary.Repeated} wiederholt, {summary.Refused} abgelehnt"));
        output.WriteLine("Gründe der Ablehnungen:");
        foreach (var reason in summary.Reasons)
            output.WriteLine(Line($"  {reason.Count,3} x {reason.Code} ({reason.Paragraph}): {reason.German}"));
        output.WriteLine("Mitteilungen des Tages:");
        foreach (var told in summary.Told)
            output.WriteLine(Line($"  {told.All,4}  {told.Office.Name} ({told.Office.Key}): {told.Assigned} neu zuständig,")
                + Line($" {told.Changed} geändert, {told.Released} nicht mehr zuständig"));
        foreach (var deviation in summary.OtherDeviations) output.WriteLine($"!! {deviation}");
        output.WriteLine(summary.Deviations.Count + summary.OtherDeviations.Count == 0
            ? "Alles verlief wie erwartet."
            : Line($"{summary.Deviations.Count + summary.OtherDeviations.Count} Szenen verliefen anders als erwartet."));
    }

    private static string AnswerOf(SubmissionReply reply)
    {
        if (reply.Refusal is { } refusal) return "abgelehnt: " + ReasonOf(refusal);
        var receipt = reply.Receipt!;
        var answer = new StringBuilder(receipt.Repeated ? "dieselbe Quittung wie zuvor"
            : reply.Outcome == SubmissionOutcome.Unchanged ? "schon bekannt" : "gespeichert");
        answer.Append(CultureInfo.InvariantCulture, $", Fassung {receipt.Version} von {receipt.AzrNumber}");
        foreach (var finding in receipt.Findings.Where(finding => !finding.Refuses))
            answer.Append(CultureInfo.InvariantCulture, $"; Hinweis {finding.Rule}: {finding.German}");
        return answer.ToString();
    }

    private static string ReasonOf(Refusal refusal)
    {
        var rules = refusal.Findings.Where(finding => finding.Refuses)
            .Select(finding => $"{finding.Rule}{(finding.Field is null ? "" : $" ({finding.Field})")}: {finding.German}")
            .Distinct()
            .ToList();
        if (refusal.ChangedFields.Count > 0) rules.Add("geändert: " + string.Join(", ", refusal.ChangedFields));
        return rules.Count == 0 ? refusal.German : $"{refusal.German} {string.Join(" ", rules)}";
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.GetCultureInfo("de-DE"));
}
