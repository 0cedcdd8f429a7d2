using System.Collections.Immutable;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Law;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Changes;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>Facts of the catalogue, and corrections and erasures of any fact.</summary>
internal sealed partial class Deciding
{
    private static readonly ImmutableDictionary<string, Sourced<IReadOnlyList<string>>> NoFields =
        ImmutableDictionary<string, Sourced<IReadOnlyList<string>>>.Empty;

    private void Store(RecordCommand.StoreFact command)
    {
        var item = ItemCatalogue.Get(command.Item);
        var facts = command.Values.Where(value => value.Values.Count > 0).ToList();
        var held = Record!.FactsOf(command.Item).Where(fact => fact.EndedOn is null).ToList();
        if (held.Any(fact => Says(fact, facts))) return;
        var fact = new StoredFact(0, command.Item, NoFields, null, null).With(facts, SourceHere(command.Item));
        if (!Passes(Days(item, facts, command.Entry).Concat(FactRules.Broken(CaseOf(item, fact, held), command.Entry)))) return;
        if (item.Keeping == Keeping.One && held.Count > 0)
            Replace(command, held[0], facts);
        else
            Happen(new RecordEvent.FactStored(Record.NextNumber(command.Item), command.Item, facts, BasisOf(command.Item)));
    }

    private void Replace(RecordCommand.StoreFact command, StoredFact held, List<PersonFact> facts)
    {
        Doubt(held.Source, command.Entry, EntryForms.ItemField);
        Happen(new RecordEvent.FactChanged(held.Number, command.Item, Replacing(held, facts), false, BasisOf(command.Item)));
    }

    private void ChangeFact(RecordCommand.ChangeFact command)
    {
        if (Record!.FindFact(command.Fact) is not { } fact || (command.IsCorrection && !MayMend(fact.Fields.Values.Select(value => value.Source), command.Entry))) return;
        var item = ItemCatalogue.Get(fact.Item);
        var news = command.Values.Where(value => !Held(fact, value.Field).SequenceEqual(value.Values)).ToList();
        if (news.Count == 0) return;
        var after = fact.With(news, SourceHere(fact.Item));
        if (!Passes(Days(item, news, command.Entry).Concat(FactRules.Broken(CaseOf(item, after, []), command.Entry)))) return;
        Happen(new RecordEvent.FactChanged(fact.Number, fact.Item, news, command.IsCorrection, BasisOf(fact.Item)));
    }

    private void EndFact(RecordCommand.EndFact command)
    {
        if (Record!.FindFact(command.Fact) is not { } fact || fact.EndedOn == command.EndedOn) return;
        var starts = ItemCatalogue.Get(fact.Item).Fields.Where(field => field.Type == FieldType.Day).Select(field => fact.Day(field.Name)).Min();
        if (!Passes(Dates(command.Entry, "endedOn", command.EndedOn),
                fact.EndedOn is null ? null : Rules.AlreadyEnded.At(command.Entry, "fact"),
                command.EndedOn < starts ? Rules.EndBeforeStart.At(command.Entry, "endedOn") : null)) return;
        Happen(new RecordEvent.FactEnded(fact.Number, fact.Item, command.EndedOn, BasisOf(fact.Item)));
    }

    private void Erase(RecordCommand.EraseFact command)
    {
        if (SourcesOf(command.Fact) is not { Count: > 0 } sources || !MayMend(sources, command.Entry)) return;
        if (SourceRules.IsErasureDuringDispute(Record!, command.Fact, _context.Today)) _findings.Add(Rules.ErasureDuringDispute.At(command.Entry, EntryForms.FactField));
        Happen(new RecordEvent.Erased([command.Fact.ToString()], command.Reason, _entitlement.ErasureBasis));
    }

    private void Correct(RecordCommand.CorrectAddress command)
    {
        if (Record!.Addresses.FirstOrDefault(one => one.Number == command.Fact.Number) is not { } address || !MayMend([address.Source], command.Entry)) return;
        if (address.Address == command.Address && address.MovedInOn == command.MovedInOn && address.MovedOutOn == command.MovedOutOn) return;
        var reopens = command.MovedOutOn is null && Record.Addresses.Any(one => one.MovedOutOn is null && one.Number != address.Number);
        if (!Passes(Dates(command.Entry, "movedInOn", command.MovedInOn),
                MovementRules.IsMoveOutBeforeMoveIn(command.MovedInOn, command.MovedOutOn) ? Rules.MoveOutBeforeMoveIn.At(command.Entry, "movedOutOn") : null,
                reopens ? Rules.OneCurrentAddress.At(command.Entry, "movedOutOn") : null)) return;
        var item = command.MovedOutOn is null ? KnownItems.CurrentAddress : KnownItems.FormerAddress;
        Happen(new RecordEvent.AddressCorrected(address.Number, command.Address, command.MovedInOn, command.MovedOutOn, BasisOf(item)));
    }

    private void Correct(RecordCommand.CorrectMovement command)
    {
        if (Record!.Movements.FirstOrDefault(one => one.Number == command.Fact.Number) is not { } movement || !MayMend([movement.Source], command.Entry)) return;
        if (movement.On == command.On) return;
        var place = Record.Movements.IndexOf(movement);
        var outOfOrder = (place > 0 && command.On < Record.Movements[place - 1].On)
            || (place < Record.Movements.Count - 1 && command.On > Record.Movements[place + 1].On);
        if (!Passes(Dates(command.Entry, "on", command.On), outOfOrder ? Rules.MovementOrder.At(command.Entry, "on") : null)) return;
        Happen(new RecordEvent.MovementCorrected(movement.Number, command.On, BasisOf(MovementItems.Of(movement.Kind))));
    }

    private void Correct(RecordCommand.CorrectStatus command)
    {
        if (Record!.Statuses.FirstOrDefault(one => one.Number == command.Fact.Number) is not { } status || !MayMend([status.Source], command.Entry)) return;
        if (status.GrantedOn == command.GrantedOn && status.ValidUntil == command.ValidUntil && status.DocumentNumber == command.DocumentNumber) return;
        if (!Passes(Dates(command.Entry, "grantedOn", command.GrantedOn),
                DayRules.EndsBeforeItStarts(command.GrantedOn, command.ValidUntil) ? Rules.LimitBeforeGrant.At(command.Entry, "validUntil") : null,
                GrantRules.IsSettlementWithLimit(status.Status, command.ValidUntil)
                    ? Rules.SettlementWithLimit.At(command.Entry, "validUntil") : null)) return;
        Happen(new RecordEvent.StatusCorrected(status.Number, command.GrantedOn, command.ValidUntil, command.DocumentNumber, BasisOf(status.Status.Item)));
    }

    private FactCase CaseOf(CatalogueItem item, StoredFact fact, IReadOnlyList<StoredFact> others) => new(item, fact, others, Record!, _context.Caller, _context.Today);

    private Source SourceHere(string item) => Source.Of(ChangeWith([]), BasisOf(item), _submission.OccurredOn);

    private List<Source> SourcesOf(FactPath path) => path.Group switch
    {
        FactPath.Address => [.. Record!.Addresses.Where(one => one.Number == path.Number).Select(one => one.Source)],
        FactPath.Movement => [.. Record!.Movements.Where(one => one.Number == path.Number).Select(one => one.Source)],
        FactPath.Status => [.. Record!.Statuses.Where(one => one.Number == path.Number).Select(one => one.Source)],
        _ => [.. (Record!.FindFact(path)?.Fields.Values ?? []).Select(value => value.Source)],
    };

    /// <summary>Whose facts they are (rule Q121).</summary>
    private bool MayMend(IEnumerable<Source> sources, int entry)
    {
        if (!SourceRules.IsOthersFact(sources, Record!, _context.Caller)) return true;
        _findings.Add(Rules.OthersFact.At(entry, EntryForms.FactField));
        return false;
    }

    private IEnumerable<Finding> Days(CatalogueItem item, IEnumerable<PersonFact> facts, int entry)
    {
        var days = facts.Where(fact => item.Find(fact.Field)?.Type == FieldType.Day && fact.Values.Count > 0)
            .Select(fact => (fact.Field, Day: CanonicalDay.Read(fact.Values[0])));
        foreach (var (field, day) in days)
            if (day is { } on)
                foreach (var finding in FactRules.MayLieAhead(field) ? Dates(entry, field, on, int.MaxValue) : Dates(entry, field, on)) yield return finding;
    }

    // A single fact is said anew as a whole: what is not said any more does not hold any more.
    private static IReadOnlyList<PersonFact> Replacing(StoredFact held, List<PersonFact> facts) =>
        [.. facts, .. held.Fields.Keys.Where(field => facts.All(fact => fact.Field != field)).Order(StringComparer.Ordinal).Select(field => new PersonFact(field, []))];

    private static bool Says(StoredFact fact, List<PersonFact> facts) =>
        fact.Fields.Count == facts.Count && facts.All(said => Held(fact, said.Field).SequenceEqual(said.Values));

    private static IReadOnlyList<string> Held(StoredFact fact, string field) => fact.Fields.TryGetValue(field, out var value) ? value.Value : [];
}
