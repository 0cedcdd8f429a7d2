using AzrActors.Domain.Consequences;
using AzrActors.Domain.Law;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>Where the person is: address, departure, reception facility.</summary>
internal static class StayStanding
{
    private static readonly string[] Applications =
        ["AsylumRequestExpressed", "AsylumApplicationFiled", "AsylumApplicationRegistered", "AsylumApplicationLodged"];

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.ResidentWithoutAddress, ResidentWithoutAddress), new(Quality.Rules.StatusRunningAfterDeparture, RunningAfterDeparture),
        new(Quality.Rules.ReceptionTooLong, ReceptionTooLong), new(Quality.Rules.DepartureNotReported, DepartureNotReported),
        new(Quality.Rules.ErasureWaits, ErasureWaits),
    ];

    /// <summary>Addresses of Union citizens are not stored.</summary>
    [Judges("Q038")]
    private static IEnumerable<Fault> ResidentWithoutAddress(StandingCase standing, Rule rule)
    {
        if (standing.ResidentSince is not { } since || standing.Record.CurrentAddress is not null) yield break;
        if (!LegalStates.IsStoredFor(KnownItems.CurrentAddress, standing.Group, standing.Today)) yield break;
        var last = standing.Record.Addresses.LastOrDefault()?.MovedOutOn ?? since;
        yield return new Fault(null, "address", Span.Since(rule.Terms[0].Over(last > since ? last : since)));
    }

    /// <summary>Statuses, and benefits that are to end after the departure.</summary>
    [Judges("Q041")]
    private static IEnumerable<Fault> RunningAfterDeparture(StandingCase standing, Rule rule)
    {
        if (standing.GoneOn is not { } gone) yield break;
        foreach (var (status, when) in standing.Statuses(_ => true))
            yield return new Fault($"status/{status.Number}", "endedOn", when.NotBefore(gone));
        foreach (var (fact, when) in standing.Facts("began", BenefitStanding.Item))
            if (fact.Day("ended") is { } ended) yield return new Fault(fact.Path.ToString(), "ended", when.And(Span.To(gone, ended)));
    }

    /// <summary>Eighteen months from the application on, six for a minor (§ 47 Abs. 1 AsylG).</summary>
    [Judges("Q045")]
    private static IEnumerable<Fault> ReceptionTooLong(StandingCase standing, Rule rule)
    {
        if (!standing.Record.IsResident || standing.First("on", Applications) is not { } applied) yield break;
        var adultFrom = standing.Record.BirthDate is { } birth ? new Term(18, 'y').After(birth.Latest) : DateOnly.MinValue;
        foreach (var (fact, when) in standing.Facts("since", "ResponsibleReceptionFacility"))
            yield return new Fault(fact.Path.ToString(), "authority", when.NotBefore(rule.Terms[applied < adultFrom ? 1 : 0].Over(applied)));
    }

    /// <summary>The certificate has come back, signed at the border.</summary>
    [Judges("Q088")]
    private static IEnumerable<Fault> DepartureNotReported(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("departedOn", "ProofOfDeparture"))
            if (fact.Value("type") == "borderCrossingCertificate" && standing.Record.IsResident && standing.Record.LastMovement!.On <= when.From)
                yield return new Fault(fact.Path.ToString(), "departedOn", when.NotBefore(rule.Terms[0].Over(when.From)));
    }

    /// <summary>Nothing is erased while somebody disputes it (§ 17 AZRG-DV).</summary>
    [Judges("F020")]
    private static IEnumerable<Fault> ErasureWaits(StandingCase standing, Rule rule)
    {
        if (RecordTerms.Find(standing.Record, standing.Today) is not { } erasure) yield break;
        foreach (var (note, when) in standing.Facts("since", KnownItems.RestrictionNote))
            yield return new Fault(note.Path.ToString(), null, when.NotBefore(erasure.On));
    }
}
