using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Tests.Journal;
using CsCheck;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Snapshots;

/// <summary>Histories of made-up persons that can be folded.</summary>
internal sealed record History(RecordId Record, IReadOnlyList<RecordChange> Changes)
{
    private const string Basis = "§ 6 Abs. 1 Nr. 1 AZRG";
    private static readonly string[] Texts = ["", "al-Ḥasan", "475", "Kanalweg \"7\"", "\\ü\u2028", "1990-07-00"];
    private static readonly string[] Names = ["familyName", "religion", "nationality", "birthDate"];
    private static readonly string[] Items = ["UnlawfulEntry", "IdentityDocument", "Toleration"];
    private static readonly IReadOnlyList<string> Codes = [.. StatusCodes.All.Select(status => status.Code).Order(StringComparer.Ordinal)];

    /// <summary>Any history: registration first, then whatever the record as it is then can bear.</summary>
    public static Gen<History> Any { get; } = Gen.Int[0, int.MaxValue - 1].Array[0, 60].Select(Of);

    public PersonRecord? State => PersonRecord.Fold(Record, null, Changes);

    /// <summary>A registration and moves, one a version.</summary>
    public static History Moves(int versions) => new(Samples.NewRecord(), [.. Enumerable.Range(1, versions).Select(version => Samples.Change(
        version, version == 1 ? Samples.EveryEvent[0] : new RecordEvent.MovedIn(
            version - 1, new Address("12054000", $"Straße {version}", "7", null, "14461", "Potsdam", null), Samples.Day, Basis)))]);

    /// <summary>Stores it as the register does, version by version with the state.</summary>
    public static async Task<History> AppendAsync(JournalDatabase database, History history)
    {
        await using var silo = database.OpenJournal();
        PersonRecord? state = null;
        foreach (var change in history.Changes)
        {
            state = PersonRecord.Evolve(history.Record, state, change);
            await silo.AppendAsync(
                Samples.Append(history.Record, change.Version == 1 ? Samples.NewNumber() : null, change) with { State = state }, Cancellation);
        }
        return history;
    }

    private static History Of(int[] draws)
    {
        var id = Samples.NewRecord();
        var changes = new List<RecordChange>();
        PersonRecord? record = null;
        foreach (var draw in draws)
        {
            var happened = Draw(record, draw);
            // Now and then several things in one submission.
            var joins = record is not null && draw % 3 == 0;
            var change = joins ? changes[^1] with { Events = [.. changes[^1].Events, happened] } : Samples.Change(changes.Count + 1, happened);
            if (joins) changes[^1] = change;
            else changes.Add(change);
            record = PersonRecord.Fold(id, null, changes);
        }
        return new History(id, changes);
    }

    private static RecordEvent Draw(PersonRecord? record, int draw)
    {
        var (kind, pick) = (draw % 16, draw / 16);
        var (text, day, item) = (Texts[pick % Texts.Length], Samples.Day.AddDays(pick % 500), Items[pick % Items.Length]);
        PersonFact[] facts = [new(Names[pick % Names.Length], pick % 5 == 0 ? [] : [text, .. Texts[..(pick % 3)]]), new("sex", ["w"])];
        if (record is null) return new RecordEvent.PersonRegistered(AzrNumber.FromSerial(4711).Digits, facts, Basis);
        var address = new Address(text, text, text, pick % 2 == 0 ? text : null, text, text, pick % 3 == 0 ? text : null);
        DateOnly? maybe = pick % 2 == 0 ? day : null;
        return kind switch
        {
            0 => new RecordEvent.PersonalDataChanged(facts, text),
            1 => new RecordEvent.MovedIn(record.NextNumber(FactPath.Address), address, day, Basis),
            2 when One(record.Addresses, pick) is { } one => new RecordEvent.MovedOut(one.Number, day, text),
            3 when One(record.Addresses, pick) is { } one => new RecordEvent.AddressCorrected(one.Number, address, day, maybe, text),
            4 => new RecordEvent.MovementReported(record.NextNumber(FactPath.Movement), (MovementKind)(1 + pick % 7), day, Basis),
            5 when One(record.Movements, pick) is { } one => new RecordEvent.MovementCorrected(one.Number, day, text),
            6 => new RecordEvent.StatusGranted(record.NextNumber(FactPath.Status), Codes[pick % Codes.Count], day, maybe, maybe is null ? text : null, Basis),
            7 when One(record.Statuses, pick) is { } one => new RecordEvent.StatusEnded(one.Number, day, text),
            8 when One(record.Statuses, pick) is { } one => new RecordEvent.StatusCorrected(one.Number, day, maybe, maybe is null ? text : null, Basis),
            9 => new RecordEvent.FileKeepingAssumed(Samples.Abh, day, text),
            10 => new RecordEvent.FactStored(record.NextNumber(item), item, facts, Basis),
            11 when One(record.FactsOf(item), pick) is { } one => new RecordEvent.FactChanged(one.Number, item, facts, pick % 2 == 0, text),
            12 when One(record.FactsOf(item), pick) is { } one => new RecordEvent.FactEnded(one.Number, item, day, text),
            13 => new RecordEvent.Subscribed(record.NextNumber(FactPath.Subscription), text, "data-care", Basis),
            14 when One(record.Subscriptions, pick) is { } one => new RecordEvent.SubscriptionEnded(one.Number, text),
            15 when One(record.Addresses, pick) is { } one => new RecordEvent.Erased([$"address/{one.Number}", "person/religion"], text, Basis),
            _ when One(record.FactsOf(item), pick) is { } one => new RecordEvent.Erased([$"{item}/{one.Number}"], text, Basis),
            _ => new RecordEvent.PersonalDataChanged(facts, Basis),
        };
    }

    private static T? One<T>(IReadOnlyList<T> list, int pick) where T : class => list.Count == 0 ? null : list[pick % list.Count];
}
