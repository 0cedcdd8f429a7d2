using AzrActors.Client;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Pages;

/// <summary>One thing that waits for this role.</summary>
/// <param name="Kind">Name of its kind, for the filter.</param>
/// <param name="Path">Where it is dealt with.</param>
/// <param name="Sequence">Number of the notice, for who is on it; null for other kinds.</param>
public sealed record WorkItem(string Kind, string Title, string Person, string Detail, string Path, DateTimeOffset Since, long? Sequence)
{
    /// <summary>Day by which it should be done; null where the law sets none.</summary>
    public DateOnly? DueOn { get; init; }

    public bool IsOverdue { get; init; }
}

/// <summary>Everything that waits for a role, oldest first: each kind comes from the desk that knows it.</summary>
internal static class Worklist
{
    public const string Arrived = "Eingang";
    public const string Asked = "Rückfrage";
    public const string Finding = "Befund";
    public const string Aside = "Zurückgestellt";

    /// <summary>So many of the earliest due; the page of quality has all.</summary>
    private const int FindingsMax = 100;

    /// <summary>Kinds in the order of the filter.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Arrived, Finding, Asked, Aside];

    /// <summary>What is overdue first, then by age.</summary>
    public static async Task<(IReadOnlyList<WorkItem> Items, long Last)> ListAsync(IAzrClient client, CancellationToken cancellationToken)
    {
        var (open, last) = await new Incoming(client).ListAsync(cancellationToken);
        var findings = await client.Findings.ListAsync(new FindingQuery { Limit = FindingsMax }, cancellationToken);
        return ([.. open.Select(OfNotice).Concat(findings.Findings.Select(OfFinding)).OrderByDescending(item => item.IsOverdue).ThenBy(item => item.Since)], last);
    }

    private static WorkItem OfFinding(FindingView finding) => new(
        Finding, finding.German.TrimEnd('.'), finding.AzrNumber is { } number ? $"AZR {GermanText.Grouped(number)}" : "ohne AZR-Nummer", $"{finding.Rule}, {finding.Paragraph}",
        $"{PageRoutes.Quality}#befund-{finding.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        new DateTimeOffset(finding.OpenedOn.ToDateTime(TimeOnly.MinValue), LegalCalendar.LocalTimeOf(DateTimeOffset.UnixEpoch).Offset), null)
    {
        DueOn = finding.DueOn, IsOverdue = finding.Overdue,
    };

    private static WorkItem OfNotice(IncomingNotice one) => new(
        one.Standing.Status switch
        {
            DeliveryStatus.Parked => Aside,
            DeliveryStatus.Refused => Asked,
            _ => Arrived,
        },
        one.Notice.Occasion,
        one.Notice.PersonName.Length > 0 ? one.Notice.PersonName : "ohne Angaben zur Person",
        string.Join("; ", NoticeLine.Of(one.Notice).Take(2).Select(line => $"{line.Label} {line.Text}")),
        $"{PageRoutes.Incoming}#meldung-{one.Notice.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
        one.Notice.RecordedAt,
        one.Notice.Sequence);
}
