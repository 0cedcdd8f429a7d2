using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>Return and entry bans.</summary>
internal static class ReturnStanding
{
    private static readonly string[] Bans = ["Ban11p1And2", "BanOverstay11p6", "BanAsylumUnfounded11p7n1", "BanRepeatedAsylum11p7n2"];
    private static readonly string[] RunningBans = [.. Bans, "BanUnlimited11p5b"];
    private static readonly string[] Dangers = ["Conviction95p1n3", "Conviction95p2n1", "EndangeredByTerroristOffence", "DeportationOrder58a"];

    private static readonly string[] CarriedOut =
        ["DeportationAfterExpulsionCarriedOut", "DeportationCarriedOutLimited", "DeportationCarriedOutUnlimited"];

    private static readonly string[] Announced =
    [
        "DeportationThreatened", "DeportationOrdered", "DeportationThreatenedAndOrdered", "DeportationOrder34aAsylG", "DeportationOrder58a",
        "BorderDeportationThreatened",
    ];

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.BanTooLong, BanTooLong), new(Quality.Rules.DeportedUnthreatened, DeportedUnthreatened),
        new(Quality.Rules.DeparturePeriodUnusual, DeparturePeriodUnusual), new(Quality.Rules.ReentryDuringBan, ReentryDuringBan),
    ];

    /// <summary>Five years, ten with a danger; the first order for overstaying or an unfounded application one.</summary>
    [Judges("Q085")]
    private static IEnumerable<Fault> BanTooLong(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("orderedOn", Bans))
        {
            var isFirstShort = fact.Item != "Ban11p1And2" && fact.Number == 1;
            var term = rule.Terms[isFirstShort ? 2 : IsDangerous(standing.Record) ? 1 : 0];
            if (IsLonger(fact, when.From, term)) yield return new Fault(fact.Path.ToString(), fact.Day("validUntil") is null ? "durationYears" : "validUntil", when);
        }
    }

    [Judges("Q086")]
    private static IEnumerable<Fault> DeportedUnthreatened(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("on", CarriedOut))
            if (!(standing.First("on", Announced) <= when.From)) yield return new Fault(fact.Path.ToString(), "on", when);
    }

    /// <summary>From the day of service on, if that is known.</summary>
    [Judges("Q087")]
    private static IEnumerable<Fault> DeparturePeriodUnusual(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("setOn", "VoluntaryDeparturePeriod"))
        {
            var from = fact.Day("servedOn") ?? when.From;
            if (fact.Day("validUntil") is { } until && (until < rule.Terms[0].After(from) || until > rule.Terms[1].After(from)))
                yield return new Fault(fact.Path.ToString(), "validUntil", when.And(Span.To(when.From, until)));
        }
    }

    /// <summary>Back after a deportation while a ban works and before its suspension is reported.</summary>
    [Judges("Q089")]
    private static IEnumerable<Fault> ReentryDuringBan(StandingCase standing, Rule rule)
    {
        if (standing.First("on", CarriedOut) is not { } deported) yield break;
        foreach (var arrival in standing.Record.Movements)
        {
            if (!arrival.IsArrival || arrival.On <= deported) continue;
            foreach (var (ban, when) in standing.Facts("orderedOn", RunningBans))
                if (when.And(Span.To(when.From, ban.Day("validUntil"))).Has(arrival.On))
                    yield return new Fault(ban.Path.ToString(), null, Span.Since(arrival.On).Before(standing.FirstFrom(arrival.On, "on", "BanSuspended11p9")));
        }
    }

    private static bool IsLonger(StoredFact ban, DateOnly from, Term term) =>
        ban.Day("validUntil") is { } until ? until > term.After(from)
            : (Number(ban, "durationYears") * 12) + Number(ban, "durationMonths") > term.Months;

    private static int Number(StoredFact fact, string field) =>
        int.TryParse(fact.Value(field), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsDangerous(PersonRecord record) =>
        record.Facts.Any(facts => facts.Value.Count > 0 && (Dangers.Contains(facts.Key) || facts.Key.StartsWith("Expulsion", StringComparison.Ordinal)));
}
