using System.Globalization;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Findings;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal.Findings;
using Orleans.Concurrency;

namespace AzrActors.Grains.Findings;

/// <summary>Shows findings to whom they belong. What may be shown of a record says its grain, which also has it logged.</summary>
[StatelessWorker, Reentrant]
internal sealed class FindingsDeskGrain(
    IFindings findings, FindingSight sight, IMeetings meetings, IQuality quality, IRuleTrials trials, RecordNumbers numbers, LogBook log,
    AuthoritiesCache authorities, RegisterClock clock)
    : Grain, IFindingsDesk
{
    private const int LimitMax = 100;
    private const int DaysMax = 400;
    private const int DaysShown = 30;

    public async Task<FindingsPage> ListAsync(FindingQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, LimitMax);
        var today = clock.Now().Today;
        var after = ReadCursor(query.Cursor);
        var (filter, refusal) = await FilterOfAsync(query, today, cancellationToken);
        if (filter is null) return new FindingsPage { Refusal = Replies.ToRefusal(refusal!) };
        var stored = await findings.ListAsync(filter, after, query.Limit, cancellationToken);
        var described = await DescribeAsync(stored, cancellationToken);
        return new FindingsPage
        {
            Findings = [.. stored.Where(finding => described.ContainsKey(finding.Id))
                .Select(finding => FindingSight.View(finding, described[finding.Id].AzrNumber, described[finding.Id].Mend, today))],
            Next = stored.Count == query.Limit ? Write(stored[^1]) : null,
        };
    }

    public async Task<FindingsSummary> SummariseAsync(FindingQuery query, CancellationToken cancellationToken)
    {
        var today = clock.Now().Today;
        var (filter, refusal) = await FilterOfAsync(query, today, cancellationToken);
        if (filter is null) return new FindingsSummary { Refusal = Replies.ToRefusal(refusal!) };
        var counts = await findings.CountAsync(filter, today, cancellationToken);
        return new FindingsSummary
        {
            Rules =
            [
                .. counts.Select(count => (count, rule: Rules.Find(count.Rule))).Select(pair => new RuleFindings
                {
                    Rule = pair.count.Rule, Paragraph = pair.rule?.Source ?? "", German = pair.rule?.German ?? "", English = pair.rule?.English ?? "",
                    Count = pair.count.Standing, Overdue = pair.count.Overdue, OldestDueOn = pair.count.OldestDueOn,
                }),
            ],
        };
    }

    public async Task<ContestReply> ContestAsync(FindingContest contest, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (CodeList.Get("contest-reasons").FindName(contest.Reason, now.Today) is null)
            return new ContestReply { Refusal = Replies.ToRefusal(new Rejection.ContestReasonUnknown()) };
        var caller = await authorities.FindCallerAsync(GrainFactory);
        var unknown = new ContestReply { Refusal = Replies.ToRefusal(new Rejection.FindingUnknown()) };
        // Whose it is not, and who may not see the record, is answered as if there were none.
        if (caller is null || !caller.ExistsOn(now.Today) || await findings.FindAsync(contest.Finding, cancellationToken) is not { } finding
            || !sight.IsMender(caller, finding.Responsible, now.Today) || await DescribeAsync([finding], cancellationToken) is not { Count: > 0 }) return unknown;
        await log.WriteAsync(LogEntries.FindingContested(finding.Record, finding.Rule, contest.Reason, now), cancellationToken);
        return await findings.ContestAsync(contest.Finding, caller.Key, contest.Reason, now.Instant, cancellationToken) ? new ContestReply() : unknown;
    }

    public async Task<ReturnedMailReply> ReportReturnedMailAsync(ReturnedMailReport report, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(report.ReturnedOn, now.Today, nameof(report));
        var unknown = new ReturnedMailReply { Refusal = Replies.ToRefusal(new Rejection.RecordUnknown()) };
        if (!FactPath.TryParse(report.Fact, out var fact) || fact.Group != FactPath.Address
            || !AzrNumber.TryParse(report.AzrNumber, out var number) || await numbers.FindAsync(number, cancellationToken) is not { } record) return unknown;
        // Who does not see the address has written to none.
        var seen = await GrainFactory.GetGrain<IPersonRecordGrain>(record.Value).DescribeFindingsAsync(
            [new FindingPlace(0, Rules.MailReturned.Id, fact.ToString(), "")], cancellationToken);
        if (seen is null) return unknown;
        await log.WriteAsync(LogEntries.MailReturned(record, fact, now), cancellationToken);
        await meetings.ReportMailAsync(
            record, CallingAuthority.Key, new Domain.Quality.Meetings.ReturnedMail(fact.Number, report.ReturnedOn, now.Instant), cancellationToken);
        return new ReturnedMailReply();
    }

    public async Task<QualityReply> MeasureAsync(QualityQuery query, CancellationToken cancellationToken)
    {
        var today = clock.Now().Today;
        var caller = await authorities.FindCallerAsync(GrainFactory);
        var wanted = query.Authority is null ? caller?.Key : AuthorityKey.TryParse(query.Authority, out var named) ? named : null;
        if (caller is null || wanted is null || (wanted != caller.Key && caller.Kind != AuthorityKind.RegisterAuthority))
            return new QualityReply { Refusal = Replies.ToRefusal(caller is null ? new Rejection.SenderUnknown() : new Rejection.NotTheRegister()) };
        var to = query.To ?? today.AddDays(-1);
        var from = query.From ?? to.AddDays(-DaysShown);
        if (from < to.AddDays(-DaysMax)) from = to.AddDays(-DaysMax);
        return new QualityReply { Days = [.. (await quality.ReadAsync(wanted, from, to, cancellationToken)).Select(ToView)] };
    }

    public async Task<RuleTrialReply> TryRuleAsync(string rule, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return new RuleTrialReply { Refusal = Replies.ToRefusal(new Rejection.NotTheRegister()) };
        if (Rules.Find(rule) is null) return new RuleTrialReply { Refusal = Replies.ToRefusal(new Rejection.RuleUnknown()) };
        await log.WriteAsync(LogEntries.RuleTried(rule, clock.Now()), cancellationToken);
        return await FindTrialAsync(await trials.StartAsync(rule, AuthorityKey.Register, cancellationToken), cancellationToken);
    }

    public async Task<RuleTrialReply> FindTrialAsync(long trial, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return new RuleTrialReply { Refusal = Replies.ToRefusal(new Rejection.NotTheRegister()) };
        if (await trials.FindAsync(trial, cancellationToken) is not { } found) return new RuleTrialReply { Refusal = Replies.ToRefusal(new Rejection.RuleUnknown()) };
        return new RuleTrialReply
        {
            Trial = new RuleTrialView
            {
                Id = found.Id, Rule = found.Rule, Total = found.Total, Looked = found.Looked, Unreadable = found.Unreadable, Done = found.IsDone,
                Offices = [.. found.Found.Select(office => new RuleTrialOffice { Authority = office.Key.Value, Records = office.Value })],
            },
        };
    }

    /// <summary>What the caller may see of each, by its id; others are missing.</summary>
    private async Task<Dictionary<long, (string? AzrNumber, Contracts.Submissions.Entry? Mend)>> DescribeAsync(
        IReadOnlyList<StoredFinding> stored, CancellationToken cancellationToken)
    {
        var described = await Task.WhenAll(stored.GroupBy(finding => finding.Record).Select(record =>
            GrainFactory.GetGrain<IPersonRecordGrain>(record.Key.Value).DescribeFindingsAsync(
                [.. record.Select(FindingSight.PlaceOf)], cancellationToken)));
        return described.OfType<DescribedFindings>().SelectMany(record => record.Mends, (record, mend) => (record, mend))
            .ToDictionary(pair => pair.mend.Key, pair => (pair.record.AzrNumber, pair.mend.Value));
    }

    private async Task<(FindingFilter? Filter, Rejection? Refusal)> FilterOfAsync(FindingQuery query, DateOnly today, CancellationToken cancellationToken)
    {
        if (await RefusalOfAsync(query, today) is { } refusal) return (null, refusal);
        var isRegister = (await authorities.FindCallerAsync(GrainFactory))!.Kind == AuthorityKind.RegisterAuthority;
        var whose = query.Authority ?? VerifiedCaller.Current.Authority;
        var responsible = isRegister && query.Authority is null ? null : sight.KeysOf(AuthorityKey.Parse(whose), today);
        var filter = new FindingFilter(responsible, query.Rule, query.OlderThanDays is { } days ? today.AddDays(-days) : null, isRegister);
        return (query.AzrNumber is null ? filter : filter with { Record = await RecordOfAsync(query.AzrNumber, cancellationToken) }, null);
    }

    /// <summary>A number that no record has finds nothing, like one of a record without findings.</summary>
    private async Task<RecordId> RecordOfAsync(string typed, CancellationToken cancellationToken) =>
        AzrNumber.TryParse(typed, out var number) && await numbers.FindAsync(number, cancellationToken) is { } record ? record : new RecordId(Guid.Empty);

    private async Task<Rejection?> RefusalOfAsync(FindingQuery query, DateOnly today)
    {
        if (await authorities.FindCallerAsync(GrainFactory) is not { } caller || !caller.ExistsOn(today)) return new Rejection.SenderUnknown();
        if (Purpose.Find(VerifiedCaller.Current.Purpose, today) is null) return new Rejection.PurposeUnknown();
        if (query.Authority is null || query.Authority == caller.Key.Value) return null;
        return caller.Kind == AuthorityKind.RegisterAuthority && AuthorityKey.TryParse(query.Authority, out _) ? null : new Rejection.NotTheRegister();
    }

    private static QualityOfDay ToView(QualityDay day) => new()
    {
        Day = day.Day, Records = day.Records, Completeness = day.Records == 0 ? null : (double)day.Complete / day.Records,
        Submissions = day.Submissions, Late = day.Late, LagMedianDays = day.LagMedian, LagNinetiethDays = day.LagNinetieth,
        FindingsPerThousand = PerThousand(day.Rules.Sum(rule => rule.Standing), day.Records),
        Rules =
        [
            .. day.Rules.Select(rule => new QualityOfRule
            {
                Rule = rule.Rule, Standing = rule.Standing, Overdue = rule.Overdue, Opened = rule.Opened, Closed = rule.Closed,
                PerThousand = PerThousand(rule.Standing, day.Records),
            }),
        ],
    };

    private static double? PerThousand(int count, int records) => records == 0 ? null : 1000.0 * count / records;

    private static string Write(StoredFinding last) => string.Create(CultureInfo.InvariantCulture, $"{last.DueOn.DayNumber}-{last.Id}");

    /// <exception cref="ArgumentException">Not a cursor that the desk has given.</exception>
    private static FindingCursor ReadCursor(string? cursor)
    {
        if (cursor is null) return FindingCursor.Start;
        return cursor.Split('-') is [var day, var id] && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= DateOnly.MaxValue.DayNumber && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new FindingCursor(DateOnly.FromDayNumber(number), last)
            : throw new ArgumentException("This is no cursor of a worklist.", nameof(cursor));
    }
}
