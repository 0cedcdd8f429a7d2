namespace AzrActors.Domain.Law;

/// <summary>A right of one kind of authority to one item, and what it rests on.</summary>
/// <param name="Paragraph">Section of the act, for example <c>§ 18e AZRG</c>.</param>
/// <param name="Column">C for writing, D for reading.</param>
/// <param name="Designation">How the annex names the authority.</param>
/// <param name="Conditions">What must hold besides.</param>
public sealed record Grant(string Paragraph, string Reference, char Column, string Designation, Conditions Conditions)
{
    /// <summary>Section with its statute; the tables leave out AZRG.</summary>
    public string Paragraph { get; } = WithAct(Paragraph);

    /// <summary>The basis in words: <c>§ 18e AZRG, Anlage Nr. 5b.a Spalte D</c>.</summary>
    public string Basis { get; } = $"{WithAct(Paragraph)}, Anlage Nr. {Reference} Spalte {Column}";

    private static string WithAct(string paragraph) =>
        paragraph.Replace("des AZR-Gesetzes", "AZRG", StringComparison.Ordinal) is var brief && brief.Contains("AZRG", StringComparison.Ordinal)
            ? brief : $"{brief} AZRG";
}
