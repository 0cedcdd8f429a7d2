namespace AzrActors.Domain.Quality;

/// <summary>What a broken rule does to the submission.</summary>
public enum Severity
{
    /// <summary>The submission is refused as a whole.</summary>
    Refuse = 1,

    /// <summary>Stored all the same; the authority is asked to look (AZRG § 8 Abs. 1).</summary>
    Flag = 2,
}

/// <summary>One rule of the catalogue.</summary>
/// <param name="Id">Stable number: Q for data quality, F for the form of a submission.</param>
/// <param name="Source">Paragraph or specification that the rule rests on.</param>
/// <param name="German">What is wrong and what to do. It names no values: findings are logged.</param>
public sealed record Rule(string Id, Severity Severity, string Source, string German, string English)
{
    /// <summary>The rule is broken at this place.</summary>
    public Finding At(int? entry, string? field) => new(this, entry, field);
}

/// <summary>One broken rule at one place of a submission.</summary>
/// <param name="Entry">Index of the entry, 0-based; null when the submission as a whole is meant.</param>
/// <param name="Item">Row and letter of the annex that the finding is about; null where that says nothing.</param>
public sealed record Finding(Rule Rule, int? Entry, string? Field, string? Item = null)
{
    public bool Refuses => Rule.Severity == Severity.Refuse;
}
