using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Quality;

/// <summary>What a broken rule does to the submission.</summary>
public enum Severity
{
    /// <summary>The submission is refused as a whole.</summary>
    Refuse = 1,

    /// <summary>Stored all the same; the authority is asked to look (AZRG § 8 Abs. 1).</summary>
    Flag = 2,

    /// <summary>Stored provisionally; authorities are to clarify it with each other.</summary>
    Ask = 3,

    /// <summary>The register draws the consequence by itself.</summary>
    Auto = 4,
}

/// <summary>On what a rule is judged.</summary>
public enum Judged
{
    /// <summary>The submission as a whole: envelope, rights, number.</summary>
    Submission = 1,

    /// <summary>One entry alone, as it was written.</summary>
    Entry = 2,

    /// <summary>What an entry does to the record.</summary>
    Change = 3,

    /// <summary>The record as it stands on a day (<see cref="StandingRules"/>).</summary>
    Standing = 4,

    /// <summary>The record and the directory of authorities .</summary>
    Neighbours = 5,

    /// <summary>Several records, or a record and what only its surroundings know .</summary>
    Records = 6,

    /// <summary>Nothing to judge: the register's machinery cannot do otherwise. <see cref="Rule.Where"/> names it.</summary>
    Register = 7,

    /// <summary>Drawn by the register when its time has come.</summary>
    Consequence = 8,
}

/// <summary>Who is asked to put it right (AZRG § 8).</summary>
public enum Mender
{
    /// <summary>Whoever sent the submission.</summary>
    Sender = 1,

    /// <summary>Whoever said the value.</summary>
    Source = 2,

    /// <summary>The authority that keeps the file; before there is one, whoever registered the person.</summary>
    Keeper = 3,

    /// <summary>The register authority.</summary>
    Register = 4,
}

/// <summary>One rule of the catalogue (<c>Quality/rules.csv</c>); there is one object for each version of it.</summary>
public sealed class Rule
{
    internal Rule(Table.Row row, Rule? earlier)
    {
        (Id, Where, Field, Source, German, English) = (row["id"], row["where"], row["field"], row["source"], row["german"], row["english"]);
        (Version, ValidFrom, Earlier) = (int.Parse(row["version"], System.Globalization.CultureInfo.InvariantCulture), row.Day("valid_from")!.Value, earlier);
        Severity = Enum.Parse<Severity>(row["severity"], ignoreCase: true);
        Intended = row["intended"].Length == 0 ? Severity : Enum.Parse<Severity>(row["intended"], ignoreCase: true);
        Judged = Enum.Parse<Judged>(row["judged"], ignoreCase: true);
        Mends = Enum.Parse<Mender>(row["mends"], ignoreCase: true);
        Terms = [.. Table.Words(row["terms"]).Select(Term.Parse)];
    }

    /// <summary>Stable number: Q for data quality, F for the form of a submission.</summary>
    public string Id { get; }

    /// <summary>From 1; a change of text, severity or term is a new version.</summary>
    public int Version { get; }

    /// <summary>First day of the version, inclusive.</summary>
    public DateOnly ValidFrom { get; }

    public Severity Severity { get; }

    /// <summary>What it is to become once an expert has confirmed it; mostly what it is.</summary>
    public Severity Intended { get; }

    public Judged Judged { get; }

    /// <summary>The type that enforces it where there is nothing to judge; else empty.</summary>
    public string Where { get; }

    public Mender Mends { get; }

    /// <summary>Terms that the rule measures with, in the order in which its text names them.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>Fields or items that it looks at; <c>any</c> for all.</summary>
    public string Field { get; }

    /// <summary>Paragraph or specification that the rule rests on.</summary>
    public string Source { get; }

    /// <summary>What is wrong and what to do. It names no values: findings are logged.</summary>
    public string German { get; }

    public string English { get; }

    /// <summary>The version before; null for the first.</summary>
    public Rule? Earlier { get; }

    /// <summary>The version in force on the day; null before there was one.</summary>
    public Rule? On(DateOnly day) => ValidFrom <= day ? this : Earlier?.On(day);

    /// <summary>The rule is broken at this place.</summary>
    public Finding At(int? entry, string? field) => new(this, entry, field);

    public override string ToString() => Id;
}

/// <summary>One broken rule at one place of a submission.</summary>
/// <param name="Entry">Index of the entry, 0-based; null when the submission or the record as a whole is meant.</param>
/// <param name="Item">Row and letter of the annex that the finding is about; null where that says nothing.</param>
public sealed record Finding(Rule Rule, int? Entry, string? Field, string? Item = null)
{
    public bool Refuses => Rule.Severity == Severity.Refuse;
}
