using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Consequences;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;

namespace AzrActors.Grains.AccessLog;

/// <summary>What the access log says of a call, whose caller is the verified one of the running call.</summary>
internal static class LogEntries
{
    private const string NumberItem = "azrNumber";
    private const string Automatic = "automatisch";

    /// <summary>Code in the log of a submission that was only asked about.</summary>
    private const string OnlyValidated = "submission.only-validated";

    /// <summary>Most circumstances of a request that are logged, more than the law has.</summary>
    private const int StatedMax = 16;

    /// <summary>Most characters of one, longer than any of them.</summary>
    private const int StatedLengthMax = 40;

    public static AccessEntry Stored(
        Domain.Submissions.Submission said, RecordId record, int version, IReadOnlyList<Notice> notices, RegisterTime now) =>
        Of(AccessKind.Store, said, now) with
        {
            Record = record,
            Version = version,
            Told = ToldBy(notices),
        };

    public static AccessEntry StoreRefused(Domain.Submissions.Submission said, RecordId? record, Refusal refusal, RegisterTime now) =>
        Of(AccessKind.StoreRefused, said, now) with
        {
            Record = record,
            Refusal = refusal.Code,
            Rules = [.. refusal.Findings.Select(finding => finding.Rule).Distinct()],
        };

    /// <summary>
    /// A dry run: it stored nothing, as a refused submission, and its answer may depend on the record, so it must be known
    /// who asked for what (AZRG § 13).
    /// </summary>
    public static AccessEntry Validated(Domain.Submissions.Submission said, RecordId? record, ValidationReply reply, RegisterTime now) =>
        Of(AccessKind.StoreRefused, said, now) with
        {
            Record = record,
            Refusal = OnlyValidated,
            Rules = [.. (reply.Refusal?.Findings ?? reply.Findings).Select(finding => finding.Rule).Distinct()],
        };

    /// <param name="findings">Items of the findings that were shown beside the record.</param>
    public static AccessEntry Retrieved(RecordRequest request, PersonRecord record, ShownState shown, IReadOnlyList<string> findings, RegisterTime now) =>
        OfRequest(AccessKind.Retrieval, request, now) with
        {
            Record = record.Id,
            Version = shown.Version,
            Items = [.. ItemsOf(shown), .. findings],
        };

    public static AccessEntry RetrievalRefused(RecordRequest request, RecordId? record, string code, RegisterTime now) =>
        OfRequest(AccessKind.RetrievalRefused, request, now) with { Record = record, Refusal = code };

    /// <summary>What the register did to a record by itself on a day.</summary>
    public static AccessEntry Done(RecordChange change, RecordId record, IReadOnlyList<Notice> notices, RegisterTime now) =>
        OfOwnChange(Automatic, change, record, notices, now);

    /// <summary>What the register did to a record because it was decided elsewhere: a merge, a statement of another record.</summary>
    public static AccessEntry Decided(RecordChange change, RecordId record, IReadOnlyList<Notice> notices, RegisterTime now) =>
        OfOwnChange("", change, record, notices, now);

    /// <summary>That a whole record was erased; the entry outlives it (AZRG-DV § 16).</summary>
    public static AccessEntry Erased(RecordId record, int version, RecordErasure erasure, IReadOnlyList<AuthorityKey> told, RegisterTime now) =>
        OfRegister(Automatic, record, now) with
        {
            Version = version,
            Items = ["record"],
            Reason = $"{erasure.Rule} {erasure.Paragraph}",
            Told = [.. told.Select(recipient => new ToldAuthority(recipient, ["record"]))],
        };

    /// <summary>Findings about a record were shown.</summary>
    public static AccessEntry FindingsShown(PersonRecord record, bool withNumber, IEnumerable<string> items, RegisterTime now) =>
        OfReading(AccessKind.Retrieval, now) with
        {
            Record = record.Id,
            Version = record.Version,
            Items = [.. withNumber ? [NumberItem] : Array.Empty<string>(), .. items],
        };

    /// <summary>Somebody says that what a finding is about was checked.</summary>
    /// <param name="reason">Code of the list of reasons.</param>
    public static AccessEntry FindingContested(RecordId record, string rule, string reason, RegisterTime now) =>
        OfReading(AccessKind.Store, now) with { Record = record, Items = ["finding.contest"], Rules = [rule], Reason = reason };

    /// <summary>Mail to an address of the person came back to the caller.</summary>
    public static AccessEntry MailReturned(RecordId record, FactPath address, RegisterTime now) =>
        OfReading(AccessKind.Store, now) with { Record = record, Items = [$"mail.returned/{address}"] };

    /// <summary>A rule is tried on all records; only counts leave.</summary>
    public static AccessEntry RuleTried(string rule, RegisterTime now) =>
        OfReading(AccessKind.Retrieval, now) with { Rules = [rule], Items = ["rule.trial"] };

    /// <summary>One record that a search showed.</summary>
    public static AccessEntry Searched(Glance glance, PersonRecord record, ShownState shown, RegisterTime now) =>
        OfReading(AccessKind.Search, now) with
        {
            Record = record.Id,
            Version = record.Version,
            Query = glance.Query,
            FileReference = glance.FileReference,
            Circumstances = [.. (glance.Stating ?? []).Take(StatedMax).Select(Cut)],
            Items = ItemsOf(shown),
        };

    /// <summary>A search that showed nobody.</summary>
    public static AccessEntry SearchedInVain(string query, string? fileReference, RegisterTime now) =>
        OfReading(AccessKind.Search, now) with { Query = query, FileReference = fileReference };

    public static AccessEntry SearchRefused(string query, string? fileReference, string code, RegisterTime now) =>
        OfReading(AccessKind.SearchRefused, now) with { Query = query, FileReference = fileReference, Refusal = code };

    /// <param name="kept">The record it was; null if it was none.</param>
    public static AccessEntry Discarded(Guid search, RecordId? kept, RegisterTime now) =>
        OfReading(AccessKind.SearchDiscarded, now) with { Record = kept, Reason = search.ToString() };

    public static AccessEntry HoldPlaced(RecordId? record, string reason, RegisterTime now) =>
        OfReading(AccessKind.HoldPlaced, now) with { Record = record, Reason = reason };

    public static AccessEntry HoldLifted(long hold, RegisterTime now) =>
        OfReading(AccessKind.HoldLifted, now) with { Reason = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hold}") };

    /// <param name="range">Which part of the log, as <c>entry/1-4711</c>.</param>
    public static AccessEntry LogRead(string reason, IReadOnlyList<string> range, RegisterTime now) =>
        OfReading(AccessKind.LogRead, now) with { Reason = reason, Items = range };

    /// <param name="shown">The record as it stands, where it is shown beside its past.</param>
    /// <param name="past">Paths of the values, each with the version that had it: <c>address/2/street@3</c>.</param>
    public static AccessEntry HistoryRead(HistoryRequest request, PersonRecord record, ShownState? shown, IReadOnlyList<string> past, RegisterTime now) =>
        OfRequest(AccessKind.Retrieval, Plain(request), now) with
        {
            Record = record.Id,
            Version = record.Version,
            Items = [.. shown is null ? [] : ItemsOf(shown), .. past],
        };

    public static AccessEntry HistoryRefused(HistoryRequest request, RecordId? record, string code, RegisterTime now) =>
        RetrievalRefused(Plain(request), record, code, now);

    public static AccessEntry RoleTaken(RoleEntry entry, RegisterTime now) => OfReading(AccessKind.RoleTaken, now) with
    {
        Items = entry.LeftAuthority is { } left ? [$"left/{Cut(left)}/{Cut(entry.LeftPurpose)}"] : [],
    };

    private static IReadOnlyList<string> ItemsOf(ShownState shown) =>
        [.. shown.WithNumber ? [NumberItem] : Array.Empty<string>(), .. shown.Items.Select(item => item.Path)];

    private static RecordRequest Plain(HistoryRequest request) => new() { AzrNumber = request.AzrNumber, Stating = request.Stating };

    private static AccessEntry OfOwnChange(string official, RecordChange change, RecordId record, IReadOnlyList<Notice> notices, RegisterTime now) =>
        OfRegister(official, record, now) with
        {
            Version = change.Version,
            Submission = change.Origin.SubmissionId,
            Items = [.. change.Events.Select(happened => happened.GetType().Name).Distinct()],
            Told = ToldBy(notices),
        };

    private static AccessEntry OfRegister(string official, RecordId record, RegisterTime now) =>
        new(AccessKind.Store, now.Instant, AuthorityKey.Register, official, official, "") { Record = record };

    private static IReadOnlyList<ToldAuthority> ToldBy(IReadOnlyList<Notice> notices) =>
        [.. notices.Select(notice => new ToldAuthority(notice.Recipient, [.. notice.Items.Select(item => item.Path), .. notice.Removed]))];

    // The submission names who is responsible, the assertion who made the call.
    private static AccessEntry Of(AccessKind kind, Domain.Submissions.Submission said, RegisterTime now)
    {
        var official = VerifiedCaller.Current.Official;
        return new AccessEntry(kind, now.Instant, said.Authority, official, said.Official.Length > 0 ? said.Official : official, said.Purpose)
        {
            Query = said.AzrNumber,
            Submission = said.Id,
            FileReference = said.FileReference,
            Items = [.. said.Entries.SelectMany(entry => entry.Fields, (entry, field) => $"{entry.Kind}.{field.Name}").Distinct()],
        };
    }

    private static AccessEntry OfRequest(AccessKind kind, RecordRequest request, RegisterTime now) =>
        OfReading(kind, now) with { Query = request.AzrNumber, Circumstances = [.. (request.Stating ?? []).Take(StatedMax).Select(Cut)] };

    // What was refused is no word of the law and may be anything; the log is no place to fill.
    private static string Cut(string? word) => word is null ? "" : word.Length > StatedLengthMax ? word[..StatedLengthMax] : word;

    private static AccessEntry OfReading(AccessKind kind, RegisterTime now)
    {
        var caller = VerifiedCaller.Current;
        return new AccessEntry(kind, now.Instant, AuthorityKey.Parse(caller.Authority), caller.Official, caller.Official, caller.Purpose);
    }
}
