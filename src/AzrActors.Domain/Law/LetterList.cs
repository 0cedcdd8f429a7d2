using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>Letters of a row as a cell names them: <c>*</c> for all, <c>a c f.aa</c>, with <c>!b.cc</c> taken out.</summary>
internal sealed class LetterList
{
    private const char Except = '!';
    private readonly bool _all;
    private readonly string[] _in;
    private readonly string[] _out;

    public LetterList(string text)
    {
        var words = Table.Words(text);
        _out = [.. words.Where(word => word[0] == Except).Select(word => word[1..])];
        _in = [.. words.Where(word => word[0] != Except && word != "*")];
        _all = words.Contains("*");
    }

    /// <summary>Letters that the list names; each has to exist in its row.</summary>
    public IEnumerable<string> Named => _in.Concat(_out);

    public bool Covers(AnnexItem item) =>
        (_all || _in.Any(item.IsWithin)) && !_out.Any(item.IsWithin);
}

/// <summary>
/// Items of several rows as the tables of sections name them: <c>3 5b.a</c>, <c>*</c> for all, <c>!34</c> taken out,
/// <c>-</c> for none.
/// </summary>
internal sealed class ItemList
{
    private const char Except = '!';
    private readonly bool _all;
    private readonly ILookup<string, string> _in;
    private readonly ILookup<string, string> _out;

    public ItemList(string text)
    {
        var words = Table.Words(text);
        Named = [.. words.Select(word => word.TrimStart(Except))];
        _all = words.Contains("*");
        _in = Letters(words.Where(word => word[0] != Except));
        _out = Letters(words.Where(word => word[0] == Except).Select(word => word[1..]));
    }

    public IReadOnlyList<string> Named { get; }

    public bool Covers(AnnexItem item) => (_all || Names(_in, item)) && !Names(_out, item);

    private static bool Names(ILookup<string, string> letters, AnnexItem item) =>
        letters[item.Row].Any(letter => letter == "*" || item.IsWithin(letter));

    private static ILookup<string, string> Letters(IEnumerable<string> words) => words.Select(word => word.Split('.', 2))
        .ToLookup(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "*");
}
