using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>A residence status about to be granted.</summary>
/// <param name="Record">The record before it.</param>
internal sealed record GrantCase(PersonRecord Record, StatusCode Status, DateOnly GrantedOn, DateOnly? ValidUntil, DateOnly Today)
{
    /// <summary>Statuses that run during part of its time.</summary>
    public IEnumerable<StoredStatus> Beside => Record.Statuses.Where(one => one.Overlaps(GrantedOn, ValidUntil ?? DateOnly.MaxValue));
}

/// <summary>Rules on granting a residence status.</summary>
internal static class GrantRules
{
    private const string BanRow = "14a";
    private const string TitleRow = "10";
    private const string HumanitarianLetter = "c";
    private const string WeekStop = "Toleration60a2a";
    private const string GroupStop = "Toleration60a1";

    public static IReadOnlyList<Check<GrantCase>> All { get; } =
    [
        new(Rules.OccasionInFuture, "grantedOn", grant => DayRules.IsAhead(grant.GrantedOn, grant.Today)),
        new(Rules.BeforeBirth, "grantedOn", grant => DayRules.IsBeforeBirth(grant.GrantedOn, grant.Record.BirthDate)),
        new(Rules.LimitBeforeGrant, "validUntil", grant => DayRules.EndsBeforeItStarts(grant.GrantedOn, grant.ValidUntil)),
        new(Rules.SettlementWithLimit, "validUntil", grant => IsSettlementWithLimit(grant.Status, grant.ValidUntil)),
        new(Rules.TitleWithoutStay, "status", IsTitleWithoutStay),
        new(Rules.TolerationBesideTitle, "status", IsTolerationBesideTitle),
        new(Rules.TitleDuringBan, "status", IsDuringBan),
        new(Rules.TolerationTooLong, "validUntil", IsWeekStopTooLong),
        new(Rules.GroupStopTooLong, "validUntil", IsGroupStopTooLong),
    ];

    [Judges("Q061")]
    public static bool IsSettlementWithLimit(StatusCode status, DateOnly? until) => status.Kind == StatusKind.Settlement && until is not null;

    [Judges("Q063")]
    private static bool IsTolerationBesideTitle(GrantCase grant) => grant.Status.Kind == StatusKind.Toleration
        ? grant.Beside.Any(one => one.Status.IsTitle)
        : grant.Status.IsTitle && grant.Beside.Any(one => one.Status.Kind == StatusKind.Toleration);

    [Judges("Q065")]
    private static bool IsTitleWithoutStay(GrantCase grant) => grant.Status.IsTitle && !grant.Record.IsResident;

    /// <summary>Titles of chapter 5 may be granted in spite of a ban (§ 11 Abs. 4 AufenthG); one suspended by re-entry works on.</summary>
    [Judges("Q066")]
    private static bool IsDuringBan(GrantCase grant)
    {
        if (!grant.Status.IsTitle || grant.Record.Facts.Count == 0) return false;
        if (LegalStates.Find(grant.Status.Item, grant.Today)?.Item is { Row: TitleRow } title && title.IsWithin(HumanitarianLetter)) return false;
        return grant.Record.Facts.Values.SelectMany(facts => facts)
            .Any(fact => fact.RunsOn(grant.GrantedOn) && !(fact.Day("validUntil") < grant.GrantedOn)
                && LegalStates.Find(fact.Item, grant.Today)?.Item.Row == BanRow && fact.Item != "BanSuspended11p9");
    }

    /// <summary>A week, and none behind another.</summary>
    [Judges("Q078")]
    private static bool IsWeekStopTooLong(GrantCase grant) => grant.Status.Item == WeekStop
        && (grant.ValidUntil > Rules.TolerationTooLong.Terms[0].After(grant.GrantedOn)
            || grant.Record.Statuses.Any(one => one.Status.Item == WeekStop && one.GrantedOn < grant.GrantedOn && one.Overlaps(grant.GrantedOn.AddDays(-1), grant.GrantedOn)));

    [Judges("Q079")]
    private static bool IsGroupStopTooLong(GrantCase grant) =>
        grant.Status.Item == GroupStop && grant.ValidUntil > Rules.GroupStopTooLong.Terms[0].After(grant.GrantedOn);
}
