using AzrActors.Domain.Identity;
using AzrActors.Domain.Law;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal.Identity;

namespace AzrActors.Grains.Identity;

/// <summary>What searching before a first storing has to say.</summary>
/// <param name="Similar">Numbers of persons who are nearly the same, the likeliest first.</param>
/// <param name="Shown">Whose numbers were looked up for it, also of those who are stated to be somebody else.</param>
internal sealed record SearchedFirst(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Similar, IReadOnlyList<RecordId> Shown)
{
    public static SearchedFirst Nothing { get; } = new([], [], []);
}

/// <summary>
/// The search that comes before a person is stored for the first time (AZRG-DV § 5 Abs. 1). The register looks through the
/// stock itself at the moment of storing, whatever was searched before: nobody is stored beside a person who is nearly the
/// same without saying that they differ.
/// </summary>
internal sealed class RegistrationSearch(IMatchIndex index, Searches searches, MatchModels models)
{
    /// <summary>Most persons that a refusal names.</summary>
    private const int NamedMax = 5;

    /// <param name="asPart">The submission has the search made as part of it.</param>
    public async Task<SearchedFirst> LookAsync(
        IGrainFactory grains, Submission said, bool asPart, Authority caller, RegisterTime now, CancellationToken cancellationToken) =>
        await AskAsync(said, asPart, caller, now, cancellationToken) is { } asked
            ? await AnswerAsync(grains, said, asked, new HashSet<RecordId>(), cancellationToken) : SearchedFirst.Nothing;

    /// <summary>
    /// What <see cref="LookAsync"/> would say. A look at somebody whom the caller has been shown just before, by its own search or by
    /// the last dry run, tells nothing new and is not logged again.
    /// </summary>
    /// <param name="shown">Whom the last dry run has shown to this caller.</param>
    public async Task<SearchedFirst> ForeseeAsync(
        IGrainFactory grains, Submission said, bool asPart, Authority caller, string official, IReadOnlyList<RecordId> shown, RegisterTime now,
        CancellationToken cancellationToken)
    {
        if (await AskAsync(said, asPart, caller, now, cancellationToken) is not { } asked) return SearchedFirst.Nothing;
        var found = await searches.FindShownAsync(said.Authority, official, asked.Since, asked.Keys, cancellationToken);
        return await AnswerAsync(grains, said, asked, found.Concat(shown).ToHashSet(), cancellationToken);
    }

    /// <summary>Who is to be stored, and whether that was searched for; null where there is nothing to say.</summary>
    private async Task<Asked?> AskAsync(Submission said, bool asPart, Authority caller, RegisterTime now, CancellationToken cancellationToken)
    {
        // Whoever may not register learns nothing here: the submission is refused for that.
        if (RegistrationRights.FindBasis(caller.Kind, now.Today) is null) return null;
        var identity = SaidIdentity.Of(said.Entries);
        var keys = BlockingKeys.Of(identity);
        if (keys.Count == 0) return null;
        var since = now.Instant - Rules.NotSearchedBefore.Terms[0].Duration;
        var isSearched = asPart || await searches.HasSearchedAsync(said.Authority, since, keys, cancellationToken);
        return new Asked(identity, keys, since, isSearched ? [] : [Rules.NotSearchedBefore.At(null, "searchFirst")]);
    }

    /// <param name="known">Whom the caller has been shown already.</param>
    private async Task<SearchedFirst> AnswerAsync(
        IGrainFactory grains, Submission said, Asked asked, IReadOnlySet<RecordId> known, CancellationToken cancellationToken)
    {
        var check = new IdentityCheck(asked.Identity, models.Current);
        var likely = (await index.FindAsync(asked.Keys, null, cancellationToken))
            .Select(candidate => (candidate.Record, Match: check.Against(candidate.Identity)))
            .Where(candidate => candidate.Match.IsNearIdentical).OrderByDescending(candidate => candidate.Match.Score.Bits);
        var glance = new Glance(SearchText.Of(asked.Identity), said.FileReference, null, InFull: false);
        var stated = SaidIdentity.StatedDifferent(said.Entries);
        var (similar, shown) = (new List<string>(), new List<RecordId>());
        foreach (var (id, _) in likely)
        {
            var record = grains.GetGrain<IPersonRecordGrain>(id.Value);
            // Somebody whom the caller may not see, or whose number it may not have, is left to those who decide about duplicates.
            var number = known.Contains(id)
                ? await record.FindShownNumberAsync(cancellationToken) : (await record.GlanceAsync(glance, cancellationToken)).View?.AzrNumber;
            if (number is null) continue;
            shown.Add(id);
            if (!stated.Contains(number)) similar.Add(number);
            if (similar.Count == NamedMax) break;
        }
        return new SearchedFirst(
            similar.Count > 0 ? [.. asked.Findings, Rules.NearIdentical.At(null, "entries")] : asked.Findings, similar, shown);
    }

    /// <param name="Since">A search counts from then on.</param>
    private sealed record Asked(RecordIdentity Identity, IReadOnlySet<ulong> Keys, DateTimeOffset Since, IReadOnlyList<Finding> Findings);
}

/// <summary>What was searched with, as the access log keeps it (AZRG § 13).</summary>
internal static class SearchText
{
    public static string Of(RecordIdentity identity) => string.Join(';', PartsOf(identity).Where(part => part.Length > 0));

    private static IEnumerable<string> PartsOf(RecordIdentity identity) =>
    [
        Part("familyName", identity.Person.FamilyName), Part("firstNames", identity.Person.GivenNames),
        Part("birthDate", identity.Person.BirthDate.IsUnknown ? null : identity.Person.BirthDate.Digits), Part("birthPlace", identity.Person.BirthPlace),
        Part("sex", identity.Person.Sex), Part("nationality", string.Join(',', identity.Person.Nationalities)),
        .. identity.Numbers.Select(number => Part(number.Kind.ToString(), $"{number.Issuer}:{number.Value}")),
    ];

    private static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"{name}={value}";
}
