using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// The record before or after a change: its values, who has to do with it and as what, and what each is told of it while
/// that lasts.
/// </summary>
internal sealed class Side
{
    private static readonly IReadOnlyDictionary<string, Told> Nothing = new Dictionary<string, Told>();

    private readonly ILookup<Authority, Relation> _relations;
    private readonly Dictionary<AuthorityKey, IReadOnlyDictionary<string, Told>> _told = [];
    private readonly Dictionary<(AuthorityKey, object), Sight> _sights = [];
    private readonly RecordConditions? _conditions;
    private readonly DateOnly _today;

    /// <param name="record">Null before the record comes into being.</param>
    public Side(PersonRecord? record, AuthorityDirectory directory, DateOnly today)
    {
        (Record, _today) = (record, today);
        Items = record is null ? [] : [.. RecordItems.Of(record)];
        _conditions = record is null ? null : new RecordConditions(record, today);
        Exceptions = record is null ? null : new Exceptions(record, directory, today);
        _relations = Relations.Of(record, directory, today).ToLookup(pair => pair.Authority, pair => pair.Relation);
    }

    public PersonRecord? Record { get; }

    public IReadOnlyList<RecordItem> Items { get; }

    public Exceptions? Exceptions { get; }

    public IEnumerable<Authority> Related => _relations.Select(group => group.Key);

    public IEnumerable<Relation> RelationsOf(Authority authority) => _relations[authority];

    /// <summary>What the authority is told of the record while its relations last, by path.</summary>
    public IReadOnlyDictionary<string, Told> ToldTo(Authority authority)
    {
        if (Record is null) return Nothing;
        if (_told.TryGetValue(authority.Key, out var told)) return told;
        var relations = RelationsOf(authority).ToList();
        return _told[authority.Key] = Items.Select(item => FindDuty(authority, relations, item)).OfType<Told>().ToDictionary(one => one.Item.Path);
    }

    /// <summary>The value as the authority may be told it under the rule; null if it may not.</summary>
    public RecordItem? Look(Authority authority, DutyRule rule, RecordItem item) => SightOf(authority, rule, rule.Purposes).Look(item);

    private Told? FindDuty(Authority authority, IReadOnlyList<Relation> relations, RecordItem item)
    {
        if (LegalStates.Find(item.Item, _today) is not { } found) return null;
        foreach (var relation in relations)
        {
            if (relation == Relation.Subscriber && OfSubscription(authority, item, found.Item) is { } subscribed) return subscribed;
            foreach (var rule in StandingDuties.Of(relation, found.State, found.Item))
                if (rule.Holds(_today) && Exceptions!.Allow(rule, authority) && Exceptions.AllowReport(rule, item.Source.Authority)
                    && Look(authority, rule, item) is { } seen) return new Told(seen, rule.Paragraph, rule.Content.Says(KnownItems.AzrNumber));
            if (relation == Relation.ResidentsOfficeOfAddress && OfBasis(authority, item, found.Item, SubscriptionBasis.Registration, RegistrationPurpose) is { } registered)
                return registered;
        }
        return null;
    }

    private Told? OfSubscription(Authority authority, RecordItem item, AnnexItem annexItem)
    {
        foreach (var subscription in Record!.Subscriptions.Where(one => one.Authority == authority.Key))
            if (SubscriptionBasis.Find(subscription.Ground) is { } basis && OfBasis(authority, item, annexItem, basis, subscription.Purpose) is { } told) return told;
        return null;
    }

    private Told? OfBasis(Authority authority, RecordItem item, AnnexItem annexItem, SubscriptionBasis basis, string purpose) =>
        basis.Covers(annexItem) && Purpose.Find(purpose, _today) is { } stated && SightOf(authority, stated, [stated]).Look(item) is { } seen
            ? new Told(seen, basis.Paragraph, true) : null;

    private Sight SightOf(Authority authority, object ground, IReadOnlyList<Purpose> purposes)
    {
        if (!_sights.TryGetValue((authority.Key, ground), out var sight))
            _sights[(authority.Key, ground)] = sight = new Sight(Record!, _conditions!, authority, purposes, _today);
        return sight;
    }

    /// <summary>Purpose of a residents' office (AZRG-DV § 8 Abs. 3 Nr. 29).</summary>
    private const string RegistrationPurpose = "29";
}

/// <summary>A value that an authority is told, why, and whether the AZR number may go with it.</summary>
internal sealed record Told(RecordItem Item, string Paragraph, bool WithNumber);
