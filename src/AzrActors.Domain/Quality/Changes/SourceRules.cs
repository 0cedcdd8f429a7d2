using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>Rules on who said what: mending, contradiction, dispute.</summary>
internal static class SourceRules
{
    private const string Dispute = "ProcessingRestrictionNote";

    /// <summary>
    /// Who said it, who keeps the file, and the register authority may mend it (AZRG §§ 7, 8); what the register drew as a
    /// consequence, whoever may submit it, because nobody else can know that it does not fit.
    /// </summary>
    [Judges("Q121")]
    public static bool IsOthersFact(IEnumerable<Source> sources, PersonRecord record, Authority caller) =>
        caller.Kind != AuthorityKind.RegisterAuthority && record.FileKeeper?.Value != caller.Key
        && !sources.All(source => source.Authority == caller.Key || source.Automatic);

    /// <summary>Another body said otherwise a short while ago.</summary>
    [Judges("Q122")]
    public static bool Differ(Source held, AuthorityKey caller, DateOnly today, Rule rule) =>
        held.Authority != caller && rule.Terms[0].After(BerlinTime.DayOf(held.KnownSince)) >= today;

    /// <summary>A restriction note on the fact, or on the whole record.</summary>
    [Judges("Q136")]
    public static bool IsErasureDuringDispute(PersonRecord record, FactPath erased, DateOnly today) =>
        erased.Group != Dispute && record.FactsOn(Dispute, today).Any(note => note.Value("restrictedFact") is var fact && (fact is null || fact == erased.ToString()));
}
