using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>Rules on a record that need to know who serves which district.</summary>
public static class NeighbourRules
{
    private static readonly IReadOnlyList<(Rule Rule, Func<StandingCase, AuthorityDirectory, Rule, IEnumerable<Fault>> Faults)> All =
        [(Rules.AddressOutsideDistrict, AddressOutsideDistrict), (Rules.BenefitOutsideDistrict, BenefitOutsideDistrict)];

    /// <summary>What is wrong with the record on the day as the directory shows; the same kind of answer as <see cref="StandingRules.Find"/>.</summary>
    public static IReadOnlyList<StandingFinding> Find(PersonRecord record, AuthorityDirectory directory, DateOnly today) =>
        Judge(record, directory, today).Findings;

    /// <summary>The first later day on which <see cref="Find"/> could answer differently without a change; null if none.</summary>
    public static DateOnly? NextChange(PersonRecord record, AuthorityDirectory directory, DateOnly today) =>
        Judge(record, directory, today).NextChange;

    internal static IEnumerable<(Rule Rule, Fault Fault)> Faults(StandingCase standing, AuthorityDirectory directory)
    {
        foreach (var (newest, faults) in All)
            if (newest.On(standing.Today) is { } rule)
                foreach (var fault in faults(standing, directory, rule)) yield return (rule, fault);
    }

    private static Verdict Judge(PersonRecord record, AuthorityDirectory directory, DateOnly today) =>
        Verdict.Of(record, today, Faults(new StandingCase(record, today), directory));

    /// <summary>The file-keeper does not serve the place where the person has lived for the term.</summary>
    [Judges("Q037")]
    private static IEnumerable<Fault> AddressOutsideDistrict(StandingCase standing, AuthorityDirectory directory, Rule rule)
    {
        if (standing.Record is { IsResident: true, CurrentAddress: { } address, FileKeeper.Value: { } key } && directory.FindHolder(key, standing.Today) is { } keeper
            && !Serves(keeper, address))
            yield return new Fault($"address/{address.Number}", "ags", Span.Since(rule.Terms[0].Over(address.MovedInOn)));
    }

    /// <summary>A benefit goes on at a body of another district.</summary>
    [Judges("Q092")]
    private static IEnumerable<Fault> BenefitOutsideDistrict(StandingCase standing, AuthorityDirectory directory, Rule rule)
    {
        if (standing.Record.CurrentAddress is not { } address) yield break;
        foreach (var (fact, when) in standing.Facts("began", BenefitStanding.Item))
            if (AuthorityKey.TryParse(fact.Value("authority"), out var key) && directory.FindHolder(key, standing.Today) is { } body && !Serves(body, address))
                yield return new Fault(fact.Path.ToString(), "authority",
                    when.And(Span.To(when.From, fact.Day("ended"))).NotBefore(rule.Terms[0].Over(address.MovedInOn)));
    }

    // Without districts it serves the whole federation.
    private static bool Serves(Authority authority, StoredAddress address) =>
        authority.Districts.Count == 0 || authority.Districts.Contains(address.Address.Ags[..5]);
}
