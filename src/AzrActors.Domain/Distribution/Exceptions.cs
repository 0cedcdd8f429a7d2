using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// The exceptions that the rules of telling name. All must hold; a word that nobody here can judge keeps the notice back.
/// </summary>
/// <param name="occasions">Of this record on this day.</param>
internal sealed class Exceptions(PersonRecord record, RecordOccasions occasions, AuthorityDirectory directory, DateOnly day)
{
    private static readonly string[] Deportations =
        ["DeportationAfterExpulsionCarriedOut", "DeportationCarriedOutLimited", "DeportationCarriedOutUnlimited", "BorderDeportedLimited", "BorderDeportedUnlimited"];

    /// <summary>Items of facts that exceptions look at, beside those of occasions, relations and search notes.</summary>
    public static IReadOnlyList<string> Items => Deportations;

    /// <summary>True if the rule holds for the recipient as the record stands.</summary>
    public bool Allow(DutyRule rule, Authority recipient)
    {
        foreach (var word in rule.Exceptions)
            if (!OfRecord(word, recipient)) return false;
        return true;
    }

    /// <summary>True if the rule also holds for a value of this source, or an event reported by it.</summary>
    public bool AllowReport(DutyRule rule, AuthorityKey reporter)
    {
        foreach (var word in rule.Exceptions)
            if (KindNamedBy(word) is { } kind && directory.Find(reporter)?.Kind != kind) return false;
        return true;
    }

    private bool OfRecord(string word, Authority recipient) => word switch
    {
        // Whoever reported it is told as well, so that its copy is complete; the notice says that it is its own report.
        "notIfOwnReport" or "onlyAfterSupportedReturn" or "onlyBenefitsRunning" => true,
        "onlyForeignersAuthority" => recipient.Kind == AuthorityKind.ForeignersAuthority,
        "onlyAsylumOrUnlawfulCase" => occasions.IsAsylumOrUnlawful,
        "onlyAsylumUnlawfulOr24Case" => occasions.IsAsylumUnlawfulOr24,
        "onlyAsylumRunning" => occasions.IsAsylumRunning,
        "onlyReceptionCase" => occasions.IsAsylumUnlawfulOr24 && occasions.IsPlacedInReception,
        "onlyAsylumBenefits" => Relations.BenefitsRunning(record, day)
            .Any(benefit => benefit.Value("type") == "asylblg" && benefit.Value("authority") == recipient.Key.Value),
        "onlyIfPermitAtRisk" => record.Statuses.Any(status => status.Status.Kind == CodeLists.StatusKind.Permit && status.RunsOn(day)),
        "onlyAfterDeportation" => Deportations.Any(item => record.FactsOf(item).Count > 0),
        "onlyWhereaboutsNote" => OwnsNote(recipient, otherFacts: false),
        "onlyOtherFactsNote" => OwnsNote(recipient, otherFacts: true),
        "notOnExpiry" => true,
        _ => KindNamedBy(word) is not null,
    };

    private bool OwnsNote(Authority recipient, bool otherFacts) => SearchNotes.RunningOn(record, day)
        .Any(note => SearchNotes.OwnerOf(note) == recipient.Key && (note.Item == KnownItems.OtherFactsSearch) == otherFacts);

    private static AuthorityKind? KindNamedBy(string word) => word switch
    {
        "onlyIfReportedByResidentsOffice" => AuthorityKind.ResidentsOffice,
        "onlyIfReportedByForeignersAuthority" => AuthorityKind.ForeignersAuthority,
        _ => null,
    };
}
