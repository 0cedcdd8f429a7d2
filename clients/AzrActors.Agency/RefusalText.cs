using AzrActors.Contracts.Submissions;

namespace AzrActors.Agency;

/// <summary>A refusal in words: the register's German text with rule, paragraph and field.</summary>
internal static class RefusalText
{
    /// <summary>The refusal itself, then one line per finding.</summary>
    public static IEnumerable<string> Lines(Refusal refusal)
    {
        yield return $"{refusal.Code}, {refusal.Paragraph}: {refusal.German}";
        if (refusal.CurrentVersion is { } version)
            yield return $"  version now {version}, changed since: {string.Join(", ", refusal.ChangedFields)}";
        foreach (var finding in refusal.Findings) yield return "  " + Line(finding);
        if (refusal.SimilarNumbers is { Count: > 0 } similar) yield return $"  nearly the same: {string.Join(", ", similar)}";
    }

    /// <summary>Tells the refusal on standard error.</summary>
    /// <returns>The exit code of a refusal.</returns>
    public static int Tell(Refusal refusal)
    {
        foreach (var line in Lines(refusal)) Console.Error.WriteLine(line);
        return ExitCode.Refused;
    }

    public static string Line(Finding finding)
    {
        var entry = finding.Entry is { } index ? $", entry {index + 1}" : "";
        var field = finding.Field is { } name ? $", field {name}" : "";
        return $"{finding.Rule}, {finding.Paragraph}{entry}{field}: {finding.German}";
    }
}
