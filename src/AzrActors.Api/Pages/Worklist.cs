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
/// <param name="Title">What it is and of whom.</param>
/// <param name="Path">Where it is dealt with.</param>
/// <param name="Key">Names the entry to colleagues, for who is on it; null for kinds without (<see cref="WorkKeys"/>).</param>
public sealed record WorkItem(string Kind, string Title, string Detail, string Path, DateTimeOffset Since, string? Key)
{
    /// <summary>Only the day is known since when it waits; <see cref="Since"/> is its beginning.</summary>
    public bool IsSinceDay { get; init; }

    /// <summary>Day by which it should be done; null where the law sets none.</summary>
    public DateOnly? DueOn { get; init; }

    public bool IsOverdue { get; init; }
}

/// <summary>What waits for a role.</summary>
/// <param name="Items">What is overdue first, then by age.</param>
/// <param name="Last">Number of the newest notice of the feed.</param>
/// <param name="Later">Kinds of which only the first are listed, with how many more there are; null where that is not counted.</param>
public sealed record Work(IReadOnlyList<WorkItem> Items, long Last, IReadOnlyDictionary<string, int?> Later)
{
    /// <summary>How many there are, with a mark where there are more.</summary>
    /// <param name="kind">Null for all.</param>
    public string Count(string? kind)
    {
        var later = Later.Where(one => kind is null || one.Key == kind).Select(one => one.Value).ToList();
        return GermanText.Number(Items.Count(item => kind is null || item.Kind == kind) + later.Sum(more => more ?? 0)) + (later.Contains(null) ? "+" : "");
    }
}

/// <summary>Everything that waits for a role, oldest first: each kind comes from the desk that knows it.</summary>
internal static class Worklist
{
    public const string Arrived = "Eingang";
    public const string Asked = "Rückfrage";
    public const string Finding = "Befund";
    public const string Aside = "Zurückgestellt";
    public const string Duplicate = "Dublette";
    public const string Merge = "Zusammenführung";

    /// <summary>So many of the oldest; the inbox has all. More are not read to be looked at on the way to something else.</summary>
    private const int NoticesMax = 200;

    /// <summary>So many of the earliest due; the page of quality has all.</summary>
    private const int FindingsMax = 100;

    /// <summary>So many of those found first; the page of duplicates has all.</summary>
    private const int PairsMax = 200;

    /// <summary>Kinds in the order of the filter.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Arrived, Finding, Duplicate, Merge, Asked, Aside];

    /// <summary>The page that lists all of a kind.</summary>
    public static NavigationEntry PageOf(string kind) => Navigation.To(kind switch
    {
        Finding => PageRoutes.Quality,
        Duplicate or Merge => PageRoutes.Duplicates,
        _ => PageRoutes.Incoming,
    });

    public static async Task<Work> ListAsync(IAzrClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = client.Findings.ListAsync(new FindingQuery { Limit = FindingsMax }, cancellationToken);
        var pairs = client.Identity.ListOpenPairsAsync(new OpenPairQuery { Limit = PairsMax }, cancellationToken);
        var merges = client.Identity.ListMergesAsync(cancellationToken);
        var incoming = await new Incoming(client).ListAsync(NoticesMax, cancellationToken);
        var cases = (await merges).Cases.Where(merge => Waits(merge, client.Caller, now)).ToList();
        var asked = cases.Select(merge => merge.Case.ToString()).ToHashSet();
        var items = incoming.Open.Where(one => !IsLetterOf(one, asked)).Select(OfNotice)
            .Concat((await findings).Findings.Select(OfFinding))
            .Concat((await pairs).Pairs.Where(pair => pair is not { ByOfficial: true, Outcome: PairOutcome.Possible }).Select(OfPair))
            .Concat(cases.Select(merge => OfMerge(merge, client.Caller, now)));
        var later = incoming.Later.CountBy(KindOf).ToDictionary(kind => kind.Key, kind => (int?)kind.Value);
        if ((await findings).Findings.Count == FindingsMax) later[Finding] = null;
        if ((await pairs).Pairs.Count == PairsMax) later[Duplicate] = null;
        return new Work([.. items.OrderByDescending(item => item.IsOverdue).ThenBy(item => item.Since)], incoming.Last, later);
    }

    /// <summary>The letter that asks for a consent says no more than the case itself, which waits on the list already.</summary>
    private static bool IsLetterOf(IncomingNotice one, HashSet<string> cases) =>
        one.Notice.Items.Any(item => item.Path == IncomingNotice.CasePath && cases.Contains(item.Value));

    /// <summary>An office is waited for until it answers, the register authority once it can decide.</summary>
    private static bool Waits(MergeCase merge, Caller caller, DateTimeOffset now) => merge.State == MergeState.Asking && (Navigation.IsOperator(caller)
        ? merge.AnswerBy < now || merge.Consents.All(one => one.Agrees == true) || merge.Consents.Any(one => one.Agrees == false)
        : merge.Consents.Any(one => one.Authority == caller.Authority && one.Agrees is null));

    private static WorkItem OfPair(OpenPair pair) => new(
        Duplicate, string.Create(CultureInfo.InvariantCulture,
            $"{(pair is { Outcome: PairOutcome.Same, ByOfficial: true } ? "Dieselbe Person, Zusammenführung vorschlagen" : "Mögliche Dublette")}: Paar {pair.Pair}"),
        $"nach den Angaben {PairText.Likelihood(pair.Bits)}",
        PageRoutes.Pair(pair.Pair), pair.FoundAt, WorkKeys.Pair(pair.Pair));

    private static WorkItem OfMerge(MergeCase merge, Caller caller, DateTimeOffset now) => new(
        Merge, $"{(!Navigation.IsOperator(caller) ? "Zustimmung erbeten" : merge.Consents.Any(one => one.Agrees == false) ? "Eine Behörde lehnt ab" : "Entscheidungsreif")}: "
        + $"AZR {GermanText.Grouped(merge.OtherNumber)} in {GermanText.Grouped(merge.KeptNumber)}", merge.Reason, PageRoutes.Merge(merge.Case),
        merge.ProposedAt, WorkKeys.Merge(merge.Case))
    {
        DueOn = LegalCalendar.DayOf(merge.AnswerBy), IsOverdue = merge.AnswerBy < now,
    };

    private static WorkItem OfFinding(FindingView finding)
    {
        // Whose it is comes first: the same is often wrong with many.
        var (wrong, advice) = GermanText.FindingParts(GermanText.Bound(finding.German));
        return new(
            Finding, $"{(finding.AzrNumber is { } number ? $"AZR {GermanText.Grouped(number)}" : "ohne AZR-Nummer")}: {wrong}",
            string.Join(" · ", new[] { advice, $"{finding.Rule}, {finding.Paragraph}" }.OfType<string>()),
            $"{PageRoutes.Quality}#befund-{finding.Id.ToString(CultureInfo.InvariantCulture)}",
            new DateTimeOffset(finding.OpenedOn.ToDateTime(TimeOnly.MinValue), LegalCalendar.LocalTimeOf(DateTimeOffset.UnixEpoch).Offset), null)
        {
            DueOn = finding.DueOn, IsOverdue = finding.Overdue, IsSinceDay = true,
        };
    }

    private static string KindOf(NoticeStanding standing) => standing.Status switch
    {
        DeliveryStatus.Parked => Aside,
        DeliveryStatus.Refused => Asked,
        _ => Arrived,
    };

    private static WorkItem OfNotice(IncomingNotice one) => new(
        KindOf(one.Standing),
        $"{one.Notice.Occasion}: {(one.Notice.PersonName.Length > 0 ? one.Notice.PersonName : "ohne Angaben zur Person")}",
        string.Join("; ", NoticeLine.Of(one.Notice).Take(2).Select(line => $"{line.Label}: {line.Text}")),
        $"{PageRoutes.Incoming}#meldung-{one.Notice.Sequence.ToString(CultureInfo.InvariantCulture)}",
        one.Notice.RecordedAt,
        WorkKeys.Notice(one.Notice.Sequence));
}
