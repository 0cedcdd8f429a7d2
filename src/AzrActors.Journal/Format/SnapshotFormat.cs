using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Format;

/// <summary>
/// How the state of a record is written down so that fewer changes have to be read. Snapshots of another version are
/// ignored and made anew from the changes.
/// </summary>
public static class SnapshotFormat
{
    /// <summary>
    /// Rises whenever this format changes and whenever <see cref="PersonRecord.Evolve"/> makes something else of the same
    /// changes: else old snapshots would keep what the new rules no longer say. The goldens of the snapshots hold this.
    /// </summary>
    public const int Version = 3;

    // Nobody pastes a snapshot into a page: letters may stand for themselves.
    private static readonly JournalJson Writing = new(new JsonSerializerOptions(JournalJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(PersonRecord record)
    {
        var sources = new SourceTable();
        return JsonSerializer.SerializeToUtf8Bytes(
            new Snapshot(
                record.Number, record.Version, Values(record.Person, sources),
                [.. record.Addresses.Select(address => new Snapshot.AddressFact(address.Number, address.Address, address.MovedInOn, address.MovedOutOn,
                    sources.IndexOf(address.Source), sources.IndexOfMaybe(address.EndSource)))],
                [.. record.Movements.Select(movement => new Snapshot.Movement(
                    movement.Number, movement.Kind, movement.On, sources.IndexOf(movement.Source)))],
                [.. record.Statuses.Select(status => new Snapshot.Status(status.Number, status.Status.Code, status.GrantedOn, status.ValidUntil,
                    status.DocumentNumber, status.EndedOn, sources.IndexOf(status.Source), sources.IndexOfMaybe(status.EndSource)))],
                Sorted(record.Facts).ToDictionary(item => item.Key, item => (IReadOnlyList<Snapshot.Fact>)[.. item.Value.Select(fact => new Snapshot.Fact(
                    fact.Number, Values(fact.Fields, sources), fact.EndedOn, sources.IndexOfMaybe(fact.EndSource)))]),
                record.Subscriptions, Sorted(record.LastNumbers).ToDictionary(),
                record.FileKeeper is { } keeper ? new Snapshot.Keeper(keeper.Value, sources.IndexOf(keeper.Source)) : null,
                record.GermanSince is { } german ? new Snapshot.German(german.Value, sources.IndexOf(german.Source)) : null,
                [.. record.Differences.Select(one => new Snapshot.Difference(one.Other, one.Reason, sources.IndexOf(one.Source)))],
                MergeOf(record.MergedInto), [.. record.TakenOver.Select(one => MergeOf(one)!)], sources.All),
            Writing.Snapshot);
    }

    /// <exception cref="JsonException">The bytes are no snapshot of this version.</exception>
    public static PersonRecord Read(RecordId id, byte[] content)
    {
        var read = JournalFormat.Read<Snapshot>(content);
        Source SourceOf(int index) => read.Sources[index];
        Source? EndOf(int? index) => index is { } end ? read.Sources[end] : null;
        ImmutableDictionary<string, Sourced<IReadOnlyList<string>>> ValuesOf(IReadOnlyDictionary<string, Snapshot.Value> values) =>
            values.ToImmutableDictionary(value => KeptValue.NameOf(value.Key), value => KeptValue.Of(value.Value.Said, SourceOf(value.Value.Source)));
        return new PersonRecord
        {
            Id = id,
            Number = read.Number,
            Version = read.Version,
            Person = ValuesOf(read.Person),
            Addresses = [.. read.Addresses.Select(address => new StoredAddress(
                address.Number, address.Place, address.MovedInOn, address.MovedOutOn, SourceOf(address.Source), EndOf(address.EndSource)))],
            Movements = [.. read.Movements.Select(movement => new StoredMovement(
                movement.Number, movement.Kind, movement.On, SourceOf(movement.Source)))],
            Statuses = [.. read.Statuses.Select(status => new StoredStatus(status.Number, StatusCodes.Get(status.Code), status.GrantedOn,
                status.ValidUntil, status.DocumentNumber, status.EndedOn, SourceOf(status.Source), EndOf(status.EndSource)))],
            Facts = read.Facts.ToImmutableDictionary(item => KeptValue.NameOf(item.Key), item => item.Value.Select(fact => new StoredFact(
                fact.Number, KeptValue.NameOf(item.Key), ValuesOf(fact.Fields), fact.EndedOn, EndOf(fact.EndSource))).ToImmutableList()),
            Subscriptions = [.. read.Subscriptions],
            LastNumbers = read.LastNumbers.ToImmutableDictionary(last => KeptValue.NameOf(last.Key), last => last.Value),
            Differences = [.. read.Differences.Select(one => new StoredDifference(one.Other, one.Reason, SourceOf(one.Source)))],
            MergedInto = MergeOf(read.MergedInto),
            TakenOver = [.. read.TakenOver.Select(one => MergeOf(one)!)],
            FileKeeper = read.FileKeeper is { } keeper ? new Sourced<AuthorityKey>(keeper.Authority, SourceOf(keeper.Source)) : null,
            GermanSince = read.GermanSince is { } german ? new Sourced<DateOnly>(german.On, SourceOf(german.Source)) : null,
        };
    }

    private static Snapshot.Merge? MergeOf(StoredMerge? merge) => merge is null ? null : new(merge.Merge, merge.Number, merge.Record.Value);

    private static StoredMerge? MergeOf(Snapshot.Merge? merge) => merge is null ? null : new(merge.Case, merge.Number, new RecordId(merge.Record));

    private static Dictionary<string, Snapshot.Value> Values(ImmutableDictionary<string, Sourced<IReadOnlyList<string>>> values, SourceTable sources) =>
        Sorted(values).ToDictionary(value => value.Key, value => new Snapshot.Value(value.Value.Value, sources.IndexOf(value.Value.Source)));

    /// <summary>The same state gives the same bytes in every process.</summary>
    private static IEnumerable<KeyValuePair<string, T>> Sorted<T>(ImmutableDictionary<string, T> values) =>
        values.OrderBy(value => value.Key, StringComparer.Ordinal);

    /// <summary>Many values come from one submission: its source is written, and held in memory, once.</summary>
    private sealed class SourceTable
    {
        private readonly Dictionary<Source, int> _indexes = [];
        private readonly List<Source> _all = [];

        public IReadOnlyList<Source> All => _all;

        public int IndexOf(Source source)
        {
            if (_indexes.TryGetValue(source, out var known)) return known;
            _all.Add(source);
            return _indexes[source] = _all.Count - 1;
        }

        public int? IndexOfMaybe(Source? source) => source is null ? null : IndexOf(source);
    }
}

/// <summary>The shape of a stored snapshot. Sources are named by their place in the list of all.</summary>
internal sealed record Snapshot(
    AzrNumber Number, int Version, IReadOnlyDictionary<string, Snapshot.Value> Person, IReadOnlyList<Snapshot.AddressFact> Addresses,
    IReadOnlyList<Snapshot.Movement> Movements, IReadOnlyList<Snapshot.Status> Statuses,
    IReadOnlyDictionary<string, IReadOnlyList<Snapshot.Fact>> Facts, IReadOnlyList<StoredSubscription> Subscriptions,
    IReadOnlyDictionary<string, int> LastNumbers, Snapshot.Keeper? FileKeeper, Snapshot.German? GermanSince,
    IReadOnlyList<Snapshot.Difference> Differences, Snapshot.Merge? MergedInto, IReadOnlyList<Snapshot.Merge> TakenOver,
    IReadOnlyList<Source> Sources)
{
    internal sealed record Value(IReadOnlyList<string> Said, int Source);

    internal sealed record AddressFact(int Number, Address Place, DateOnly MovedInOn, DateOnly? MovedOutOn, int Source, int? EndSource);

    internal sealed record Movement(int Number, MovementKind Kind, DateOnly On, int Source);

    internal sealed record Status(
        int Number, string Code, DateOnly GrantedOn, DateOnly? ValidUntil, string? DocumentNumber, DateOnly? EndedOn, int Source, int? EndSource);

    internal sealed record Fact(int Number, IReadOnlyDictionary<string, Value> Fields, DateOnly? EndedOn, int? EndSource);

    internal sealed record Difference(AzrNumber Other, string Reason, int Source);

    internal sealed record Merge(Guid Case, AzrNumber Number, Guid Record);

    internal sealed record Keeper(AuthorityKey Authority, int Source);

    internal sealed record German(DateOnly On, int Source);
}
