using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>
/// A family name, all given names of a person, or a place, taken apart for comparison. Each form is made when it is first
/// asked for: who looks for candidates needs the keys only.
/// </summary>
public sealed class NameForm
{
    /// <summary>Shorter names begin with Al by themselves (Alba, Elke).</summary>
    private const int JoinedArticleRestMin = 5;

    private static readonly FrozenSet<string> FamilyParticles =
        Table.Load("Identity.name-particles.csv").Rows.Select(row => row["particle"]).ToFrozenSet();

    private static readonly FrozenSet<string> GivenParticles = Table.Load("Identity.name-particles.csv").Rows
        .Where(row => row["where"] == "any").Select(row => row["particle"]).ToFrozenSet();

    private readonly string[] _words;

    private NameForm(string[] words) => _words = words;

    /// <summary>Words in search form without particles, in the order in which they are written.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The words without blanks between them: <c>Anna-Lena</c>, <c>Anna Lena</c> and <c>Annalena</c> are one.</summary>
    public string Joined => field ??= string.Concat(_words);

    /// <summary>The words in alphabetical order, for names whose order varies.</summary>
    public string Sorted => field ??= InOrder(_words);

    /// <summary>Romanisation keys of the words.</summary>
    public IReadOnlyList<string> Keys => field ??= [.. _words.Select(RomanisationKey.Of).Where(key => key.Length > 0).Distinct()];

    public string SortedKeys => field ??= InOrder(Keys);

    /// <summary>Cologne phonetics of the words.</summary>
    public string Sound => field ??= string.Join(' ', _words.Select(ColognePhonetics.Of));

    /// <summary>Null if there is no letter in the name: a name that is missing is no name.</summary>
    public static NameForm? OfFamily(string? name) => Of(name, FamilyParticles);

    /// <summary>Null if there is no letter in the names.</summary>
    public static NameForm? OfGiven(string? names) => Of(names, GivenParticles);

    private static string InOrder(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : string.Join(' ', words.Order(StringComparer.Ordinal));

    private static NameForm? Of(string? name, FrozenSet<string> particles)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        var written = SearchForm.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (written.Length == 0) return null;
        var words = new List<string>(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (particles.Contains(written[i])) continue;
            // Abd is no name without the one that follows: Abd al-Rahman, Abdul Rahman, Abdulrahman.
            if (written[i] is "ABD" or "ABDUL" or "ABDEL" or "ABDAL" or "ABDUR" && Following(written, i, particles) is var next and > 0)
            {
                words.Add("ABD" + written[next]);
                i = next;
            }
            else words.Add(WithoutArticle(written[i]));
        }
        // Somebody whose whole name is a particle is called so.
        return new NameForm(words.Count > 0 ? [.. words] : written);
    }

    private static int Following(string[] words, int at, FrozenSet<string> particles)
    {
        for (var i = at + 1; i < words.Length; i++)
            if (!particles.Contains(words[i])) return i;
        return 0;
    }

    private static string WithoutArticle(string word) =>
        word.Length >= JoinedArticleRestMin + 2 && word is ['A' or 'E', 'L', not ('A' or 'E' or 'I' or 'O' or 'U' or 'Y'), ..]
            ? word[2..] : word;
}
