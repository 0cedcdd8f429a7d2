using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Changes;
using AzrActors.Domain.Submissions;

namespace AzrActors.Domain.PersonRecords;

/// <summary>
/// Decides what a submission does to a record: whether the author has any business with it, rights, then whether the
/// author saw the present version, then every rule over every entry, so that all faults are reported at once.
/// </summary>
public static class Decider
{
    private const int EntriesMax = 50;
    private const int FileReferenceMax = 25;
    private const int OfficialMax = 100;

    /// <param name="record">The record, or null when the submission is to create it.</param>
    public static Decision Decide(PersonRecord? record, Submission submission, DecisionContext context)
    {
        var law = LegalState.On(context.Today);
        var entries = submission.Entries.Take(EntriesMax)
            .Select((entry, index) => EntryReader.Read(entry, index, record, law, submission.OccurredOn)).ToList();
        var entitlement = new Entitlement(record, submission, law, context);
        if (record is not null && entitlement.IsOutOfReach(entries)) return Refuse(new Rejection.RecordUnknown());
        var forbidden = entries.SelectMany(entitlement.Faults).ToList();
        if (forbidden.Count > 0) return Refuse(new Rejection.SenderNotEntitled(forbidden));
        if (IsRegistrationMisplaced(record, submission)) return Refuse(new Rejection.RegistrationMisplaced());
        // Before anything is said of the record: it may be another person's (AZRG § 10 Abs. 2, no data on a mismatch).
        if (record is not null && submission.Identity is { } said && IdentityRules.Mismatches(said, record))
            return Refuse(new Rejection.Faulty([Rules.IdentityMismatch.At(null, "identity")]));
        if (record is not null && submission.ExpectedVersion is { } expected && expected != record.Version)
            return Refuse(new Rejection.VersionStale(
                record.Version, Disclosures.ChangedSince(record, expected, context.Caller, submission.Purpose, context.Today)));

        var deciding = new Deciding(record, submission, context, entitlement);
        foreach (var entry in entries)
            if (entry.Command is { } command) deciding.Take(command);
        deciding.Conclude();

        var findings = InForce(
            Envelope(submission, context).Concat(context.OfSearch).Concat(entries.SelectMany(entry => entry.Findings)).Concat(deciding.Findings), context.Today);
        if (findings.Any(finding => finding.Refuses)) return Refuse(new Rejection.Faulty(findings));
        return deciding.Change is { } change
            ? new Decision.Accepted(change, deciding.Record!, [.. findings, .. NewDoubts(record, deciding.Record!, context)])
            : new Decision.Unchanged(findings);
    }

    /// <summary>Each fault once, in the version of its rule that is in force, by entry.</summary>
    private static List<Finding> InForce(IEnumerable<Finding> findings, DateOnly today) =>
    [
        .. findings.Select(finding => finding.Rule.On(today) is { } rule ? finding with { Rule = rule } : null).OfType<Finding>()
            .Distinct().OrderBy(finding => finding.Entry ?? -1),
    ];

    /// <summary>
    /// What the change makes wrong with the record as it stands, as far as the author is the one to mend it: of what others
    /// are responsible for they are told, and it might not see.
    /// </summary>
    private static IEnumerable<Finding> NewDoubts(PersonRecord? before, PersonRecord after, DecisionContext context)
    {
        var own = context.OutlookOf(after).Findings.Where(finding => finding.Responsible == context.Caller.Key).ToList();
        if (own.Count == 0) return [];
        var known = before is null ? [] : context.OutlookOf(before).Findings;
        return own.Except(known).Select(finding => finding.ToDoubt());
    }

    private static Decision.Refused Refuse(Rejection rejection) => new(rejection);

    private static bool IsRegistrationMisplaced(PersonRecord? record, Submission submission)
    {
        var registrations = submission.Entries.Count(entry => entry.Kind == EntryForms.RegisterPerson);
        return record is null
            ? registrations != 1 || submission.Entries[0].Kind != EntryForms.RegisterPerson
            : registrations != 0;
    }

    private static IEnumerable<Finding> Envelope(Submission submission, DecisionContext context)
    {
        if (submission.Entries.Count == 0) yield return Rules.NoEntries.At(null, "entries");
        if (submission.Entries.Count > EntriesMax) yield return Rules.TooManyEntries.At(null, "entries");
        if (submission.Official.Length == 0) yield return Rules.MissingField.At(null, "official");
        if (submission.Official.Length > OfficialMax) yield return Rules.TooLong.At(null, "official");
        if (submission.FileReference.Length == 0) yield return Rules.MissingField.At(null, "fileReference");
        if (submission.FileReference.Length > FileReferenceMax) yield return Rules.TooLong.At(null, "fileReference");
        if (Purpose.Find(submission.Purpose, context.Today) is null) yield return Rules.UnknownPurpose.At(null, "purpose");
        if (DayRules.IsAhead(submission.OccurredOn, context.Today)) yield return Rules.OccasionInFuture.At(null, "occurredOn");
        if (DayRules.IsLate(submission.OccurredOn, context.Today, Rules.LateSubmission)) yield return Rules.LateSubmission.At(null, "occurredOn");
    }
}
