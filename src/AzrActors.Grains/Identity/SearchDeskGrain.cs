using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Search;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal.Identity;
using Orleans.Concurrency;

namespace AzrActors.Grains.Identity;

/// <summary>
/// Finds whom an authority looks for. It knows who is alike; what may be seen of them each record decides, and one that may
/// not be seen counts for nothing.
/// </summary>
[StatelessWorker, Reentrant]
internal sealed class SearchDeskGrain(
    IMatchIndex index, Searches searches, MatchModels models, RecordNumbers numbers, LogBook log, AuthoritiesCache authorities, RegisterClock clock)
    : Grain, ISearchDesk
{
    public async Task<SearchReply> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var asked = AskedFor(request);
        var query = QueryOf(request, asked);
        if (await FindFaultAsync(request, asked, now.Today) is { } fault)
        {
            await log.WriteQueryAsync(
                LogEntries.SearchRefused(query, request.FileReference, fault.Code, now), await authorities.FindCallerAsync(GrainFactory), [], cancellationToken);
            return new SearchReply { Refusal = Replies.ToRefusal(fault) };
        }
        var matches = (await FindAsync(request, asked, cancellationToken)).OrderByDescending(match => match.Bits).ToList();
        var (outcome, shown) = await ShowAsync(request, query, matches, cancellationToken);
        var persons = shown.Select(one => one.Person).ToList();
        if (persons.Count == 0)
            await log.WriteQueryAsync(
                LogEntries.SearchedInVain(query, request.FileReference, now), await authorities.FindCallerAsync(GrainFactory), [], cancellationToken);
        var search = Guid.NewGuid();
        await searches.RememberAsync(
            search, CallingAuthority.Key, VerifiedCaller.Current.Official, now.Instant, BlockingKeys.Of(asked), persons.Count,
            [.. shown.Where(one => one.Person.View.AzrNumber is not null).Select(one => one.Record)], cancellationToken);
        return new SearchReply
        {
            Search = search, Outcome = outcome, Persons = persons, MustDiscard = persons.Count > 0 && outcome == SearchOutcome.Similar,
            GoodUntil = now.Instant + Rules.NotSearchedBefore.Terms[0].Duration,
        };
    }

    public async Task<DiscardReply> ConfirmDiscardAsync(DiscardConfirmation confirmation, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (!await searches.DiscardAsync(confirmation.Search, CallingAuthority.Key, now.Instant, cancellationToken))
            return new DiscardReply { Refusal = Replies.ToRefusal(new Rejection.SearchUnknown()) };
        var kept = AzrNumber.TryParse(confirmation.Kept, out var number) ? await numbers.FindAsync(number, cancellationToken) : null;
        await log.WriteQueryAsync(LogEntries.Discarded(confirmation.Search, kept, now), await authorities.FindCallerAsync(GrainFactory), [], cancellationToken);
        return new DiscardReply();
    }

    /// <summary>
    /// One person, when exactly one whom the caller may see is it without doubt; otherwise everybody who is alike. Who is
    /// hidden from the caller is not even counted.
    /// </summary>
    private async Task<(SearchOutcome, IReadOnlyList<(RecordId Record, FoundPerson Person)>)> ShowAsync(
        SearchRequest request, string query, List<Likely> matches, CancellationToken cancellationToken)
    {
        // Several without doubt are a doubt.
        var sure = matches.Count(match => match.IsSure);
        if (sure == 1)
        {
            var one = matches.First(match => match.IsSure);
            if (await GlanceAsync(one, query, request, inFull: true, cancellationToken) is { } person) return (SearchOutcome.Found, [(one.Record, person)]);
            matches.Remove(one);
        }
        var shown = new List<(RecordId, FoundPerson)>();
        foreach (var match in matches)
        {
            if (shown.Count == SimilarPersons.Max) break;
            if (await GlanceAsync(match, query, request, inFull: false, cancellationToken) is { } person) shown.Add((match.Record, person));
        }
        return shown.Count == 0 ? (SearchOutcome.Nobody, []) : (SearchOutcome.Similar, shown);
    }

    private async Task<FoundPerson?> GlanceAsync(Likely match, string query, SearchRequest request, bool inFull, CancellationToken cancellationToken)
    {
        var reply = await GrainFactory.GetGrain<IPersonRecordGrain>(match.Record.Value)
            .GlanceAsync(new Glance(query, request.FileReference, request.Stating, inFull), cancellationToken);
        return reply.View is { } view ? new FoundPerson { View = view, Bits = Math.Round(match.Bits, 1) } : null;
    }

    private async Task<IReadOnlyList<Likely>> FindAsync(SearchRequest request, RecordIdentity asked, CancellationToken cancellationToken)
    {
        var check = new IdentityCheck(asked, models.Current);
        if (request.AzrNumber is not null)
        {
            if (!AzrNumber.TryParse(request.AzrNumber, out var number) || await numbers.FindAsync(number, cancellationToken) is not { } record) return [];
            if (await index.FindAsync(record, cancellationToken) is not { } stored) return [];
            var match = check.Against(stored.Identity);
            // The number says who is meant; basic data that do not agree with it make that doubtful, and then there is no data.
            return SaysNothing(asked) || !Contradicts(match) ? [new Likely(record, match.Score.Bits, true)] : [];
        }
        var likely = new List<Likely>();
        foreach (var candidate in await index.FindAsync(BlockingKeys.Of(asked), null, cancellationToken))
        {
            var match = check.Against(candidate.Identity);
            var hasNumber = asked.Numbers.Any(number => Agrees(number, candidate.Identity.Numbers));
            if (asked.Numbers.Count > 0 && !hasNumber && SaysNothing(asked)) continue;
            var isSure = match.Outcome == MatchOutcome.Same || (hasNumber && !Contradicts(match));
            if (isSure || match.Outcome == MatchOutcome.Possible || IsAlike(match)) likely.Add(new Likely(candidate.Record, match.Score.Bits, isSure));
        }
        return likely;
    }

    // Somebody asks with little at hand: the same name and birthday are worth a look, however many share them.
    private static bool IsAlike(IdentityMatch match) => match.Pattern[MatchField.FamilyName] is Degree.Exact or Degree.Variant or Degree.Swapped
        && match.Pattern[MatchField.GivenNames] is not Degree.Different && match.Pattern[MatchField.BirthDate] is Degree.Exact or Degree.Swapped;

    private static bool Contradicts(IdentityMatch match) => match.Pattern[MatchField.FamilyName] == Degree.Different
        || match.Pattern[MatchField.GivenNames] == Degree.Different || match.Pattern[MatchField.BirthDate] == Degree.Different;

    private static bool SaysNothing(RecordIdentity asked) =>
        asked.Person is { FamilyName: null, GivenNames: null } && asked.Person.BirthDate.IsUnknown;

    // State and kind of a paper narrow the search where both sides say them.
    private static bool Agrees(PersonNumber asked, IReadOnlyList<PersonNumber> held) => held.Any(number =>
        number.Kind == asked.Kind && number.Value == asked.Value && asked.Issuer.Split('/').Zip(number.Issuer.Split('/'))
            .All(parts => parts.First.Length == 0 || parts.Second.Length == 0 || parts.First == parts.Second));

    private async Task<Rejection?> FindFaultAsync(SearchRequest request, RecordIdentity asked, DateOnly today)
    {
        if (Purpose.Find(VerifiedCaller.Current.Purpose, today) is null) return new Rejection.PurposeUnknown();
        if (await authorities.FindCallerAsync(GrainFactory) is not { } caller || !caller.ExistsOn(today)) return new Rejection.SenderUnknown();
        if (!StatedCircumstances.TryState(request.Stating, caller, VerifiedCaller.Current.Purpose, today, out _, out var rejection)) return rejection;
        if (request.AzrNumber is not null) return AzrNumber.TryParse(request.AzrNumber, out _) ? null : new Rejection.AzrNumberInvalid();
        var hasBasics = asked.Person.FamilyName is { Length: > 0 } && !asked.Person.BirthDate.IsUnknown;
        return hasBasics || asked.Numbers.Count > 0 ? null : new Rejection.SearchTooThin();
    }

    private static RecordIdentity AskedFor(SearchRequest request)
    {
        List<PersonNumber> numbers = [];
        if (request.Paper is { } paper) numbers.Add(PersonNumber.Paper(paper.State, paper.Type, paper.SerialNumber));
        if (request.ForeignNumber is { } foreign) numbers.Add(PersonNumber.Foreign(foreign.State, foreign.Number));
        return SaidIdentity.Of(Said(request.FamilyName), Said(request.FirstNames), request.BirthDate, Said(request.BirthPlace), Said(request.Sex),
            request.Nationalities ?? [], numbers);
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string QueryOf(SearchRequest request, RecordIdentity asked) =>
        string.Join(';', new[] { request.AzrNumber is null ? "" : $"azrNumber={request.AzrNumber}", SearchText.Of(asked) }.Where(part => part.Length > 0));

    private sealed record Likely(RecordId Record, double Bits, bool IsSure);
}
