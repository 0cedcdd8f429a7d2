using AzrActors.Client.Identity;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Search;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>Pairs, merges and searches in memory, as a test sets them; what officials do with them changes them.</summary>
public sealed class FakeIdentities
{
    private readonly Lock _gate = new();

    public Dictionary<long, Duplicate> Pairs { get; } = [];

    /// <summary>What officials decided, in order.</summary>
    public List<PairVerdict> Verdicts { get; } = [];

    public Dictionary<Guid, MergeCase> Merges { get; } = [];

    /// <summary>Answer to every search.</summary>
    public SearchReply Answer { get; set; } = new() { Outcome = SearchOutcome.Nobody };

    public List<SearchRequest> Searches { get; } = [];

    public List<DiscardConfirmation> Discards { get; } = [];

    public IIdentityClient For(Caller caller) => new Desk(this, caller);

    /// <summary>Moves a case on, as the register does by itself.</summary>
    public void Move(Guid mergeCase, MergeState state)
    {
        lock (_gate) Merges[mergeCase] = Merges[mergeCase] with { State = state };
    }

    private sealed class Desk(FakeIdentities all, Caller caller) : IIdentityClient
    {
        private static readonly Refusal Unknown = Samples.Refusal("record.unknown", "Zu dieser AZR-Nummer gibt es keinen Datensatz, den Sie sehen dürfen.");

        public Task<SearchReply> SearchAsync(SearchRequest request, CancellationToken cancellationToken) => Do(() =>
        {
            all.Searches.Add(request);
            var isThin = request is { AzrNumber: null, Paper: null, ForeignNumber: null } && (request.FamilyName is null || request.BirthDate is null);
            return isThin ? new SearchReply { Refusal = Samples.Refusal("search.too-thin", "Anzugeben sind mindestens Familienname und Geburtsdatum.") }
                : all.Answer with { Search = Guid.NewGuid(), GoodUntil = Samples.Now.AddMinutes(15) };
        });

        public Task<DiscardReply> ConfirmDiscardAsync(Guid search, string? kept, CancellationToken cancellationToken) => Do(() =>
        {
            all.Discards.Add(new DiscardConfirmation { Search = search, Kept = kept });
            return new DiscardReply();
        });

        public Task<DuplicatePage> ListDuplicatesAsync(PairOutcome outcome, long after, int limit, CancellationToken cancellationToken) => Do(() => new DuplicatePage
        {
            Duplicates = [.. all.Pairs.Values.Where(pair => pair.Outcome == outcome && pair.Pair > after).OrderBy(pair => pair.Pair).Take(limit)],
        });

        public Task<OpenPairPage> ListOpenPairsAsync(OpenPairQuery query, CancellationToken cancellationToken) => Do(() => new OpenPairPage
        {
            Pairs =
            [
                .. all.Pairs.Values.Where(pair => pair.Outcome == PairOutcome.Possible && pair.Pair > query.After
                    && (query.AzrNumber is null || pair.Records.Any(view => view.AzrNumber == query.AzrNumber))).OrderBy(pair => pair.Pair).Take(query.Limit)
                    .Select(pair => new OpenPair { Pair = pair.Pair, Outcome = pair.Outcome, ByOfficial = pair.ByOfficial, Bits = pair.Bits, FoundAt = pair.FoundAt }),
            ],
        });

        public Task<DuplicateReply> ShowDuplicateAsync(long pair, CancellationToken cancellationToken) => Do(() => Show(pair));

        public Task<DuplicateReply> DecideDuplicateAsync(PairVerdict verdict, CancellationToken cancellationToken) => Do(() =>
        {
            if (!all.Pairs.TryGetValue(verdict.Pair, out var pair)) return new DuplicateReply { Refusal = Unknown };
            all.Verdicts.Add(verdict);
            all.Pairs[verdict.Pair] = pair with { Outcome = verdict.Outcome, ByOfficial = true };
            return Show(verdict.Pair);
        });

        public Task<SweepState> SweepAsync(bool begin, CancellationToken cancellationToken) => Do(() => new SweepState());

        public Task<MergeReply> ProposeMergeAsync(MergeProposal proposal, CancellationToken cancellationToken) => Do(() =>
        {
            var merge = Samples.Merge(proposal.OneNumber, proposal.OtherNumber, proposal.Reason);
            all.Merges[merge.Case] = merge;
            return new MergeReply { Case = merge };
        });

        public Task<MergeReply> AnswerMergeAsync(MergeStep answer, CancellationToken cancellationToken) => Change(
            answer.Case, merge => merge with { Consents = [.. merge.Consents.Select(one => one.Authority == caller.Authority ? Answered(one, answer) : one)] });

        public Task<MergeReply> DecideMergeAsync(MergeStep decision, CancellationToken cancellationToken) => Change(decision.Case, merge => merge with
        {
            State = decision.Agrees ? MergeState.Merging : MergeState.Stopped,
            StoppedFor = decision.Agrees ? null : decision.Reason,
        });

        public Task<MergeReply> SeparateAsync(MergeStep order, CancellationToken cancellationToken) =>
            Change(order.Case, merge => merge with { State = MergeState.Separating });

        public Task<MergeReply> ShowMergeAsync(Guid mergeCase, CancellationToken cancellationToken) => Change(mergeCase, merge => merge);

        public Task<MergePage> ListMergesAsync(CancellationToken cancellationToken) => Do(() => new MergePage
        {
            Cases = [.. all.Merges.Values.Where(merge => caller.Authority == Samples.Register || merge.Consents.Any(one => one.Authority == caller.Authority))],
        });

        public async Task<MergePage> ListMergePageAsync(Guid? after, int limit, CancellationToken cancellationToken)
        {
            var cases = (await ListMergesAsync(cancellationToken)).Cases;
            return new MergePage { Cases = [.. cases.SkipWhile(merge => after is not null && merge.Case != after).Skip(after is null ? 0 : 1).Take(limit)] };
        }

        private static MergeConsent Answered(MergeConsent consent, MergeStep answer) =>
            consent with { Agrees = answer.Agrees, Reason = answer.Reason, AnsweredAt = Samples.Now };

        private DuplicateReply Show(long pair) => !all.Pairs.TryGetValue(pair, out var found) ? new DuplicateReply { Refusal = Unknown } : new DuplicateReply
        {
            Duplicate = found,
            History =
            [
                new PairHistory { Outcome = PairOutcome.Possible, Authority = Samples.Register, Bits = found.Bits, At = found.FoundAt },
                .. all.Verdicts.Where(verdict => verdict.Pair == pair).Select(verdict => new PairHistory
                {
                    Outcome = verdict.Outcome, Authority = caller.Authority, Official = caller.Official, Reason = verdict.Reason, Bits = found.Bits, At = Samples.Now,
                }),
            ],
        };

        private Task<MergeReply> Change(Guid mergeCase, Func<MergeCase, MergeCase> change) => Do(() =>
            all.Merges.TryGetValue(mergeCase, out var merge) ? new MergeReply { Case = all.Merges[mergeCase] = change(merge) } : new MergeReply { Refusal = Unknown });

        private Task<T> Do<T>(Func<T> call)
        {
            lock (all._gate) return Task.FromResult(call());
        }
    }
}
