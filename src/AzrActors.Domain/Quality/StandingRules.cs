using AzrActors.Domain.Consequences;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality;

/// <summary>Rules that are judged from one record and a day, without a submission.</summary>
public static class StandingRules
{
    private const int DoubtfulAge = 100;
    private const int DaysAfterExpiry = 30;

    /// <summary>All that is wrong with the record on the day. Pure: the same record and day give the same findings in the same order.</summary>
    public static IReadOnlyList<StandingFinding> Find(PersonRecord record, DateOnly today)
    {
        var found = new List<StandingFinding>();
        var keeper = record.FileKeeper?.Value;
        if (record.IsResident && record.BirthDate is { } birth && birth.Latest < today.AddYears(-DoubtfulAge))
            found.Add(new StandingFinding(Rules.VeryOld, null, "birthDate", keeper));
        // Of Union citizens no address is stored (AZRG § 3 Abs. 4).
        if (record.IsResident && record.CurrentAddress is null && LegalStates.IsStoredFor(KnownItems.CurrentAddress, PersonGroups.Of(record, today), today))
            found.Add(new StandingFinding(Rules.NoCurrentAddress, null, null, keeper));
        foreach (var status in record.Statuses)
        {
            var path = new FactPath(FactPath.Status, status.Number).ToString();
            if (record.LastMovement is { IsArrival: false } left && left.On < today && status.RunsOn(today))
                found.Add(new StandingFinding(Rules.StatusRunningAfterDeparture, path, null, keeper ?? status.Source.Authority));
            if (record.IsResident && IsExpiredUnanswered(record, status, today))
                found.Add(new StandingFinding(Rules.PermitExpired, path, "validUntil", keeper ?? status.Source.Authority));
        }
        if (RecordTerms.Find(record, today) is { } erasure && erasure.On <= today && record.FactsOn(KnownItems.RestrictionNote, today).Any())
            found.Add(new StandingFinding(Rules.ErasureDuringDispute, null, null, null));
        return found;
    }

    /// <summary>First later day on which <see cref="Find"/> could answer differently without a change; null if there is none.</summary>
    public static DateOnly? NextChange(PersonRecord record, DateOnly today)
    {
        DateOnly? next = null;
        if (record.BirthDate is { Year: > 0 } birth) Consider(birth.Latest.AddYears(DoubtfulAge).AddDays(1));
        if (record.LastMovement is { IsArrival: false } left) Consider(left.On.AddDays(1));
        foreach (var status in record.Statuses)
        {
            Consider(status.GrantedOn);
            if (status.EndedOn is { } ended) Consider(ended);
            if (status.ValidUntil is not { } until) continue;
            Consider(until.AddDays(1));
            if (status.Status.Kind == CodeLists.StatusKind.Permit) Consider(until.AddDays(DaysAfterExpiry + 1));
        }
        if (RecordTerms.Find(record, today) is { } erasure) Consider(erasure.On);
        return next;

        void Consider(DateOnly day)
        {
            if (day > today && !(next <= day)) next = day;
        }
    }

    private static bool IsExpiredUnanswered(PersonRecord record, StoredStatus status, DateOnly today) =>
        status is { Status.Kind: CodeLists.StatusKind.Permit, EndedOn: null, ValidUntil: { } until }
        && until.AddDays(DaysAfterExpiry) < today && !record.Statuses.Any(other => other.GrantedOn >= status.GrantedOn && other.RunsOn(today));
}
