using System.Collections.Immutable;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Law;

namespace AzrActors.Domain.PersonRecords;

/// <summary>A record with everything of another one, and where each fact of the other went.</summary>
/// <param name="Places">Path of a fact in the other record and in this one, for example <c>address/1</c> to <c>address/3</c>.</param>
internal sealed record Merged(PersonRecord Record, IReadOnlyDictionary<FactPath, FactPath> Places);

/// <summary>
/// Brings two records of one person together (Zusammenführung, AZRG-DV § 3 Abs. 1). Nothing that was said is lost, each
/// value keeps who said it, and what both say is there once.
/// </summary>
internal static class Merging
{
    private static readonly string[] AliasFields = ["familyName", "birthName", "firstNames", "birthDate", "birthPlace", "birthCountry", "sex", "nationality"];

    /// <param name="version">Version of the kept record by which it learns what the other one knew.</param>
    public static Merged Of(PersonRecord kept, PersonRecord other, int version)
    {
        var places = new Dictionary<FactPath, FactPath>();
        var record = kept;
        record = WithPerson(record, other, version);
        record = WithAddresses(record, other, version, places);
        record = WithMovements(record, other, version, places);
        record = WithStatuses(record, other, version, places);
        foreach (var (item, facts) in other.Facts.OrderBy(pair => pair.Key, StringComparer.Ordinal)) record = WithFacts(record, item, facts, version, places);
        foreach (var subscription in other.Subscriptions)
        {
            if (record.Subscriptions.Any(one => (one with { Number = 0 }) == (subscription with { Number = 0 }))) continue;
            var number = record.NextNumber(FactPath.Subscription);
            places.Add(new FactPath(FactPath.Subscription, subscription.Number), new FactPath(FactPath.Subscription, number));
            record = Numbered(record with { Subscriptions = record.Subscriptions.Add(subscription with { Number = number }) }, FactPath.Subscription, number);
        }
        return new Merged(record with
        {
            FileKeeper = record.FileKeeper ?? (other.FileKeeper is { } keeper ? keeper with { Source = Brought(keeper.Source, version) } : null),
            Differences = [.. record.Differences.UnionBy(other.Differences, difference => difference.Other)],
        }, places);
    }

    // What the other one says differently stays as an alias: the person was known by it.
    private static PersonRecord WithPerson(PersonRecord record, PersonRecord other, int version)
    {
        var contested = AliasFields.Any(field => record.Values(field).Count > 0 && other.Values(field).Count > 0
            && !record.Values(field).SequenceEqual(other.Values(field)));
        var person = record.Person.ToBuilder();
        foreach (var (field, value) in other.Person)
            if (!person.ContainsKey(field)) person[field] = value with { Source = Brought(value.Source, version) };
        var merged = record with { Person = person.ToImmutable() };
        if (!contested) return merged;
        var alias = other.Person.Where(value => AliasFields.Contains(value.Key) && value.Value.Value.Count > 0)
            .ToImmutableDictionary(value => value.Key, value => value.Value with { Source = Brought(value.Value.Source, version) });
        return WithFact(merged, new StoredFact(merged.NextNumber(KnownItems.AliasPersonalData), KnownItems.AliasPersonalData, alias, null, null));
    }

    private static PersonRecord WithAddresses(PersonRecord record, PersonRecord other, int version, Dictionary<FactPath, FactPath> places)
    {
        foreach (var said in other.Addresses)
        {
            var from = new FactPath(FactPath.Address, said.Number);
            if (record.Addresses.FirstOrDefault(one => one.Address == said.Address && one.MovedInOn == said.MovedInOn) is { } known)
            {
                places.Add(from, new FactPath(FactPath.Address, known.Number));
                continue;
            }
            var number = record.NextNumber(FactPath.Address);
            var address = said with { Number = number, Source = Brought(said.Source, version), EndSource = BroughtEnd(said.EndSource, version) };
            // One current address: the later one ends the earlier one, as if both had been reported here.
            if (address.MovedOutOn is null && record.CurrentAddress is { } current)
            {
                if (current.MovedInOn <= address.MovedInOn)
                    record = record with { Addresses = record.Addresses.Replace(current, current with { MovedOutOn = address.MovedInOn, EndSource = address.Source }) };
                else address = address with { MovedOutOn = current.MovedInOn, EndSource = current.Source with { Version = version } };
            }
            places.Add(from, new FactPath(FactPath.Address, number));
            record = Numbered(record with { Addresses = record.Addresses.Add(address) }, FactPath.Address, number);
        }
        return record;
    }

    private static PersonRecord WithMovements(PersonRecord record, PersonRecord other, int version, Dictionary<FactPath, FactPath> places)
    {
        foreach (var said in other.Movements)
        {
            var known = record.Movements.FirstOrDefault(one => one.Kind == said.Kind && one.On == said.On);
            var number = known?.Number ?? record.NextNumber(FactPath.Movement);
            places.Add(new FactPath(FactPath.Movement, said.Number), new FactPath(FactPath.Movement, number));
            if (known is null)
                record = Numbered(record with { Movements = record.Movements.Add(said with { Number = number, Source = Brought(said.Source, version) }) }, FactPath.Movement, number);
        }
        return record with { Movements = [.. record.Movements.OrderBy(movement => movement.On)] };
    }

    private static PersonRecord WithStatuses(PersonRecord record, PersonRecord other, int version, Dictionary<FactPath, FactPath> places)
    {
        foreach (var said in other.Statuses)
        {
            var known = record.Statuses.FirstOrDefault(one => one.Status == said.Status && one.GrantedOn == said.GrantedOn);
            var number = known?.Number ?? record.NextNumber(FactPath.Status);
            places.Add(new FactPath(FactPath.Status, said.Number), new FactPath(FactPath.Status, number));
            if (known is null)
                record = Numbered(record with
                {
                    Statuses = record.Statuses.Add(said with { Number = number, Source = Brought(said.Source, version), EndSource = BroughtEnd(said.EndSource, version) }),
                }, FactPath.Status, number);
        }
        return record;
    }

    private static PersonRecord WithFacts(
        PersonRecord record, string item, ImmutableList<StoredFact> facts, int version, Dictionary<FactPath, FactPath> places)
    {
        foreach (var said in facts)
        {
            if (record.FactsOf(item).FirstOrDefault(one => SaysTheSame(one, said)) is { } known)
            {
                places.Add(said.Path, known.Path);
                continue;
            }
            var number = record.NextNumber(item);
            var fact = said with
            {
                Number = number,
                Fields = said.Fields.ToImmutableDictionary(field => field.Key, field => field.Value with { Source = Brought(field.Value.Source, version) }),
                EndSource = BroughtEnd(said.EndSource, version),
            };
            // Of an item that a record has once, the kept record's word holds; the other one stays as history.
            if (ItemCatalogue.Get(item).Keeping == Keeping.One && fact.EndedOn is null && record.FactsOf(item).FirstOrDefault(one => one.EndedOn is null) is { } held)
                fact = fact with { EndedOn = held.Source.ValidFrom, EndSource = held.Source with { Version = version } };
            places.Add(said.Path, fact.Path);
            record = WithFact(record, fact);
        }
        return record;
    }

    private static PersonRecord WithFact(PersonRecord record, StoredFact fact) => Numbered(
        record with { Facts = record.Facts.SetItem(fact.Item, [.. record.FactsOf(fact.Item), fact]) }, fact.Item, fact.Number);

    private static bool SaysTheSame(StoredFact one, StoredFact other) => one.EndedOn == other.EndedOn && one.Fields.Count == other.Fields.Count
        && one.Fields.All(field => other.Fields.TryGetValue(field.Key, out var said) && said.Value.SequenceEqual(field.Value.Value));

    private static PersonRecord Numbered(PersonRecord record, string group, int number) =>
        record with { LastNumbers = record.LastNumbers.SetItem(group, number) };

    // Who said it, when and why stays; that this record knows it is new.
    private static Source Brought(Source source, int version) => source with { Version = version };

    private static Source? BroughtEnd(Source? source, int version) => source is null ? null : Brought(source, version);
}
