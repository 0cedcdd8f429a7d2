using System.Globalization;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Streams;
using Finding = AzrActors.Contracts.Submissions.Finding;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Puts outcomes into the words of the contract.</summary>
internal static class Replies
{
    public static SubmissionReply Accepted(StoredReceipt receipt, PersonRecord record) => Reply(receipt, record, repeated: false);

    public static SubmissionReply Repeated(StoredReceipt receipt, PersonRecord record) => Reply(receipt, record, repeated: true);

    /// <param name="similar">Numbers of persons who are nearly the same; named only where the refusal is about them.</param>
    public static SubmissionReply Refused(Rejection rejection, IReadOnlyList<string>? similar = null) => new()
    {
        Outcome = SubmissionOutcome.Refused,
        Refusal = ToRefusal(rejection, similar),
    };

    /// <summary>What writing would answer.</summary>
    /// <param name="met">What only several records will show.</param>
    /// <param name="similar">Numbers of persons who are nearly the same.</param>
    public static ValidationReply Validated(Decision decision, IReadOnlyList<Domain.Quality.Finding> met, IReadOnlyList<string> similar) => decision switch
    {
        Decision.Accepted accepted => new ValidationReply
        {
            Outcome = SubmissionOutcome.Accepted, Findings = [.. accepted.Doubts.Concat(met).Select(ToFinding)],
        },
        Decision.Unchanged unchanged => new ValidationReply { Outcome = SubmissionOutcome.Unchanged, Findings = [.. unchanged.Doubts.Select(ToFinding)] },
        Decision.Refused refused => new ValidationReply { Outcome = SubmissionOutcome.Refused, Refusal = ToRefusal(refused.Rejection, similar) },
        _ => throw new System.Diagnostics.UnreachableException($"No answer to {decision.GetType().Name}."),
    };

    public static ValidationReply Invalid(Rejection rejection) =>
        new() { Outcome = SubmissionOutcome.Refused, Refusal = ToRefusal(rejection) };

    public static RecordReply NoView(Rejection rejection) => new() { Refusal = ToRefusal(rejection) };

    public static HistoryReply NoHistory(Rejection rejection) => new() { Refusal = ToRefusal(rejection) };

    public static RoleReply NoRole(Rejection rejection) => new() { Refusal = ToRefusal(rejection) };

    public static RecordReply View(ShownState disclosed, NoticeLetters letters, DateOnly today, AzrNumber number) => new()
    {
        View = new RecordView
        {
            AzrNumber = disclosed.WithNumber ? number.Digits : null,
            Version = disclosed.Version,
            Items = [.. disclosed.Items.Select(item => letters.ToItem(item, today))],
        },
    };

    /// <param name="caller">Its own submissions are named, so that it can ask what became of their notices.</param>
    public static RecordVersion ToVersion(Domain.Disclosure.DisclosedChange change, AuthorityKey caller, NoticeLetters letters, DateOnly today)
    {
        IReadOnlyList<ChangedValue> values =
        [
            .. change.Values.Select(value => new ChangedValue
            {
                Path = value.Path,
                Before = value.Before is { } before ? letters.ToItem(before, today) : null,
                After = value.After is { } after ? letters.ToItem(after, today) : null,
            }),
        ];
        // Who made it is known from what is seen of it, and not otherwise.
        var source = values.Select(value => value.After?.Source).FirstOrDefault(source => source?.Version == change.Version);
        return new RecordVersion
        {
            Version = change.Version,
            KnownSince = change.Origin.ReceivedAt,
            OccurredOn = change.Origin.OccurredOn,
            Authority = source?.Authority,
            AuthorityName = source?.AuthorityName,
            OwnSubmission = change.Origin.Authority == caller ? change.Origin.SubmissionId : null,
            Values = values,
        };
    }

    /// <summary>A doubt as the receipt stores it: <c>rule|entry|field|item</c>.</summary>
    public static string Compact(Domain.Quality.Finding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"{finding.Rule.Id}|{finding.Entry}|{finding.Field}|{finding.Item}");

    private static SubmissionReply Reply(StoredReceipt receipt, PersonRecord record, bool repeated) => new()
    {
        Outcome = receipt.Changed ? SubmissionOutcome.Accepted : SubmissionOutcome.Unchanged,
        Receipt = new Receipt
        {
            SubmissionId = receipt.SubmissionId,
            AzrNumber = record.Number.Digits,
            Version = receipt.Version,
            ReceivedAt = receipt.ReceivedAt,
            Repeated = repeated,
            Findings = [.. receipt.Findings.Select(Expand)],
        },
    };

    private static Refusal ToRefusal(Rejection rejection, IReadOnlyList<string>? similar) =>
        rejection is Rejection.Faulty && similar is { Count: > 0 } ? ToRefusal(rejection) with { SimilarNumbers = similar } : ToRefusal(rejection);

    public static Refusal ToRefusal(Rejection rejection) => new()
    {
        Code = rejection.Code,
        Paragraph = rejection.Paragraph,
        German = rejection.German,
        English = rejection.English,
        Findings = rejection switch
        {
            Rejection.Faulty faulty => [.. faulty.Findings.Select(ToFinding)],
            Rejection.SenderNotEntitled forbidden => [.. forbidden.Findings.Select(ToFinding)],
            _ => [],
        },
        CurrentVersion = (rejection as Rejection.VersionStale)?.CurrentVersion,
        ChangedFields = (rejection as Rejection.VersionStale)?.ChangedFields ?? [],
    };

    private static Finding ToFinding(Domain.Quality.Finding finding) => ToFinding(finding.Rule, finding.Entry, finding.Field, finding.Item);

    private static Finding ToFinding(Rule rule, int? entry, string? field, string? item) => new()
    {
        Rule = rule.Id, Paragraph = rule.Source, Refuses = rule.Severity == Severity.Refuse, Entry = entry, Field = field, Item = item,
        German = rule.German, English = rule.English,
    };

    private static Finding Expand(string compact)
    {
        var parts = compact.Split('|');
        return ToFinding(Rules.Get(parts[0]), parts[1].Length == 0 ? null : int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2].Length == 0 ? null : parts[2], parts.Length > 3 && parts[3].Length > 0 ? parts[3] : null);
    }
}
