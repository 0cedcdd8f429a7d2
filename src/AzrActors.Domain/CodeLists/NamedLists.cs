namespace AzrActors.Domain.CodeLists;

/// <summary>The code lists that people choose from, by name, each with the words of a day.</summary>
public static class NamedLists
{
    public const string States = "states";
    public const string ResidenceStatuses = "residence-statuses";

    private static readonly string[] Plain =
    [
        "benefit-kinds", "course-entitlements", "course-results", "departure-proofs", "disclosure-blocks", "doctorates", "document-check-results",
        "document-kinds", "erasure-reasons", "eye-colours", "family-relations", "fast-track-documents", "health-examinations", "laender",
        "language-levels", "marital-statuses", "other-name-kinds", "penalty-kinds", "reason-text-forms", "return-funding", "sexes",
    ];

    /// <summary>Codes and German names that are valid on the day, in the order in which people look for them; empty for an unknown list.</summary>
    public static IReadOnlyList<(string Code, string Name)> On(string list, DateOnly day) => list switch
    {
        States => [.. CodeLists.States.On(day).OrderBy(state => state.Name, StringComparer.Ordinal).Select(state => (state.Key, state.Name))],
        ResidenceStatuses => [.. StatusCodes.All.Where(status => StatusCodes.Find(status.Code, day) is not null)
            .OrderBy(status => status.Code, StringComparer.Ordinal).Select(status => (status.Code, $"{status.LegalBasis}: {status.Label}"))],
        _ when Plain.Contains(list) => [.. CodeList.Get(list).CodesOn(day).Select(code => (code, CodeList.Get(list).NameOf(code)))],
        _ => [],
    };
}
