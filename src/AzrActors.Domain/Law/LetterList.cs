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
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _out = [.. words.Where(word => word[0] == Except).Select(word => word[1..])];
        _in = [.. words.Where(word => word[0] != Except && word != "*")];
        _all = words.Contains("*");
    }

    /// <summary>Letters that the list names; each has to exist in its row.</summary>
    public IEnumerable<string> Named => _in.Concat(_out);

    public bool Covers(AnnexItem item) =>
        (_all || _in.Any(item.IsWithin)) && !_out.Any(item.IsWithin);
}

/// <summary>Items of several rows as the tables of sections name them: <c>3 5b.a 10.c</c>, <c>*</c> for all.</summary>
internal sealed class ItemList
{
    private readonly bool _all;
    private readonly ILookup<string, string> _letters;

    public ItemList(string text)
    {
        Named = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _all = Named.Contains("*");
        _letters = Named.Select(word => word.Split('.', 2)).ToLookup(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "*");
    }

    public IReadOnlyList<string> Named { get; }

    public bool Covers(AnnexItem item) =>
        _all || _letters[item.Row].Any(letter => letter == "*" || item.IsWithin(letter));
}
