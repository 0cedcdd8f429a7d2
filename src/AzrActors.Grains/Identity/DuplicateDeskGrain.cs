using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal.Identity;
using Orleans.Concurrency;

namespace AzrActors.Grains.Identity;

/// <summary>Shows pairs to whom they concern, and keeps what officials decide about them.</summary>
[StatelessWorker, Reentrant]
internal sealed class DuplicateDeskGrain(
    IMatchPairs pairs, OpenPairs open, Sweeps sweeps, IMatchIndex index, RecordNumbers numbers, RegisterClock clock) : Grain, IDuplicateDesk
{
    private const int LimitMax = 100;
    private const int OpenMax = 1_000;
    private const int ReasonMax = 500;

    public async Task<DuplicatePage> ListAsync(PairOutcome outcome, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var found = await pairs.ListAsync(ToDomain(outcome), CallingAuthority.IsRegister ? null : CallingAuthority.Key, after, limit, cancellationToken);
        var duplicates = new List<Duplicate>();
        foreach (var pair in found) duplicates.Add(await ToDuplicateAsync(pair, inFull: false, cancellationToken));
        return new DuplicatePage { Duplicates = duplicates };
    }

    public async Task<OpenPairPage> ListOpenAsync(OpenPairQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, OpenMax, nameof(query));
        var keeper = CallingAuthority.IsRegister ? null : CallingAuthority.Key;
        if (query.AzrNumber is null) return ToPage(await open.ListAsync(keeper, query.After, query.Limit, cancellationToken));
        // Whoever keeps another file is not told by this number that it looks like one of its own.
        return AzrNumber.TryParse(query.AzrNumber, out var number) && await numbers.FindAsync(number, cancellationToken) is { } record
            ? ToPage(await open.OfAsync(record, keeper, query.After, query.Limit, cancellationToken)) : new OpenPairPage();
    }

    public async Task<DuplicateReply> ShowAsync(long pair, CancellationToken cancellationToken)
    {
        if (await FindAsync(pair, cancellationToken) is not { } found) return Refused(new Rejection.RecordUnknown());
        return new DuplicateReply
        {
            // Whoever decides about two records compares all of them: one look, one entry in the log for each.
            Duplicate = await ToDuplicateAsync(found, inFull: true, cancellationToken),
            InFull = true,
            History =
            [
                .. (await pairs.HistoryAsync(pair, cancellationToken)).Select(outcome => new PairHistory
                {
                    Outcome = ToContract(outcome.Outcome), Authority = outcome.Authority.Value, Official = outcome.Official, Reason = outcome.Reason,
                    Bits = Math.Round(outcome.Bits, 1), At = outcome.At,
                }),
            ],
        };
    }

    public async Task<DuplicateReply> DecideAsync(PairVerdict verdict, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(verdict.Reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(verdict.Reason.Length, ReasonMax, nameof(verdict));
        if (await FindAsync(verdict.Pair, cancellationToken) is not { } pair) return Refused(new Rejection.RecordUnknown());
        // The same official says the same again: it was heard, and its answer was lost.
        if ((await pairs.HistoryAsync(verdict.Pair, cancellationToken)).LastOrDefault() is { } last && last.Official == VerifiedCaller.Current.Official
            && last.Authority == CallingAuthority.Key && last.Outcome == ToDomain(verdict.Outcome) && last.Reason == verdict.Reason)
            return await ShowAsync(verdict.Pair, cancellationToken);
        var now = clock.Now();
        await pairs.DecideAsync(
            new PairDecision(pair.One, pair.Other, ToDomain(verdict.Outcome), CallingAuthority.Key, VerifiedCaller.Current.Official, verdict.Reason, now.Instant), cancellationToken);
        // Stored in one record now; the finder has the other one say the same, also when this silo dies here (it asks for both).
        if (verdict.Outcome == PairOutcome.Different) await StateDifferentAsync(pair, verdict, now, cancellationToken);
        else await WithdrawDifferenceAsync(pair, cancellationToken);
        return await ShowAsync(verdict.Pair, cancellationToken);
    }

    public async Task<SweepState> SweepAsync(bool begin, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return new SweepState { Refusal = Replies.ToRefusal(new Rejection.NotTheRegister()) };
        if (begin) await sweeps.BeginAsync(CallingAuthority.Key, clock.Now().Instant, cancellationToken);
        var about = await index.CountAsync(cancellationToken);
        return await sweeps.FindNewestAsync(cancellationToken) is { } sweep
            ? new SweepState
            {
                Sweep = sweep.Sweep, Done = sweep.Records, OfAbout = about, News = sweep.News, StartedAt = sweep.StartedAt, EndedAt = sweep.EndedAt,
                RecordsPerSecond = sweep.Worked > TimeSpan.Zero ? Math.Round(sweep.Records / sweep.Worked.TotalSeconds, 1) : 0,
            }
            : new SweepState { OfAbout = about };
    }

    private async Task StateDifferentAsync(StoredPair pair, PairVerdict verdict, RegisterTime now, CancellationToken cancellationToken)
    {
        var (one, other) = (GrainFactory.GetGrain<IPersonRecordGrain>(pair.One.Value), GrainFactory.GetGrain<IPersonRecordGrain>(pair.Other.Value));
        if (await NumberAsync(one, cancellationToken) is not { } oneNumber || await NumberAsync(other, cancellationToken) is not { } otherNumber) return;
        var said = new MirroredDifference(otherNumber, verdict.Reason, CallingAuthority.Key.Value, "", OwnChanges.IdOf("verdict", Guid.NewGuid(), pair.One), now.Today,
            CallingAuthority.IsRegister ? "§ 3 Abs. 2 AZRG-DV" : "§ 5 Abs. 1 AZRG-DV");
        await one.StateDifferentAsync(said, cancellationToken);
        await other.StateDifferentAsync(said with { OtherNumber = oneNumber }, cancellationToken);
    }

    // What stated that they differ is withdrawn from both; the finder does so too where this silo dies in between.
    private async Task WithdrawDifferenceAsync(StoredPair pair, CancellationToken cancellationToken)
    {
        foreach (var reopened in await pairs.ReopenedAsync([pair.One], cancellationToken))
            if (reopened.Pair == pair.Pair) await DuplicateFinder.WithdrawAsync(GrainFactory, reopened, cancellationToken);
    }

    private static async Task<string?> NumberAsync(IPersonRecordGrain record, CancellationToken cancellationToken) =>
        (await record.GlanceAsync(new Glance("", null, null, InFull: false), cancellationToken)).View?.AzrNumber;

    private async Task<StoredPair?> FindAsync(long pair, CancellationToken cancellationToken) =>
        await pairs.FindAsync(pair, cancellationToken) is { } found && (CallingAuthority.IsRegister || found.KeeperOfOne == CallingAuthority.Key || found.KeeperOfOther == CallingAuthority.Key) ? found : null;

    private async Task<Duplicate> ToDuplicateAsync(StoredPair pair, bool inFull, CancellationToken cancellationToken)
    {
        var views = new List<RecordView>();
        foreach (var record in new[] { pair.One, pair.Other })
            if ((await GrainFactory.GetGrain<IPersonRecordGrain>(record.Value)
                .GlanceAsync(new Glance($"pair={pair.Pair}", null, null, inFull), cancellationToken)).View is { } view) views.Add(view);
        return new Duplicate
        {
            Pair = pair.Pair, Outcome = ToContract(pair.Outcome), ByOfficial = pair.ByOfficial, Bits = Math.Round(pair.Bits, 1),
            // What agrees tells of both: whoever may see but one of them is told neither.
            Evidence = views.Count == 2 ? Evidence.Fields(pair.Evidence) : [], Rules = views.Count == 2 ? Evidence.Rules(pair.Evidence) : [],
            FoundAt = pair.FoundAt, ChangedAt = pair.ChangedAt, Records = views,
        };
    }

    private static OpenPairPage ToPage(IReadOnlyList<StoredOpenPair> pairs) => new()
    {
        Pairs = [.. pairs.Select(pair => new OpenPair
        {
            Pair = pair.Pair, Outcome = ToContract(pair.Outcome), ByOfficial = pair.ByOfficial, Bits = Math.Round(pair.Bits, 1), FoundAt = pair.FoundAt,
        })],
    };

    private static DuplicateReply Refused(Rejection rejection) => new() { Refusal = Replies.ToRefusal(rejection) };

    private static MatchOutcome ToDomain(PairOutcome outcome) => outcome switch
    {
        PairOutcome.Same => MatchOutcome.Same,
        PairOutcome.Possible => MatchOutcome.Possible,
        PairOutcome.Different => MatchOutcome.Different,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static PairOutcome ToContract(MatchOutcome outcome) => Enum.GetValues<PairOutcome>().Single(one => ToDomain(one) == outcome);
}
