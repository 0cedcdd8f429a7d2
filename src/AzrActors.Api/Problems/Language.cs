using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Problems;

/// <summary>Language of texts for people.</summary>
internal enum Language
{
    German = 1,
    English = 2,
}

internal static class Languages
{
    /// <summary>English if the client ranks it above German; German is the official language and the default.</summary>
    public static Language Preferred(this HttpRequest request)
    {
        var best = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(tag => tag is "de" or "en" or "*");
        return best == "en" ? Language.English : Language.German;
    }

    public static string Tag(this Language language) => language == Language.English ? "en" : "de";

    public static string Pick(this Language language, string german, string english) =>
        language == Language.English ? english : german;
}
