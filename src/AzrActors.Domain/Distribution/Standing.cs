using System.Collections.Frozen;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// How a record stands before the law: who has to do with it and as what, and what each may be told of a value. A change
/// that touches none of what this is made of leaves it as it was, and then only the touched values are looked at anew.
/// </summary>
internal sealed class Standing
{
    /// <summary>Purpose of a residents' office (AZRG-DV § 8 Abs. 3 Nr. 29).</summary>
    private const string RegistrationPurpose = "29";

    /// <summary>Items of facts by which a record may come to stand otherwise; of all others it only counts that there are any.</summary>
    private static readonly FrozenSet<string> Telling =
    [
        .. RecordOccasions.Items, .. RecordBlocks.Items, .. PersonGroups.Items, .. SearchNotes.Items, .. Relations.Items, .. Exceptions.Items,
    ];

    private readonly PersonRecord _record;
    private readonly RecordConditions _conditions;
    private readonly Dictionary<AuthorityKey, Party> _parties = [];
    private readonly DateOnly _today;

    private Standing(PersonRecord record, AuthorityDirectory directory, DateOnly today)
    {
        (_record, _today) = (record, today);
        _conditions = new RecordConditions(record, today);
        Exceptions = new Exceptions(record, Occasions, directory, today);
        foreach (var (authority, relation) in Relations.Of(record, Occasions, directory, today)) PartyOf(authority).Relations.Add(relation);
        Related = [.. _parties.Values.Select(party => party.Authority)];
    }

    public Exceptions Exceptions { get; }

    public RecordOccasions Occasions => _conditions.Occasions;

    public IReadOnlyList<Authority> Related { get; }

    public IReadOnlyList<Relation> RelationsOf(Authority authority) => PartyOf(authority).Relations;

    /// <param name="before">The standing on the same day before a change; it is the answer if the change left it alone.</param>
    public static Standing Of(PersonRecord record, Standing? before, AuthorityDirectory directory, DateOnly today) =>
        before is not null && IsAlike(record, before._record) ? before : new Standing(record, directory, today);

    /// <summary>The value as the authority is told it while its relations last; null if it is not.</summary>
    public Told? FindDuty(Authority authority, RecordItem item)
    {
        if (LegalStates.Find(item.Item, _today) is not { } found) return null;
        foreach (var relation in RelationsOf(authority))
        {
            if (relation == Relation.Subscriber && OfSubscription(authority, item, found.Item) is { } subscribed) return subscribed;
            foreach (var rule in StandingDuties.Of(relation, found.State, found.Item))
                if (rule.Holds(_today) && Exceptions.Allow(rule, authority) && Exceptions.AllowReport(rule, item.Source.Authority)
                    && Look(authority, rule, item) is { } seen) return new Told(seen, rule.Paragraph, rule.Content.Says(KnownItems.AzrNumber));
            if (relation == Relation.ResidentsOfficeOfAddress && OfBasis(authority, item, found.Item, SubscriptionBasis.Registration, RegistrationPurpose) is { } registered)
                return registered;
        }
        return null;
    }

    /// <summary>The value as the authority may be told it under the rule; null if it may not.</summary>
    public RecordItem? Look(Authority authority, DutyRule rule, RecordItem item) => SightOf(authority, rule, rule.Purposes).Look(item);

    // Everything that relations, conditions, exceptions and veils look at. The current address counts by its municipality,
    // and personal data by the nationalities.
    private static bool IsAlike(PersonRecord one, PersonRecord other) =>
        AreFactsAlike(one, other)
        && ReferenceEquals(one.Statuses, other.Statuses)
        && ReferenceEquals(one.Movements, other.Movements)
        && ReferenceEquals(one.Subscriptions, other.Subscriptions)
        && one.FileKeeper?.Value == other.FileKeeper?.Value
        && one.CurrentAddress?.Address.Ags == other.CurrentAddress?.Address.Ags
        && one.Nationalities.SequenceEqual(other.Nationalities);

    private static bool AreFactsAlike(PersonRecord one, PersonRecord other)
    {
        if (ReferenceEquals(one.Facts, other.Facts)) return true;
        foreach (var (item, facts) in one.Facts)
            if (Telling.Contains(item) && !ReferenceEquals(facts, other.Facts.GetValueOrDefault(item))) return false;
        foreach (var (item, _) in other.Facts)
            if (Telling.Contains(item) && !one.Facts.ContainsKey(item)) return false;
        return one.HasFacts == other.HasFacts;
    }

    private Told? OfSubscription(Authority authority, RecordItem item, AnnexItem annexItem)
    {
        foreach (var subscription in _record.Subscriptions)
            if (subscription.Authority == authority.Key && SubscriptionBasis.Find(subscription.Ground) is { } basis
                && OfBasis(authority, item, annexItem, basis, subscription.Purpose) is { } told) return told;
        return null;
    }

    private Told? OfBasis(Authority authority, RecordItem item, AnnexItem annexItem, SubscriptionBasis basis, string purpose) =>
        basis.Covers(annexItem) && Purpose.Find(purpose, _today) is { } stated && SightOf(authority, stated, [stated]).Look(item) is { } seen
            ? new Told(seen, basis.Paragraph, true) : null;

    private Sight SightOf(Authority authority, object ground, IReadOnlyList<Purpose> purposes)
    {
        var sights = PartyOf(authority).Sights;
        if (!sights.TryGetValue(ground, out var sight)) sights[ground] = sight = new Sight(_record, _conditions, authority, purposes, _today);
        return sight;
    }

    private Party PartyOf(Authority authority)
    {
        if (!_parties.TryGetValue(authority.Key, out var party)) _parties[authority.Key] = party = new Party(authority);
        return party;
    }

    /// <summary>An authority that has to do with the record, or only looks at it.</summary>
    private sealed record Party(Authority Authority)
    {
        public List<Relation> Relations { get; } = [];

        /// <summary>By the rule or purpose it looks under.</summary>
        public Dictionary<object, Sight> Sights { get; } = new(ReferenceEqualityComparer.Instance);
    }
}

/// <summary>A value that an authority is told, why, and whether the AZR number may go with it.</summary>
internal sealed record Told(RecordItem Item, string Paragraph, bool WithNumber);
