using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>
/// The record of one foreign national (Datensatz, AZRG-DV § 3): the fold of its changes. Every value knows its source.
/// </summary>
public sealed record PersonRecord
{
    public required RecordId Id { get; init; }

    public required AzrNumber Number { get; init; }

    /// <summary>Number of accepted submissions that changed something.</summary>
    public required int Version { get; init; }

    /// <summary>Personal data by field name; a field that was never said or was cleared is absent.</summary>
    public ImmutableDictionary<string, Sourced<IReadOnlyList<string>>> Person { get; init; } =
        ImmutableDictionary<string, Sourced<IReadOnlyList<string>>>.Empty;

    public ImmutableList<StoredAddress> Addresses { get; init; } = [];

    public ImmutableList<StoredMovement> Movements { get; init; } = [];

    public ImmutableList<StoredStatus> Statuses { get; init; } = [];

    /// <summary>Facts of the catalogue by item, oldest first.</summary>
    public ImmutableDictionary<string, ImmutableList<StoredFact>> Facts { get; init; } =
        ImmutableDictionary<string, ImmutableList<StoredFact>>.Empty;

    /// <summary>Authorities that asked to be told of changes of this person, oldest first.</summary>
    public ImmutableList<StoredSubscription> Subscriptions { get; init; } = [];

    /// <summary>Highest number ever given in a group of facts: a number is not given again after an erasure.</summary>
    public ImmutableDictionary<string, int> LastNumbers { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The foreigners' authority that keeps the file (aktenführende Behörde); null before the first.</summary>
    public Sourced<AuthorityKey>? FileKeeper { get; init; }

    /// <summary>Day on which the person became German: the record is to be erased (AZRG § 36 Abs. 2). Null for nearly all.</summary>
    public Sourced<DateOnly>? GermanSince { get; init; }

    /// <summary>Other records whose person is somebody else (Personenverschiedenheit, AZRG-DV § 3 Abs. 2).</summary>
    public ImmutableList<StoredDifference> Differences { get; init; } = [];

    /// <summary>The record that says everything about the person; null while this one does.</summary>
    public StoredMerge? MergedInto { get; init; }

    /// <summary>Records of the same person that this one has taken over.</summary>
    public ImmutableList<StoredMerge> TakenOver { get; init; } = [];

    public StoredAddress? CurrentAddress => Addresses.LastOrDefault(address => address.MovedOutOn is null);

    public StoredMovement? LastMovement => Movements.LastOrDefault();

    public bool IsDead => LastMovement is { Kind: MovementKind.Died };

    /// <summary>The stay is reported and has not ended.</summary>
    public bool IsResident => LastMovement is { IsArrival: true };

    public IReadOnlyList<string> Nationalities => Values("nationality");

    public PartialDate? BirthDate => PartialDate.TryParse(Values("birthDate").FirstOrDefault(), out var date) ? date : null;

    /// <summary>Family name and first names as they are written today.</summary>
    public string Name => string.Join(", ", Values("familyName").Concat(Values("firstNames")));

    public IReadOnlyList<string> Values(string field) => Person.TryGetValue(field, out var fact) ? fact.Value : [];

    /// <summary>Anything of the catalogue is stored.</summary>
    public bool HasFacts => Facts.Any(pair => pair.Value.Count > 0);

    public IReadOnlyList<StoredFact> FactsOf(string item) => Facts.TryGetValue(item, out var facts) ? facts : [];

    /// <summary>Facts of the item that hold on the day.</summary>
    public IEnumerable<StoredFact> FactsOn(string item, DateOnly day) => FactsOf(item).Where(fact => fact.RunsOn(day));

    public StoredFact? FindFact(FactPath path) => FactsOf(path.Group).FirstOrDefault(fact => fact.Number == path.Number);

    /// <summary>Number for the next fact of a group (<see cref="FactPath"/>).</summary>
    public int NextNumber(string group) => LastNumbers.GetValueOrDefault(group) + 1;

    /// <summary>The record after its changes; null if there are none.</summary>
    /// <exception cref="InvalidDataException">A version is missing, or the first change is no registration.</exception>
    public static PersonRecord? Fold(RecordId id, PersonRecord? start, IEnumerable<RecordChange> changes) =>
        changes.Aggregate(start, (record, change) => Evolve(id, record, change));

    /// <summary>The record after one more change.</summary>
    public static PersonRecord Evolve(RecordId id, PersonRecord? record, RecordChange change)
    {
        if (change.Version != (record?.Version ?? 0) + 1)
            throw new InvalidDataException($"Record {id}: version {change.Version} does not follow {record?.Version ?? 0}.");
        foreach (var happened in change.Events) record = Apply(id, record, happened, change);
        return (record ?? throw new InvalidDataException($"Record {id} starts without a registration.")) with { Version = change.Version };
    }

    /// <summary>What changes make a record, whatever their versions: those of a record that was parted from another have gaps.</summary>
    /// <exception cref="InvalidDataException">The first change is no registration.</exception>
    public static PersonRecord Rebuild(RecordId id, IEnumerable<RecordChange> changes)
    {
        PersonRecord? record = null;
        foreach (var change in changes)
            foreach (var happened in change.Events) record = Apply(id, record, happened, change) with { Version = change.Version };
        return record ?? throw new InvalidDataException($"Record {id} starts without a registration.");
    }

    private static PersonRecord Apply(RecordId id, PersonRecord? record, RecordEvent happened, RecordChange change)
    {
        if (happened is RecordEvent.PersonRegistered registered)
            return With(new PersonRecord { Id = id, Number = ParseNumber(id, registered.AzrNumber), Version = 0 }, registered.Facts,
                SourceOf(change, happened, change.Origin.OccurredOn));
        if (record is null) throw new InvalidDataException($"Record {id} starts without a registration.");
        return happened switch
        {
            RecordEvent.PersonalDataChanged changed =>
                With(record, changed.Facts, SourceOf(change, happened, change.Origin.OccurredOn)),
            RecordEvent.MovedIn e => record with
            {
                Addresses = record.Addresses.Add(new StoredAddress(
                    e.Number, e.Address, e.MovedInOn, null, SourceOf(change, e, e.MovedInOn), null)),
                LastNumbers = record.LastNumbers.SetItem(FactPath.Address, e.Number),
            },
            RecordEvent.MovedOut e => record with
            {
                Addresses = Replace(record.Addresses, one => one.Number == e.Number, address => address with
                {
                    MovedOutOn = e.MovedOutOn,
                    EndSource = SourceOf(change, e, e.MovedOutOn),
                }),
            },
            RecordEvent.AddressCorrected e => record with
            {
                Addresses = Replace(record.Addresses, one => one.Number == e.Number, address => address with
                {
                    Address = e.Address,
                    MovedInOn = e.MovedInOn,
                    MovedOutOn = e.MovedOutOn,
                    Source = SourceOf(change, e, e.MovedInOn),
                    EndSource = e.MovedOutOn is { } on ? SourceOf(change, e, on) : null,
                }),
            },
            RecordEvent.MovementReported e => record with
            {
                Movements = record.Movements.Add(new StoredMovement(e.Number, e.Kind, e.On, SourceOf(change, e, e.On))),
                LastNumbers = record.LastNumbers.SetItem(FactPath.Movement, e.Number),
            },
            RecordEvent.MovementCorrected e => record with
            {
                Movements = Replace(record.Movements, one => one.Number == e.Number,
                    movement => movement with { On = e.On, Source = SourceOf(change, e, e.On) }),
            },
            RecordEvent.StatusGranted e => record with
            {
                Statuses = record.Statuses.Add(new StoredStatus(e.Number, StatusCodes.Get(e.Status), e.GrantedOn, e.ValidUntil,
                    e.DocumentNumber, null, SourceOf(change, e, e.GrantedOn), null)),
                LastNumbers = record.LastNumbers.SetItem(FactPath.Status, e.Number),
            },
            RecordEvent.StatusEnded e => record with
            {
                Statuses = Replace(record.Statuses, one => one.Number == e.Number, status => status with
                {
                    EndedOn = e.EndedOn,
                    EndSource = SourceOf(change, e, e.EndedOn),
                }),
            },
            RecordEvent.StatusCorrected e => record with
            {
                Statuses = Replace(record.Statuses, one => one.Number == e.Number, status => status with
                {
                    GrantedOn = e.GrantedOn,
                    ValidUntil = e.ValidUntil,
                    DocumentNumber = e.DocumentNumber,
                    Source = SourceOf(change, e, e.GrantedOn),
                }),
            },
            RecordEvent.FileKeepingAssumed e => record with
            {
                FileKeeper = new Sourced<AuthorityKey>(e.Authority, SourceOf(change, e, e.On)),
            },
            RecordEvent.FactStored e => record with
            {
                Facts = record.Facts.SetItem(KeptValue.NameOf(e.Item), [.. record.FactsOf(e.Item),
                    new StoredFact(e.Number, KeptValue.NameOf(e.Item), ImmutableDictionary<string, Sourced<IReadOnlyList<string>>>.Empty, null, null).With(e.Values, SourceOf(change, e, change.Origin.OccurredOn))]),
                LastNumbers = record.LastNumbers.SetItem(KeptValue.NameOf(e.Item), e.Number),
            },
            RecordEvent.FactChanged e => record.WithFact(e.Item, e.Number,
                fact => fact.With(e.Values, SourceOf(change, e, change.Origin.OccurredOn))),
            RecordEvent.FactEnded e => record.WithFact(e.Item, e.Number,
                fact => fact with { EndedOn = e.EndedOn, EndSource = SourceOf(change, e, e.EndedOn) }),
            RecordEvent.Subscribed e => record with
            {
                Subscriptions = record.Subscriptions.Add(new StoredSubscription(e.Number, change.Origin.Authority, e.Purpose, e.Ground)),
                LastNumbers = record.LastNumbers.SetItem(FactPath.Subscription, e.Number),
            },
            RecordEvent.SubscriptionEnded e => record with { Subscriptions = record.Subscriptions.RemoveAll(one => one.Number == e.Number) },
            RecordEvent.BecameGerman e => record with { GermanSince = new Sourced<DateOnly>(e.On, SourceOf(change, e, e.On)) },
            RecordEvent.Erased e => e.Facts.Aggregate(record, (rest, path) => rest.Without(path)),
            RecordEvent.DifferentPersonStated e => record with
            {
                Differences = record.Differences.Add(new StoredDifference(
                    ParseNumber(id, e.OtherNumber), e.Reason, Source.Of(change, e.Basis, change.Origin.OccurredOn))),
            },
            RecordEvent.DifferentPersonWithdrawn e => record with { Differences = record.Differences.RemoveAll(one => one.Other.Digits == e.OtherNumber) },
            // What it said is told by the other one; who it is not, and which numbers were given, stays.
            RecordEvent.MergedInto e => new PersonRecord
            {
                Id = id, Number = record.Number, Version = record.Version, LastNumbers = record.LastNumbers, Differences = record.Differences,
                MergedInto = new StoredMerge(e.Merge, ParseNumber(id, e.Number), new RecordId(e.Kept)),
            },
            RecordEvent.TakenOver e => Merging.Of(record, Rebuild(new RecordId(e.Other), e.Changes), change.Version).Record with
            {
                TakenOver = record.TakenOver.Add(new StoredMerge(e.Merge, ParseNumber(id, e.OtherNumber), new RecordId(e.Other))),
            },
            RecordEvent.Rebuilt e => record.Parted(Rebuild(id, e.Changes)),
            _ => throw new UnreachableException($"No fold for {happened.GetType().Name}."),
        };
    }

    private static Source SourceOf(RecordChange change, RecordEvent happened, DateOnly validFrom)
    {
        var source = Source.Of(change, happened.Basis, validFrom);
        return happened.Automatic ? source with { Authority = AuthorityKey.Register, Automatic = true } : source;
    }

    private static PersonRecord With(PersonRecord record, IReadOnlyList<PersonFact> facts, Source source)
    {
        var person = record.Person.ToBuilder();
        foreach (var fact in facts)
        {
            if (fact.Values.Count == 0) person.Remove(fact.Field);
            else person[KeptValue.NameOf(fact.Field)] = KeptValue.Of(fact.Values, source);
        }
        return record with { Person = person.ToImmutable() };
    }

    // A number that was given to a fact meanwhile is not given again, and who somebody is not stays said.
    private PersonRecord Parted(PersonRecord rebuilt) => rebuilt with
    {
        LastNumbers = LastNumbers.Concat(rebuilt.LastNumbers).GroupBy(last => last.Key)
            .ToImmutableDictionary(last => last.Key, last => last.Max(one => one.Value)),
        Differences = [.. rebuilt.Differences.UnionBy(Differences, difference => difference.Other)],
    };

    private PersonRecord WithFact(string item, int number, Func<StoredFact, StoredFact> change) =>
        this with { Facts = Facts.SetItem(item, Replace(Facts[item], fact => fact.Number == number, change)) };

    private PersonRecord Without(string path)
    {
        var (group, name) = path.Split('/') is [var first, var second] ? (first, second) : throw new InvalidDataException("A path has two parts.");
        if (group == FactPath.Person) return this with { Person = Person.Remove(name) };
        var number = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
        return group switch
        {
            FactPath.Address => this with { Addresses = Addresses.RemoveAll(address => address.Number == number) },
            FactPath.Movement => this with { Movements = Movements.RemoveAll(movement => movement.Number == number) },
            FactPath.Status => this with { Statuses = Statuses.RemoveAll(status => status.Number == number) },
            _ => this with { Facts = Facts.SetItem(group, Facts[group].RemoveAll(fact => fact.Number == number)) },
        };
    }

    private static ImmutableList<T> Replace<T>(ImmutableList<T> list, Predicate<T> which, Func<T, T> change)
    {
        var index = list.FindIndex(which);
        return list.SetItem(index, change(list[index]));
    }

    private static AzrNumber ParseNumber(RecordId id, string digits) =>
        AzrNumber.TryParse(digits, out var number) ? number : throw new InvalidDataException($"Record {id} stores an invalid AZR number.");
}

/// <summary>A value and where it came from.</summary>
public sealed record Sourced<T>(T Value, Source Source);

/// <summary>Who said a value, when, on what basis and in which submission (AZRG §§ 3 Abs. 1 Nr. 1, 8, 9).</summary>
/// <param name="KnownSince">First time axis: when the register learnt it.</param>
/// <param name="ValidFrom">Second time axis: the legal day from which it holds.</param>
public sealed record Source(
    AuthorityKey Authority, string FileReference, Guid SubmissionId, string Basis, DateTimeOffset KnownSince, DateOnly ValidFrom, int Version)
{
    /// <summary>Drawn by the register as a consequence of the submission that is named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Automatic { get; init; }

    public static Source Of(RecordChange change, string basis, DateOnly validFrom) => new(
        change.Origin.Authority, change.Origin.FileReference, change.Origin.SubmissionId, basis, change.Origin.ReceivedAt, validFrom, change.Version);
}

/// <summary>An address, current while <see cref="MovedOutOn"/> is null.</summary>
public sealed record StoredAddress(int Number, Address Address, DateOnly MovedInOn, DateOnly? MovedOutOn, Source Source, Source? EndSource)
{
    /// <summary>The address as an entry would say it.</summary>
    public IReadOnlyList<EntryField> ToFields() => Fields.Of(("ags", Address.Ags), ("street", Address.Street), ("houseNumber", Address.HouseNumber),
        ("houseNumberSuffix", Address.HouseNumberSuffix), ("postalCode", Address.PostalCode), ("town", Address.Town),
        ("householder", Address.Householder), ("movedInOn", Fields.Day(MovedInOn)), ("movedOutOn", Fields.Day(MovedOutOn)));
}

/// <summary>A standing request of one authority in one role for one person, with its purpose and legal basis.</summary>
/// <param name="Ground">Name of the legal basis (<see cref="Law.SubscriptionBasis"/>).</param>
public sealed record StoredSubscription(int Number, AuthorityKey Authority, string Purpose, string Ground);

/// <summary>Another record looks alike and is of another person, and who said so.</summary>
public sealed record StoredDifference(AzrNumber Other, string Reason, Source Source);

/// <summary>Another record of the same person.</summary>
/// <param name="Merge">Case in which the register authority decided so.</param>
public sealed record StoredMerge(Guid Merge, AzrNumber Number, RecordId Record);

/// <summary>An arrival, a departure or death.</summary>
public sealed record StoredMovement(int Number, MovementKind Kind, DateOnly On, Source Source)
{
    public bool IsArrival => Kind is MovementKind.FirstEntry or MovementKind.FromForeignersAuthority
        or MovementKind.FromUnknown or MovementKind.ReturnFromAbroad;
}

/// <summary>A residence status; it stays as history after its end (AZRG-DV § 18 Abs. 4).</summary>
public sealed record StoredStatus(
    int Number, StatusCode Status, DateOnly GrantedOn, DateOnly? ValidUntil, string? DocumentNumber, DateOnly? EndedOn,
    Source Source, Source? EndSource)
{
    /// <summary>The status as an entry would say it.</summary>
    public IReadOnlyList<EntryField> ToFields() => Fields.Of(
        ("grantedOn", Fields.Day(GrantedOn)), ("validUntil", Fields.Day(ValidUntil)), ("documentNumber", DocumentNumber));

    public bool RunsOn(DateOnly day) => GrantedOn <= day && day <= LastDay;

    public bool Overlaps(DateOnly from, DateOnly to) => GrantedOn <= to && from <= LastDay;

    private DateOnly LastDay => EndedOn?.AddDays(-1) ?? ValidUntil ?? DateOnly.MaxValue;
}

/// <summary>Writes stored values as the fields of an entry.</summary>
internal static class Fields
{
    public static IReadOnlyList<EntryField> Of(params (string Name, string? Value)[] fields) =>
        [.. fields.Where(field => field.Value is not null).Select(field => new EntryField(field.Name, field.Value!))];

    public static string? Day(DateOnly? day) => day is { } on ? CanonicalDay.Write(on) : null;
}
