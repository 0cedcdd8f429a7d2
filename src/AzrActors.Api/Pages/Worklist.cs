using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Pages;

/// <summary>One thing that waits for this role.</summary>
/// <param name="Kind">Name of its kind, for the filter.</param>
/// <param name="Path">Where it is dealt with.</param>
/// <param name="Key">Names the entry to colleagues, for who is on it; null for kinds without (<see cref="WorkKeys"/>).</param>
public sealed record WorkItem(string Kind, string Title, string Person, string Detail, string Path, DateTimeOffset Since, string? Key)
{
    /// <summary>Day by which it should be done; null where the law sets none.</summary>
    public DateOnly? DueOn { get; init; }

    public bool IsOverdue { get; init; }
}

/// <summary>What waits for a role.</summary>
/// <param name="Items">What is overdue first, then by age.</param>
/// <param name="Last">Number of the newest notice of the feed.</param>
/// <param name="Capped">Kinds of which only the first are listed.</param>
public sealed record Work(IReadOnlyList<WorkItem> Items, long Last, IReadOnlySet<string> Capped);

/// <summary>Everything that waits for a role, oldest first: each kind comes from the desk that knows it.</summary>
internal static class Worklist
{
    public const string Arrived = "Eingang";
    public const string Asked = "Rückfrage";
    public const string Finding = "Befund";
    public const string Aside = "Zurückgestellt";
    public const string Duplicate = "Dublette";
    public const string Merge = "Zusammenführung";

    /// <summary>So many of the earliest due; the page of quality has all.</summary>
    private const int FindingsMax = 100;

    /// <summary>So many of those found first; the page of duplicates has all.</summary>
    private const int PairsMax = 200;

    /// <summary>Kinds in the order of the filter.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Arrived, Finding, Duplicate, Merge, Asked, Aside];

    public static async Task<Work> ListAsync(IAzrClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = client.Findings.ListAsync(new FindingQuery { Limit = FindingsMax }, cancellationToken);
        var pairs = client.Identity.ListOpenPairsAsync(new OpenPairQuery { Limit = PairsMax }, cancellationToken);
        var merges = client.Identity.ListMergesAsync(cancellationToken);
        var (open, last) = await new Incoming(client).ListAsync(cancellationToken);
        var cases = (await merges).Cases.Where(merge => Waits(merge, client.Caller, now)).ToList();
        var asked = cases.Select(merge => merge.Case.ToString()).ToHashSet();
        var items = open.Where(one => !IsLetterOf(one, asked)).Select(OfNotice)
            .Concat((await findings).Findings.Select(OfFinding))
            .Concat((await pairs).Pairs.Where(pair => pair is not { ByOfficial: true, Outcome: PairOutcome.Possible }).Select(OfPair))
            .Concat(cases.Select(merge => OfMerge(merge, client.Caller, now)));
        HashSet<string> capped = [];
        if ((await findings).Findings.Count == FindingsMax) capped.Add(Finding);
        if ((await pairs).Pairs.Count == PairsMax) capped.Add(Duplicate);
        return new Work([.. items.OrderByDescending(item => item.IsOverdue).ThenBy(item => item.Since)], last, capped);
    }

    /// <summary>The letter that asks for a consent says no more than the case itself, which waits on the list already.</summary>
    private static bool IsLetterOf(IncomingNotice one, HashSet<string> cases) =>
        one.Notice.Items.Any(item => item.Path == IncomingNotice.CasePath && cases.Contains(item.Value));

    /// <summary>An office is waited for until it answers, the register authority once it can decide.</summary>
    private static bool Waits(MergeCase merge, Caller caller, DateTimeOffset now) => merge.State == MergeState.Asking && (Navigation.IsOperator(caller)
        ? merge.AnswerBy < now || merge.Consents.All(one => one.Agrees == true) || merge.Consents.Any(one => one.Agrees == false)
        : merge.Consents.Any(one => one.Authority == caller.Authority && one.Agrees is null));

    private static WorkItem OfPair(OpenPair pair) => new(
        Duplicate, pair is { Outcome: PairOutcome.Same, ByOfficial: true } ? "Dieselbe Person, Zusammenführung vorschlagen" : "Mögliche Dublette",
        $"Paar {pair.Pair.ToString(CultureInfo.InvariantCulture)}", $"nach den Angaben {PairText.Likelihood(pair.Bits)}",
        PageRoutes.Pair(pair.Pair), pair.FoundAt, WorkKeys.Pair(pair.Pair));

    private static WorkItem OfMerge(MergeCase merge, Caller caller, DateTimeOffset now) => new(
        Merge, !Navigation.IsOperator(caller) ? "Zustimmung erbeten" : merge.Consents.Any(one => one.Agrees == false) ? "Eine Behörde lehnt ab" : "Entscheidungsreif",
        $"AZR {GermanText.Grouped(merge.OtherNumber)} in {GermanText.Grouped(merge.KeptNumber)}", merge.Reason, PageRoutes.Merge(merge.Case),
        merge.ProposedAt, WorkKeys.Merge(merge.Case))
    {
        DueOn = LegalCalendar.DayOf(merge.AnswerBy), IsOverdue = merge.AnswerBy < now,
    };

    private static WorkItem OfFinding(FindingView finding) => new(
        Finding, finding.German.TrimEnd('.'), finding.AzrNumber is { } number ? $"AZR {GermanText.Grouped(number)}" : "ohne AZR-Nummer", $"{finding.Rule}, {finding.Paragraph}",
        $"{PageRoutes.Quality}#befund-{finding.Id.ToString(CultureInfo.InvariantCulture)}",
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
        $"{PageRoutes.Incoming}#meldung-{one.Notice.Sequence.ToString(CultureInfo.InvariantCulture)}",
        one.Notice.RecordedAt,
        WorkKeys.Notice(one.Notice.Sequence));
}
