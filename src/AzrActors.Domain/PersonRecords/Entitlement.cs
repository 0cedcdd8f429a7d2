using System.Diagnostics;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>
/// Whether the author of a submission may write what it says (column C, AZRG § 6), about a person of this group (column
/// A1). Asked before anything else is looked at.
/// </summary>
internal sealed class Entitlement
{
    private const string RegisterBasis = "§ 35 AZRG";
    private readonly PersonRecord? _record;
    private readonly string _purpose;
    private readonly LegalState _law;
    private readonly DecisionContext _context;
    private readonly PersonGroup _group;
    private readonly Rights _rights;

    public Entitlement(PersonRecord? record, Submission submission, LegalState law, DecisionContext context)
    {
        (_record, _purpose, _law, _context) = (record, submission.Purpose, law, context);
        _group = PersonGroups.After(record, submission, context.Today);
        _rights = law.WritingOf(context.Caller.Kind);
    }

    /// <summary>
    /// True if the author may neither see nor write anything of the record. Any other answer than "unknown" would then
    /// tell it that the number is assigned.
    /// </summary>
    public bool IsOutOfReach(IEnumerable<ReadEntry> entries) =>
        Disclosures.IsHidden(_record!, _context.Caller, _context.Today)
        // Whoever may write something of it is spared the look over the whole record.
        || (!entries.SelectMany(entry => entry.Items).Any(written => Grants(written.Item) is not null || OwnDecision(written.Item) is not null)
            && Disclosures.ViewFor(_record!, _context.Caller, _purpose, _context.Today).Count == 0);

    public string RegistrationBasis => RegistrationRights.FindBasis(_context.Caller.Kind, _context.Today)
        ?? throw new UnreachableException($"{_context.Caller.Kind} registered a person without a right.");

    /// <summary>What the author's right to write the item rests on.</summary>
    public string BasisOf(string id) => Grants(id)?.Basis ?? OwnDecision(id)
        ?? (IsRegister ? RegisterBasis : throw new UnreachableException($"{id} was written without a right."));

    /// <summary>What the author's duty to report a naturalisation rests on.</summary>
    public string NaturalisationBasis => NaturalisationRights.FindBasis(_context.Caller.Kind, _context.Today)
        ?? throw new UnreachableException($"{_context.Caller.Kind} reported a naturalisation without a right.");

    public string ErasureBasis => IsRegister ? "§ 36 AZRG" : "§§ 7, 8 AZRG";

    private bool IsRegister => _context.Caller.Kind == AuthorityKind.RegisterAuthority;

    public IEnumerable<Finding> Faults(ReadEntry entry, int index)
    {
        if (entry.Command is RecordCommand.RegisterPerson && RegistrationRights.FindBasis(_context.Caller.Kind, _context.Today) is null)
            yield return Rules.MayNotRegister.At(index, "kind");
        if (entry.Command is RecordCommand.ReportNaturalisation && NaturalisationRights.FindBasis(_context.Caller.Kind, _context.Today) is null)
            yield return Rules.MayNotReportNaturalisation.At(index, "kind");
        foreach (var (id, field) in entry.Items)
            if (FaultOf(id) is { } rule && !(IsRegister && Mends(entry.Command))) yield return rule.At(index, field) with { Item = _law.FindById(id)?.Reference };
    }

    // The register authority mends what it finds to be wrong (AZRG §§ 35, 36, AZRG-DV § 3 Abs. 1).
    private static bool Mends(RecordCommand? command) => command is RecordCommand.EraseFact or RecordCommand.ChangeFact { IsCorrection: true }
        or RecordCommand.CorrectAddress or RecordCommand.CorrectMovement or RecordCommand.CorrectStatus;

    private Rule? FaultOf(string id)
    {
        if (_law.FindById(id) is not { } item) return Rules.NotInForce;
        if (!item.IsStoredFor(_group)) return Rules.NotStoredForGroup;
        return Grants(id) is null && OwnDecision(id) is null ? Rules.NotEntitled : null;
    }

    private string? OwnDecision(string id) => IsRegister ? RegisterRights.FindBasis(id, _context.Today) : null;

    // "Sofern nicht die Registerbehörde selbst entscheidet": then it is the register authority that writes.
    private Conditions Fulfilled => IsRegister ? Conditions.None : Conditions.NotDecidedByRegister;

    private Grant? Grants(string id) =>
        _law.FindById(id) is { } item ? _rights.Find(item, _group, Fulfilled) : null;
}
