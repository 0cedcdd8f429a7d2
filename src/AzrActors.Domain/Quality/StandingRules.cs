using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>
/// Rules on a record as it stands on a day: what is contradictory, and what has become so because a term has passed.
/// Each rule is one function that says from which day to which something is wrong if nothing changes, so that what is
/// wrong today and when to look again are the same answer.
/// </summary>
public static class StandingRules
{
    internal static IReadOnlyList<StandingRule> All { get; } =
    [
        .. IdentityStanding.Rules, .. StayStanding.Rules, .. AsylumStanding.Rules, .. StatusStanding.Rules, .. TitleStanding.Rules,
        .. ReturnStanding.Rules, .. BenefitStanding.Rules,
    ];

    /// <summary>
    /// Everything that is wrong with the record on the day: rules that flag or ask and can be judged from one record. Each
    /// fault once, in the order of the rules; empty for a record in order.
    /// </summary>
    public static IReadOnlyList<StandingFinding> Find(PersonRecord record, DateOnly today) => Judge(record, today).Findings;

    /// <summary>
    /// The first later day on which <see cref="Find"/> could answer differently though the record is not changed; null if
    /// none. New versions of rules and new states of code lists come besides.
    /// </summary>
    public static DateOnly? NextChange(PersonRecord record, DateOnly today) => Judge(record, today).NextChange;

    internal static IEnumerable<(Rule Rule, Fault Fault)> Faults(StandingCase standing)
    {
        foreach (var one in All)
            if (one.Rule.On(standing.Today) is { } rule)
                foreach (var fault in one.Faults(standing, rule)) yield return (rule, fault);
    }

    private static Verdict Judge(PersonRecord record, DateOnly today) => Verdict.Of(record, today, Faults(new StandingCase(record, today)));
}

/// <summary>A rule and its function.</summary>
internal sealed record StandingRule(Rule Rule, Func<StandingCase, Rule, IEnumerable<Fault>> Faults);

/// <summary>Who must put right what is wrong (AZRG § 8).</summary>
internal static class Responsibility
{
    public static AuthorityKey? Of(Rule rule, PersonRecord record, Fault fault) => rule.Mends switch
    {
        Mender.Register => AuthorityKey.Register,
        Mender.Source => SourceOf(record, fault) ?? Keeper(record),
        _ => Keeper(record),
    };

    /// <summary>Whoever keeps the file; before there is one, whoever last reported a movement or registered the person.</summary>
    public static AuthorityKey? Keeper(PersonRecord record) =>
        record.FileKeeper?.Value ?? record.LastMovement?.Source.Authority ?? (record.Person.IsEmpty ? null : record.Person.Values.First().Source.Authority);

    private static AuthorityKey? SourceOf(PersonRecord stored, Fault fault)
    {
        if (!FactPath.TryParse(fault.Path, out var path))
            return fault.Field is { } field && stored.Person.TryGetValue(field, out var value) ? value.Source.Authority : null;
        return path.Group switch
        {
            FactPath.Address => stored.Addresses.Find(one => one.Number == path.Number)?.Source.Authority,
            FactPath.Movement => stored.Movements.Find(one => one.Number == path.Number)?.Source.Authority,
            FactPath.Status => stored.Statuses.Find(one => one.Number == path.Number)?.Source.Authority,
            FactPath.Subscription => stored.Subscriptions.Find(one => one.Number == path.Number)?.Authority,
            _ => stored.FindFact(path)?.Source.Authority,
        };
    }
}
