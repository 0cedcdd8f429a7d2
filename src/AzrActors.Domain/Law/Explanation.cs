using System.Diagnostics;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>Why the law says no. The order is the one in which it is asked.</summary>
public enum DenialReason
{
    /// <summary>The kind of authority may not state this purpose (AZRG-DV § 8 Abs. 3).</summary>
    PurposeNotOfAuthority = 1,

    /// <summary>The item is not stored for this group of persons (column A1).</summary>
    NotStoredForGroup = 2,

    /// <summary>A Union citizen without loss finding: for migration authorities only (AZRG § 10 Abs. 1a).</summary>
    UnionCitizen = 3,

    /// <summary>The column of the annex does not name the authority for this item.</summary>
    NotInColumn = 4,

    /// <summary>The column names the authority, but for another task than the one stated.</summary>
    OtherTask = 5,

    /// <summary>The column would allow it; no section of the act does (the column is the maximum, not a licence).</summary>
    NoSection = 6,

    /// <summary>The right depends on something the register cannot judge; a doubtful cell denies.</summary>
    Doubtful = 7,

    /// <summary>The right depends on a circumstance that the request does not state.</summary>
    CircumstanceNotStated = 8,
}

/// <summary>What the law says to one question: yes with its grants, or no with the reason.</summary>
/// <param name="Grants">Each suffices by itself; empty means no.</param>
/// <param name="Reason">Null for yes.</param>
public sealed record Explanation(AnnexItem Item, IReadOnlyList<Grant> Grants, DenialReason? Reason)
{
    public bool Allowed => Reason is null;

    /// <summary>Circumstances of which the request would have to state more.</summary>
    internal Conditions Unstated { get; private init; }

    internal static Explanation No(AnnexItem item, DenialReason reason) => new(item, [], reason);

    /// <summary>The answer to a request that states these circumstances and no others.</summary>
    /// <param name="stated">Those it states.</param>
    /// <param name="statable">All that any request can state: what of them is not stated does not hold.</param>
    internal Explanation To(Conditions stated, Conditions statable)
    {
        if (!Allowed) return this;
        var left = Grants.Where(grant => (grant.Conditions & statable & ~stated) == Conditions.None)
            .Select(grant => grant with { Conditions = grant.Conditions & ~stated }).ToList();
        return left.Count > 0 ? Of(Item, left)
            : No(Item, DenialReason.CircumstanceNotStated) with { Unstated = Grants[0].Conditions & statable & ~stated };
    }

    /// <summary>Yes if a grant can be relied on. One without conditions makes the others pointless.</summary>
    internal static Explanation Of(AnnexItem item, IEnumerable<Grant> grants)
    {
        var sound = grants.Where(grant => !grant.Conditions.HasFlag(Conditions.Doubtful))
            .DistinctBy(grant => (grant.Paragraph, grant.Designation, grant.Conditions)).OrderBy(grant => grant.Conditions).ToList();
        if (sound.Count == 0) return No(item, DenialReason.Doubtful);
        return new Explanation(item, sound[0].Conditions == Conditions.None ? [sound[0]] : sound, null);
    }

    /// <summary>Paragraph of the right, or of what denies it.</summary>
    public string Paragraph => Reason switch
    {
        null => Grants[0].Paragraph,
        DenialReason.PurposeNotOfAuthority => "§ 8 Abs. 3 AZRG-DV",
        DenialReason.UnionCitizen => "§ 10 Abs. 1a AZRG",
        DenialReason.NotStoredForGroup => $"Anlage Nr. {Item.Reference} Spalte A1",
        DenialReason.NoSection => "§§ 10, 14 bis 27 AZRG",
        DenialReason.CircumstanceNotStated => "§ 10 Abs. 1, § 22 Abs. 3 AZRG",
        _ => $"Anlage Nr. {Item.Reference}",
    };

    /// <summary>Conditions of the first grant in German, or what the request does not state, one text each.</summary>
    public IReadOnlyList<string> ConditionTexts => Law.ConditionTexts.List(Grants.Count == 0 ? Unstated : Grants[0].Conditions);

    /// <summary>The answer in English, with paragraph, row and letter.</summary>
    public string English(AuthorityKind kind) => Reason switch
    {
        null => $"Yes: {string.Join("; or ", Grants.Select(GermanOf))}.",
        DenialReason.PurposeNotOfAuthority => $"No: {kind.English} may not state this purpose (AZRG-DV § 8 (3)).",
        DenialReason.NotStoredForGroup => $"No: item {Item.Reference} of the annex is not stored for this group of persons (column A1).",
        DenialReason.UnionCitizen => "No: data of Union citizens without loss finding only to migration authorities and for such tasks (AZRG § 10 (1a)).",
        DenialReason.NotInColumn => $"No: the annex does not name {kind.English} at {Item.Reference}.",
        DenialReason.OtherTask => $"No: the annex names {kind.English} at {Item.Reference} for another task only.",
        DenialReason.NoSection => $"No: column D would allow {Item.Reference}, but no section of the AZRG allows it for this purpose.",
        DenialReason.Doubtful => $"No: the condition at {Item.Reference} cannot be judged by the register; doubt denies.",
        DenialReason.CircumstanceNotStated =>
            $"No: the right to {Item.Reference} depends on a circumstance that the request does not state ({Law.ConditionTexts.German(Unstated)}).",
        _ => throw new UnreachableException($"No text for {Reason}."),
    };

    /// <summary>The answer in German, with paragraph, row and letter.</summary>
    public string German(AuthorityKind kind) => Reason switch
    {
        null => $"Ja: {string.Join("; oder ", Grants.Select(GermanOf))}.",
        DenialReason.PurposeNotOfAuthority => $"Nein: {kind.German} darf diesen Zweck nicht angeben (§ 8 Abs. 3 AZRG-DV).",
        DenialReason.NotStoredForGroup => $"Nein: Nr. {Item.Reference} der Anlage wird für diesen Personenkreis nicht gespeichert (Spalte A1).",
        DenialReason.UnionCitizen => "Nein: Daten von Unionsbürgern ohne Verlustfeststellung nur an Behörden mit ausländer- oder "
            + "asylrechtlichen Aufgaben und nur für diese (§ 10 Abs. 1a AZRG).",
        DenialReason.NotInColumn => $"Nein: Die Anlage nennt {kind.German} bei Nr. {Item.Reference} nicht.",
        DenialReason.OtherTask => $"Nein: Die Anlage nennt {kind.German} bei Nr. {Item.Reference} nur für eine andere Aufgabe.",
        DenialReason.NoSection =>
            $"Nein: Spalte D ließe Nr. {Item.Reference} zu, aber keine Vorschrift des AZRG erlaubt die Übermittlung zu diesem Zweck.",
        DenialReason.Doubtful => $"Nein: Die Voraussetzung bei Nr. {Item.Reference} kann das Register nicht feststellen; im Zweifel nein.",
        DenialReason.CircumstanceNotStated =>
            $"Nein: Das Recht auf Nr. {Item.Reference} hängt von einem Umstand ab, den die Anfrage nicht angibt ({Law.ConditionTexts.German(Unstated)}).",
        _ => throw new UnreachableException($"No text for {Reason}."),
    };

    private static string GermanOf(Grant grant) =>
        grant.Conditions == Conditions.None ? grant.Basis : $"{grant.Basis}, {Law.ConditionTexts.German(grant.Conditions)}";
}
