using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>
/// A register in memory: a few records, a feed per authority, and the refusals a door has to pass on.
/// </summary>
public sealed class FakeRegister : IAzrClients
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecordView> _records = Samples.Records();
    private readonly Dictionary<(string Authority, Guid Id),
    (Submission Content, SubmissionReply Reply)> _receipts = [];
    private readonly Dictionary<(string Authority, string Key), string> _keys = [];
    private readonly Dictionary<string, List<Notice>> _feeds = [];
    private readonly Dictionary<(string Authority, string Subscription), long> _positions = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>While set, every call ends as if no silo could be reached.</summary>
    public bool IsDown { get; set; }

    public FakeDeliveries Deliveries { get; } = new();

    public FakeWebhooks Webhooks { get; } = new();

    /// <summary>Has the register show something else of a person.</summary>
    public void Show(RecordView view)
    {
        lock (_lock) _records[view.AzrNumber!] = view;
    }

    public FakeFindings Findings { get; } = new();

    public FakeIdentities Identities { get; } = new();

    public IAzrClient For(Caller caller) => new FakeClient(this, caller);

    public bool Claim(string authority, RequestKey key)
    {
        lock (_lock) return _keys.TryAdd((authority, key.Key), key.Content) || _keys[(authority, key.Key)] == key.Content;
    }

    public SubmissionReply Submit(Caller caller, Submission submission)
    {
        lock (_lock)
        {
            if (submission.Authority != caller.Authority) return Refused(
                "sender.mismatch", "§ 6 Abs. 1 AZRG", "Andere Behörde.", "Other authority.");
            var key = (caller.Authority, submission.SubmissionId);
            if (_receipts.TryGetValue(key, out var known))
                return SameContent(known.Content, submission)
                    ? known.Reply with { Receipt = known.Reply.Receipt! with { Repeated = true } }
                    : Refused("submission.id-reused", "§ 8 Abs. 2 AZRG", "Kennung vergeben.", "Id taken.");
            var reply = Decide(caller, submission);
            if (reply.Outcome != SubmissionOutcome.Refused) _receipts[key] = (submission, reply);
            return reply;
        }
    }

    /// <summary>Says of what is missing, or who is nearly the same; stores nothing.</summary>
    public ValidationReply Validate(Submission submission) =>
        submission.Entries.SelectMany(Missing).Concat(SimilarNumbers is null ? [] : [NearlySame]).ToList() is { Count: > 0 } findings
        ? new ValidationReply
        {
            Outcome = SubmissionOutcome.Refused,
            Refusal = Refused("submission.faulty", "§ 8 Abs. 2 AZRG", "Die Übermittlung ist fehlerhaft.",
                "The submission is faulty.").Refusal!
            with
            { Findings = findings, SimilarNumbers = SimilarNumbers },
        }
        : new ValidationReply { Outcome = SubmissionOutcome.Accepted, Findings = Doubts };

    /// <summary>What a submission that would be accepted leaves doubtful.</summary>
    public IReadOnlyList<Finding> Doubts { get; set; } = [];

    /// <summary>What the law lets foreigners' authorities do besides the samples.</summary>
    public IReadOnlyList<LawRow> MoreRights { get; set; } = [];

    /// <summary>Whom dry runs find nearly the same; null for nobody.</summary>
    public IReadOnlyList<string>? SimilarNumbers { get; set; }

    /// <summary>What the last request stated.</summary>
    public IReadOnlyList<string>? LastStated { get; private set; }

    public RecordReply Read(RecordRequest request)
    {
        LastStated = request.Stating;
        return request.Stating?.Except(Samples.Circumstances.Select(one => one.Id)).Any() == true
            ? new RecordReply
            {
                Refusal = Refused("circumstance.unknown", "§ 22 Abs. 3 AZRG",
                    "Diesen Umstand gibt es nicht.", "There is no such circumstance.").Refusal
            }
            : Read(request.AzrNumber);
    }

    /// <summary>Roles that were taken, in order.</summary>
    public List<(Caller Caller, RoleEntry Entry)> Roles { get; } = [];

    /// <summary>The history that the values of the record tell by their sources.</summary>
    public HistoryReply ReadHistory(HistoryRequest request)
    {
        if (Read(request.AzrNumber).View is not { } view) return new HistoryReply { Refusal = Read(request.AzrNumber).Refusal };
        var versions = Samples.History(view).Where(version => !(version.Version >= request.Before)).ToList();
        return new HistoryReply
        {
            History = new RecordHistory
            {
                Version = view.Version, Versions = [.. versions.Take(request.Limit)],
                Earlier = versions.Count > request.Limit ? versions[request.Limit - 1].Version : null,
            },
        };
    }

    private RecordReply Read(string azrNumber) => azrNumber.Length != 12
        ? new RecordReply
        {
            Refusal = Refused("azr-number.invalid", "§ 2 Abs. 2 AZRG-DV",
            "Diese AZR-Nummer ist falsch geschrieben.", "This AZR number is mistyped.").Refusal
        }
        : _records.TryGetValue(azrNumber, out var view)
            ? new RecordReply { View = view }
            : new RecordReply { Refusal = Unknown().Refusal };

    public NoticePage Notices(string authority, long after, int limit)
    {
        lock (_lock)
        {
            var feed = _feeds.GetValueOrDefault(authority) ?? [];
            return new NoticePage { Notices = [.. feed.Where(n => n.Sequence > after).Take(limit)], Last = feed.Count };
        }
    }

    /// <summary>Completes at the next notice. Taken before reading a feed, nothing is missed.</summary>
    public Task News()
    {
        lock (_lock) return _news.Task;
    }

    public long Position(string authority, string subscription)
    {
        lock (_lock) return _positions.GetValueOrDefault((authority, subscription));
    }

    public void Acknowledge(string authority, string subscription, long sequence)
    {
        lock (_lock) _positions[(authority, subscription)] = Math.Max(
            sequence, _positions.GetValueOrDefault((authority, subscription)));
    }

    /// <summary>
    /// Stores a notice for an authority, as the register does when another authority reports something.
    /// </summary>
    public Notice Tell(string authority, string azrNumber, int version, NoticeKind kind = NoticeKind.Changed,
        string occasion = "Einzug")
    {
        lock (_lock)
        {
            if (!_feeds.TryGetValue(authority, out var feed)) _feeds[authority] = feed = [];
            var notice = Samples.Notice(authority, feed.Count + 1, _records[azrNumber], version, kind, occasion);
            feed.Add(notice);
            _news.SetResult();
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return notice;
        }
    }

    private SubmissionReply Decide(Caller caller, Submission submission)
    {
        var entry = submission.Entries[0];
        if (submission.AzrNumber is null)
            return Store(submission, Samples.NewNumber,
                new RecordView { AzrNumber = Samples.NewNumber, Version = 1, Items = [] });
        if (caller.Authority.StartsWith('L'))
            return Refused("sender.not-entitled", "§§ 6, 7 AZRG", "Ihre Behörde darf das nicht übermitteln.",
                "Your authority may not submit this.");
        if (!_records.TryGetValue(submission.AzrNumber, out var record)) return Unknown();
        if (submission.ExpectedVersion is { } expected && expected != record.Version)
            return new SubmissionReply
            {
                Outcome = SubmissionOutcome.Refused,
                Refusal = Refused("record.version-stale", "§ 8 Abs. 2 AZRG", "Der Datensatz wurde inzwischen geändert.",
                    "The record has changed.").Refusal!
                    with
                { CurrentVersion = record.Version, ChangedFields = ["address/2/street"] },
            };
        var findings = Missing(entry).ToList();
        if (findings.Count > 0)
            return new SubmissionReply
            {
                Outcome = SubmissionOutcome.Refused,
                Refusal = Refused("submission.faulty", "§ 8 Abs. 2 AZRG", "Die Übermittlung ist fehlerhaft.",
                    "The submission is faulty.").Refusal!
                    with
                { Findings = findings },
            };
        var changed = record with
        {
            Version = record.Version + 1,
            Items = [.. record.Items, .. Samples.Address(3, entry, submission, caller, record.Version + 1)],
        };
        return Store(submission, submission.AzrNumber, changed);
    }

    private SubmissionReply Store(Submission submission, string azrNumber, RecordView view)
    {
        _records[azrNumber] = view;
        return new SubmissionReply
        {
            Outcome = SubmissionOutcome.Accepted,
            Receipt = new Receipt
            {
                SubmissionId = submission.SubmissionId, AzrNumber = azrNumber,
                Version = view.Version, ReceivedAt = Samples.Now
            },
        };
    }

    private static Finding NearlySame => new()
    {
        Rule = "Q004", Paragraph = "§ 5 Abs. 1 AZRG-DV", Refuses = true, Field = "entries",
        German = "Es gibt Datensätze mit kaum abweichenden Grundpersonalien.", English = "There are records with nearly the same basic data.",
    };

    private static IEnumerable<Finding> Missing(Entry entry)
    {
        foreach (var field in new[] { "street", "houseNumber", "postalCode", "town", "ags", "movedInOn" })
            if (entry.Kind == "moveIn" && entry.Fields.All(f => f.Name != field))
                yield return new Finding
                {
                    Rule = "Q001", Paragraph = "§ 8 Abs. 2 AZRG", Refuses = true, Entry = 0, Field = field,
                    German = "Diese Angabe fehlt.", English = "This field is missing.",
                };
    }

    private static bool SameContent(Submission one, Submission other) =>
        one.FileReference == other.FileReference
        && one.Entries.SelectMany(e => e.Fields).SequenceEqual(other.Entries.SelectMany(e => e.Fields));

    private static SubmissionReply Unknown() =>
        Refused("record.unknown", "§ 10 Abs. 2 AZRG",
            "Zu dieser AZR-Nummer gibt es keinen Datensatz, den Sie sehen dürfen.",
            "There is no record with this number that you may see.");

    private static SubmissionReply Refused(string code, string paragraph, string german, string english) => new()
    {
        Outcome = SubmissionOutcome.Refused,
        Refusal = new Refusal { Code = code, Paragraph = paragraph, German = german, English = english },
    };
}
