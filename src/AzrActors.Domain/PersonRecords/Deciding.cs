using System.Diagnostics;
using AzrActors.Domain.Consequences;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Changes;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>
/// One decision in progress: takes the commands of a submission one after the other, each on the record as the ones
/// before would leave it, and collects events and findings.
/// </summary>
internal sealed partial class Deciding
{
    /// <summary>Reason for an erasure, in the list of reasons.</summary>
    private const string GroupChanged = "groupChanged";

    private readonly Submission _submission;
    private readonly DecisionContext _context;
    private readonly Entitlement _entitlement;
    private readonly PersonRecord? _stored;
    private readonly int _versionBefore;
    private readonly List<RecordEvent> _events = [];
    private readonly List<Finding> _findings = [];
    private bool _movedIn;

    public Deciding(PersonRecord? stored, Submission submission, DecisionContext context, Entitlement entitlement)
    {
        _entitlement = entitlement;
        _submission = submission;
        _context = context;
        _versionBefore = stored?.Version ?? 0;
        Record = _stored = stored;
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The record with everything taken so far.</summary>
    public PersonRecord? Record { get; private set; }

    /// <summary>What is to be stored; null if nothing is new.</summary>
    public RecordChange? Change => _events.Count == 0 ? null : ChangeWith([.. _events]);

    public void Take(RecordCommand command)
    {
        if (MovementRules.IsAfterDeath(Record, command))
        {
            _findings.Add(Rules.PersonIsDead.At(command.Entry, null));
            return;
        }
        switch (command)
        {
            case RecordCommand.RegisterPerson registration: Register(registration); break;
            case RecordCommand.ChangePersonalData change: ChangePersonalData(change); break;
            case RecordCommand.MoveIn moveIn: MoveIn(moveIn); break;
            case RecordCommand.MoveOut moveOut: MoveOut(moveOut); break;
            case RecordCommand.ReportMovement movement: ReportMovement(movement); break;
            case RecordCommand.GrantStatus grant: Grant(grant); break;
            case RecordCommand.EndStatus end: End(end); break;
            case RecordCommand.AssumeResponsibility assume: KeepFile(assume.AssumedOn); break;
            case RecordCommand.Subscribe subscribe: Subscribe(subscribe); break;
            case RecordCommand.Unsubscribe unsubscribe: Unsubscribe(unsubscribe); break;
            case RecordCommand.StoreFact store: Store(store); break;
            case RecordCommand.ChangeFact change: ChangeFact(change); break;
            case RecordCommand.EndFact end: EndFact(end); break;
            case RecordCommand.EraseFact erase: Erase(erase); break;
            case RecordCommand.ReportNaturalisation naturalised: Naturalise(naturalised); break;
            case RecordCommand.CorrectAddress correct: Correct(correct); break;
            case RecordCommand.CorrectMovement correct: Correct(correct); break;
            case RecordCommand.CorrectStatus correct: Correct(correct); break;
            default: throw new UnreachableException($"No decision for {command.GetType().Name}.");
        }
    }

    private void Register(RecordCommand.RegisterPerson command)
    {
        var facts = command.Facts.Where(fact => fact.Values.Count > 0).ToList();
        // Goes on in spite of faults: the submission is refused as a whole, but its other entries have faults to report.
        Passes(PersonalDataRules.Broken(new PersonalDataCase(null, facts, _submission.OccurredOn, _context.Today), command.Entry));
        Happen(new RecordEvent.PersonRegistered(_context.FreshNumber.Digits, facts, _entitlement.RegistrationBasis));
    }

    private void ChangePersonalData(RecordCommand.ChangePersonalData command)
    {
        if (!Passes(PersonalDataRules.Broken(new PersonalDataCase(Record, command.Facts, _submission.OccurredOn, _context.Today), command.Entry))) return;
        // Same value reported again is not news: no event, no notice.
        var news = command.Facts.Where(fact => !Record!.Values(fact.Field).SequenceEqual(fact.Values)).ToList();
        if (news.Count == 0) return;
        foreach (var fact in news)
            if (Record!.Person.TryGetValue(fact.Field, out var held)) Doubt(held.Source, command.Entry, fact.Field);
        var former = FormerNames(news);
        Happen(new RecordEvent.PersonalDataChanged(news, BasisOf(ItemOf(news[0]))));
        if (former.Count > 0) Happen(new RecordEvent.FactStored(Record!.NextNumber(KnownItems.FormerNames), KnownItems.FormerNames, former, "§ 3 Abs. 1 Nr. 5 AZRG"));
    }

    /// <summary>Names that a change of name makes former ones; the register keeps them by itself (DSAusländer 014).</summary>
    private List<PersonFact> FormerNames(List<PersonFact> news) =>
    [
        .. news.Where(fact => fact.Field is "familyName" or "firstNames" && Record!.Values(fact.Field).Count > 0)
            .Select(fact => new PersonFact(fact.Field, Record!.Values(fact.Field))),
    ];

    private void MoveIn(RecordCommand.MoveIn command)
    {
        var current = Record!.CurrentAddress;
        if (current is not null && current.Address == command.Address && current.MovedInOn == command.MovedInOn) return;
        if (!Passes(Dates(command.Entry, "movedInOn", command.MovedInOn), MovementRules.IsSecondAddress(current, command.MovedInOn, _movedIn) ? Rules.OneCurrentAddress.At(command.Entry, "movedInOn") : null)) return;
        _movedIn = true;
        if (current is not null) Happen(new RecordEvent.MovedOut(current.Number, command.MovedInOn, BasisOf(KnownItems.CurrentAddress)));
        Happen(new RecordEvent.MovedIn(Record.NextNumber(FactPath.Address), command.Address, command.MovedInOn, BasisOf(KnownItems.CurrentAddress)));
    }

    private void MoveOut(RecordCommand.MoveOut command)
    {
        // The office of the former town may report late: it speaks of the address it serves, never of the new one.
        var address = Record!.Addresses.LastOrDefault(one => Serves(one.Address));
        if (address is not { MovedOutOn: null } current)
        {
            if (address?.MovedOutOn != command.MovedOutOn) _findings.Add(Rules.OneCurrentAddress.At(command.Entry, "movedOutOn"));
            return;
        }
        var early = MovementRules.IsMoveOutBeforeMoveIn(current.MovedInOn, command.MovedOutOn) ? Rules.MoveOutBeforeMoveIn.At(command.Entry, "movedOutOn") : null;
        if (!Passes(Dates(command.Entry, "movedOutOn", command.MovedOutOn, MovementRules.AnnouncedDaysMax), early)) return;
        Happen(new RecordEvent.MovedOut(current.Number, command.MovedOutOn, BasisOf(KnownItems.FormerAddress)));
    }

    private void ReportMovement(RecordCommand.ReportMovement command)
    {
        var last = Record!.LastMovement;
        if (last is not null && last.Kind == command.Kind && last.On == command.On) return;
        var movement = new MovementCase(Record, command.Kind, command.On, _context.Caller, _context.Today);
        if (!Passes(MovementRules.All.Broken(movement, command.Entry).Select(finding => finding.Field is null ? finding with { Field = movement.DayField } : finding))) return;
        Happen(new RecordEvent.MovementReported(Record.NextNumber(FactPath.Movement), command.Kind, command.On, BasisOf(MovementItems.Of(command.Kind))));
        // The last foreigners' authority that reports the stay keeps the file (DSAusländer sheet 024, rule Q033).
        if (movement.IsArrival && _context.Caller.Kind == AuthorityKind.ForeignersAuthority) KeepFile(command.On);
    }

    private void Grant(RecordCommand.GrantStatus command)
    {
        var status = command.Status;
        var known = Record!.Statuses.Any(one => one.Status == status && one.GrantedOn == command.GrantedOn && one.EndedOn is null
            && one.ValidUntil == command.ValidUntil && one.DocumentNumber == command.DocumentNumber);
        if (known) return;
        var grant = new GrantCase(Record, status, command.GrantedOn, command.ValidUntil, _context.Today);
        if (!Passes(GrantRules.All.Broken(grant, command.Entry))) return;
        // The same permit granted anew is its extension: the old one ends where the new one starts.
        foreach (var extended in grant.Beside.Where(one => one.Status == status && one.GrantedOn < command.GrantedOn))
            Happen(new RecordEvent.StatusEnded(extended.Number, command.GrantedOn, BasisOf(status.Item)));
        Happen(new RecordEvent.StatusGranted(Record.NextNumber(FactPath.Status), status.Code, command.GrantedOn, command.ValidUntil,
            command.DocumentNumber, BasisOf(status.Item)));
    }

    private void End(RecordCommand.EndStatus command)
    {
        var granted = Record!.Statuses.LastOrDefault(one => one.Status == command.Status);
        if (granted is not null && granted.EndedOn == command.EndedOn) return;
        var running = granted is not null && granted.RunsOn(command.EndedOn);
        if (!Passes(Dates(command.Entry, "endedOn", command.EndedOn), running ? null : Rules.StatusNotRunning.At(command.Entry, "endedOn"))) return;
        Happen(new RecordEvent.StatusEnded(granted!.Number, command.EndedOn, BasisOf(command.Status.Item)));
    }

    private void Subscribe(RecordCommand.Subscribe command)
    {
        var basis = SubscriptionBasis.Find(command.Ground);
        var purpose = Purpose.Find(_submission.Purpose, _context.Today);
        if (basis is null || purpose is null || !basis.Supports(_context.Caller.Kind, purpose))
            _findings.Add(Rules.NoBasisToSubscribe.At(command.Entry, "basis"));
        else if (FindSubscription(command.Ground) is null)
            Happen(new RecordEvent.Subscribed(Record!.NextNumber(FactPath.Subscription), purpose.Code, basis.Name, basis.Paragraph));
    }

    private void Unsubscribe(RecordCommand.Unsubscribe command)
    {
        if (FindSubscription(command.Ground) is { } held) Happen(new RecordEvent.SubscriptionEnded(held.Number, SubscriptionBasis.Find(held.Ground)?.Paragraph ?? ""));
    }

    private StoredSubscription? FindSubscription(string ground) => Record!.Subscriptions
        .FirstOrDefault(one => one.Authority == _context.Caller.Key && one.Ground == ground && one.Purpose == _submission.Purpose);

    private void Naturalise(RecordCommand.ReportNaturalisation command)
    {
        if (Record!.GermanSince is not null || !Passes(Dates(command.Entry, "acquiredOn", command.On))) return;
        Happen(new RecordEvent.BecameGerman(command.On, _entitlement.NaturalisationBasis));
    }

    /// <summary>
    /// Ends the decision: what follows from it by itself follows in the same change, and what the person's new group may
    /// not have leaves the record (AZRG-DV § 19b).
    /// </summary>
    public void Conclude()
    {
        if (Record is null || _events.Count == 0) return;
        // Each is drawn from the record as the ones before have left it.
        var said = _events.ToList();
        foreach (var consequence in ImmediateConsequences.Of(_stored, () => Record, said, _context.Caller, _context.Today))
            Happen(consequence with { Automatic = true });
        if (_stored is null) return;
        var group = PersonGroups.Of(Record, _context.Today);
        if (group == PersonGroups.Of(_stored, _context.Today)) return;
        var excess = RecordItems.Of(Record).Where(item => !LegalStates.IsStoredFor(item.Item, group, _context.Today)).Select(item => item.Fact);
        if (excess.Distinct().ToList() is { Count: > 0 } facts) Happen(new RecordEvent.Erased(facts, GroupChanged, "§ 19b AZRG-DV"));
    }

    private void KeepFile(DateOnly on)
    {
        if (Record!.FileKeeper?.Value != _context.Caller.Key)
            Happen(new RecordEvent.FileKeepingAssumed(_context.Caller.Key, on, BasisOf(KnownItems.FileKeeper)));
    }

    private bool Serves(Address address) =>
        _context.Caller.Kind != AuthorityKind.ResidentsOffice || _context.Caller.Districts.Contains(address.Ags[..5]);

    private IEnumerable<Finding> Dates(int entry, string field, DateOnly on, int daysAhead = 0)
    {
        if (DayRules.IsAhead(on, _context.Today, daysAhead)) yield return Rules.OccasionInFuture.At(entry, field);
        if (DayRules.IsBeforeBirth(on, Record?.BirthDate)) yield return Rules.BeforeBirth.At(entry, field);
    }

    /// <summary>Another body said otherwise a short while ago: both are to clarify it.</summary>
    private void Doubt(Source held, int entry, string field)
    {
        if (SourceRules.Differ(held, _context.Caller.Key, _context.Today, Rules.SourcesDiffer)) _findings.Add(Rules.SourcesDiffer.At(entry, field));
    }

    private bool Passes(IEnumerable<Finding> findings, params Finding?[] more)
    {
        var all = findings.Concat(more.OfType<Finding>()).ToList();
        _findings.AddRange(all);
        return !all.Any(finding => finding.Refuses);
    }

    private void Happen(RecordEvent happened)
    {
        _events.Add(happened);
        var id = Record?.Id ?? RecordId.RegisteredBy(_submission.Authority, _submission.Id);
        // Evolve counts one version per change; this change is not complete before its last event.
        var before = Record is null ? null : Record with { Version = _versionBefore };
        Record = PersonRecord.Evolve(id, before, ChangeWith([happened]));
    }

    private RecordChange ChangeWith(IReadOnlyList<RecordEvent> events) => new(_versionBefore + 1,
        new ChangeOrigin(_submission.Authority, _submission.Official, _submission.Purpose, _submission.FileReference,
            _submission.Id, _submission.OccurredOn, _context.ReceivedAt), events);

    private string BasisOf(string item) => _entitlement.BasisOf(item);

    private static string ItemOf(PersonFact fact) => EntryForms.PersonFields.First(field => field.Name == fact.Field).Item;
}
