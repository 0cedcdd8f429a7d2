using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>Whether a submission speaks of the person whose number it gives.</summary>
internal static class IdentityRules
{
    /// <summary>
    /// What was said must fit what is stored: names in search form, birth dates where both are known. What was not said
    /// decides nothing.
    /// </summary>
    [Judges("Q002")]
    public static bool Mismatches(BasicData said, PersonRecord record) =>
        Differs(said.FamilyName, record.Values("familyName"))
        || Differs(said.FirstNames, record.Values("firstNames"))
        || (said.BirthDate is { Length: > 0 } birth && !Fits(birth, record.BirthDate))
        || (said.Nationalities.Count > 0 && !said.Nationalities.Any(record.Nationalities.Contains));

    private static bool Differs(string? said, IReadOnlyList<string> held) =>
        said is { Length: > 0 } && SearchForm.Of(said) != SearchForm.Of(string.Join(' ', held));

    private static bool Fits(string said, PartialDate? held) =>
        PartialDate.TryParse(said, out var date) && held is not null && date.Earliest <= held.Latest && held.Earliest <= date.Latest;
}
