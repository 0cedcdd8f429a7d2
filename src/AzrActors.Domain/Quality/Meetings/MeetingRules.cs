using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;

namespace AzrActors.Domain.Quality.Meetings;

/// <summary>
/// Asks the rules on several records (<see cref="RecordsRules"/>) of one record and its surroundings. What is found belongs
/// to this record alone; the others are asked for themselves.
/// </summary>
public static class MeetingRules
{
    private static readonly IReadOnlyList<(Rule Rule, Func<MeetingCase, IEnumerable<Met>> Find)> All =
    [
        (Rules.MailReturned, MailReturned), (Rules.SameAsylumReference, SameAsylumReference), (Rules.ChildWithoutProcedure, ChildWithoutProcedure), (Rules.ChildTooOld, ChildTooOld),
        (Rules.RelationOneSided, RelationOneSided), (Rules.SpouseNationalityDiffers, SpouseNationalityDiffers), (Rules.SpouseIsDead, SpouseIsDead),
        (Rules.CrowdedAddress, CrowdedAddress), (Rules.NameOrder, NameOrder), (Rules.SubscriptionIdle, SubscriptionIdle),
    ];

    /// <summary>Rules that are asked here. Their findings stand beside those of the record itself.</summary>
    public static IReadOnlyList<string> Asked { get; } = [.. All.Select(one => one.Rule.Id)];

    /// <summary>
    /// What is wrong on the day. A record that a block or a restriction keeps from others counts for nothing: what is wrong
    /// with this one would tell of it (AZRG §§ 4, 37).
    /// </summary>
    public static MeetingOutlook Judge(PersonRecord record, Surroundings around, DateOnly today)
    {
        if (record.MergedInto is not null) return new MeetingOutlook([], null);
        var met = new MeetingCase(record, [.. around.Met.Where(other => other.Id != record.Id && MayCount(other, today))], around, today);
        var findings = new List<MetFinding>();
        DateOnly? lookOn = null;
        foreach (var (newest, find) in All)
        {
            if (newest.On(today) is not { } rule) continue;
            foreach (var one in find(met))
            {
                if (one.From > today) lookOn = lookOn < one.From ? lookOn : one.From;
                else findings.Add(new MetFinding(
                    new StandingFinding(rule, one.Path, one.Field, Responsibility.Of(rule, record, new Fault(one.Path, one.Field, default))), one.SaidAt));
            }
        }
        // A body that asks again does so without a change of the record.
        if (findings.Exists(one => one.Finding.Rule.Id == Rules.SubscriptionIdle.Id)) lookOn = today.AddDays(1);
        // Several others may show the same fault; it is one.
        return new MeetingOutlook([.. findings.GroupBy(one => one.Finding).Select(same => same.MaxBy(one => one.SaidAt)!)], lookOn);
    }

    private static bool MayCount(PersonRecord other, DateOnly today) =>
        other.MergedInto is null && new RecordBlocks(other, today) is { IsLarge: false, IsRestricted: false, Disputes.Count: 0 };

    private static IEnumerable<Met> MailReturned(MeetingCase met)
    {
        if (met.Record.CurrentAddress is not { } address) yield break;
        var mail = met.Around.ReturnedMail.Where(one => one.Address == address.Number).ToList();
        if (RecordsRules.IsMailReturned(address, mail.Select(one => one.On)))
            yield return new Met($"{FactPath.Address}/{address.Number}", null, Later(address.Source.KnownSince, mail.Max(one => one.ReportedAt)));
    }

    private static IEnumerable<Met> SameAsylumReference(MeetingCase met) =>
        from other in met.Others
        where RecordsRules.ShareAsylumReference(met.Record, other)
        let shared = RecordsRules.AsylumReferences(other).ToHashSet()
        from fact in RecordsRules.AsylumItems.SelectMany(met.Record.FactsOf)
        where shared.Contains((fact.Source.Authority, fact.Source.FileReference))
        select new Met(fact.Path.ToString(), null, fact.Source.KnownSince);

    private static IEnumerable<Met> ChildWithoutProcedure(MeetingCase met) =>
        from other in met.Others
        where met.Record.BirthDate is not null && RecordsRules.IsChildWithoutProcedure(met.Record, other, DateOnly.MaxValue)
        select new Met(null, "AsylumApplicationFiled", SaidAt(met.Record, "birthDate"))
        {
            From = Rules.ChildWithoutProcedure.Terms[0].Over(met.Record.BirthDate!.Latest),
        };

    private static IEnumerable<Met> ChildTooOld(MeetingCase met) =>
        from pair in met.Family
        where (RecordsRules.IsChild(pair.Said) && RecordsRules.IsChildTooOld(pair.Other, met.Record))
            || (RecordsRules.IsParent(pair.Said) && RecordsRules.IsChildTooOld(met.Record, pair.Other))
        select new Met(pair.Said.Path.ToString(), null, Later(SaidAt(met.Record, "birthDate"), SaidAt(pair.Other, "birthDate"), pair.Said.Source.KnownSince));

    private static IEnumerable<Met> RelationOneSided(MeetingCase met) =>
        from pair in met.Family
        where RecordsRules.IsOneSided(pair.Said, met.Record, pair.Other)
        select new Met(pair.Said.Path.ToString(), null, pair.Said.Source.KnownSince);

    private static IEnumerable<Met> SpouseNationalityDiffers(MeetingCase met) =>
        from pair in met.Family
        where RecordsRules.IsSpouse(pair.Said) && RecordsRules.IsSpouseNationalityWrong(met.Record, pair.Other)
        let said = RecordsRules.SpouseNationalitiesOf(met.Record)!
        select new Met(said.Path.ToString(), "nationality", Later(said.Source.KnownSince, SaidAt(pair.Other, "nationality")));

    private static IEnumerable<Met> SpouseIsDead(MeetingCase met) =>
        from pair in met.Family
        where RecordsRules.IsSpouse(pair.Said) && RecordsRules.IsMarriedToDead(met.Record, pair.Other)
        select new Met(null, "maritalStatus", Later(SaidAt(met.Record, "maritalStatus"), pair.Other.LastMovement!.Source.KnownSince));

    private static IEnumerable<Met> CrowdedAddress(MeetingCase met)
    {
        if (met.Record.CurrentAddress is { } address && RecordsRules.IsCrowded(met.Around.PersonsAtAddress, met.Around.IsShelter))
            yield return new Met($"{FactPath.Address}/{address.Number}", null, address.Source.KnownSince);
    }

    private static IEnumerable<Met> NameOrder(MeetingCase met) =>
        from other in met.Others
        where RecordsRules.DifferInNameOrder(met.Record, other) && !IsSaidToDiffer(met.Record, other)
        select new Met(null, "firstNames", Later(SaidAt(met.Record, "firstNames"), SaidAt(met.Record, "familyName"), SaidAt(other, "firstNames"), SaidAt(other, "familyName")));

    /// <summary>A body that keeps the file has a reason every day.</summary>
    private static IEnumerable<Met> SubscriptionIdle(MeetingCase met) =>
        from subscription in met.Record.Subscriptions
        where subscription.Authority != met.Record.FileKeeper?.Value && met.Around.LastReasons.ContainsKey(subscription.Authority)
        let last = met.Around.LastReasons[subscription.Authority]
        select new Met($"{FactPath.Subscription}/{subscription.Number}", null, DateTimeOffset.MinValue)
        {
            From = RecordsRules.IsSubscriptionIdle(last, met.Today) ? met.Today : Rules.SubscriptionIdle.Terms[0].Over(last),
        };

    private static bool IsSaidToDiffer(PersonRecord one, PersonRecord other) =>
        one.Differences.Any(difference => difference.Other == other.Number) || other.Differences.Any(difference => difference.Other == one.Number);

    private static DateTimeOffset SaidAt(PersonRecord record, string field) =>
        record.Person.TryGetValue(field, out var value) ? value.Source.KnownSince : DateTimeOffset.MinValue;

    private static DateTimeOffset Later(params ReadOnlySpan<DateTimeOffset> moments)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var moment in moments) latest = moment > latest ? moment : latest;
        return latest;
    }

    /// <param name="Others">Records that count.</param>
    private sealed record MeetingCase(PersonRecord Record, IReadOnlyList<PersonRecord> Others, Surroundings Around, DateOnly Today)
    {
        /// <summary>What the record says of those that it names as family.</summary>
        public IEnumerable<(StoredFact Said, PersonRecord Other)> Family =>
            Others.SelectMany(other => RecordsRules.FamilyFacts(Record, other).Select(said => (said, other)));
    }

    /// <summary>A fault and where.</summary>
    private sealed record Met(string? Path, string? Field, DateTimeOffset SaidAt)
    {
        /// <summary>First day on which it is one.</summary>
        public DateOnly From { get; init; } = DateOnly.MinValue;
    }
}
