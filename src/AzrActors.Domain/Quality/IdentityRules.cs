using AzrActors.Domain.Identity;
using static AzrActors.Domain.Quality.Severity;

namespace AzrActors.Domain.Quality;

/// <summary>Rules between records: search before storing, persons that look alike, papers that two persons have.</summary>
public static class IdentityRules
{
    public static readonly Rule SearchMissing = new("Q003", Refuse, "§ 5 Abs. 1 AZRG-DV",
        "Vor der erstmaligen Speicherung ist zu suchen, ob die Person schon einen Datensatz hat. Bitte suchen und danach binnen 15 Minuten "
        + "speichern, oder die Suche mit dem Speichern verlangen.",
        "Search first whether the person has a record, then register within 15 minutes; or ask for the search as part of registering.");

    public static readonly Rule NearIdentical = new("Q004", Refuse, "§ 3 Abs. 2, § 5 Abs. 1 AZRG-DV",
        "Es gibt Datensätze mit übereinstimmenden oder kaum abweichenden Grundpersonalien. Ist es dieselbe Person, bitte zu deren AZR-Nummer "
        + "übermitteln. Sind es verschiedene, bitte für jede der genannten Nummern die Personenverschiedenheit mit Begründung angeben.",
        "There are records with the same or nearly the same basic data. If it is the same person, submit to its AZR number. If the persons "
        + "differ, state so with a reason for each of the numbers named.");

    public static readonly Rule SamePaper = new("Q100", Flag, "DSAusländer Blatt 017",
        "Dasselbe Ausweisdokument ist bei zwei Personen gespeichert. Bitte prüfen, ob es dieselbe Person ist oder ein Kind im Dokument eingetragen ist.",
        "Two persons have the same paper. Check whether they are one, or whether a child is entered in it.");

    public static readonly Rule SameBasicData = new("Q101", Flag, "§§ 3, 5 AZRG-DV",
        "Name, Geburtsdatum und Staatsangehörigkeit stimmen überein. Bitte prüfen, ob es dieselbe Person ist.",
        "Name, birth date and nationality agree. Check whether it is one person.");

    public static readonly Rule SimilarBasicData = new("Q102", Flag, "eigene Regel",
        "Der Name ist eine andere Umschrift desselben, das Geburtsdatum weicht nur in Tag und Monat ab, die Staatsangehörigkeit stimmt überein.",
        "The name is another romanisation of the same, the birth date differs in day and month only, the nationality agrees.");

    public static readonly Rule SameFingerprints = new("Q103", Flag, "§ 10 Abs. 2 AZRG",
        "Die Fingerabdrücke haben dieselbe D-Nummer: Es ist mit hoher Sicherheit dieselbe Person.",
        "The fingerprints have the same reference number: this is one person with high certainty.");

    public static readonly Rule StatedDifferent = new("Q104", Refuse, "§ 3 Abs. 2 AZRG-DV",
        "Zu diesen beiden Datensätzen ist gespeichert, dass es verschiedene Personen sind. Sie können nicht zusammengeführt werden, solange der Hinweis steht.",
        "It is stored that these are different persons. They cannot be merged while that hint stands.");

    /// <summary>Rules that the pair meets. Order of the two does not matter.</summary>
    public static IReadOnlyList<Rule> Of(IdentityProfile one, IdentityProfile other, AgreementPattern pattern, IReadOnlyList<PersonNumber> shared)
    {
        var rules = new List<Rule>();
        if (shared.Any(number => number.IsPaper)) rules.Add(SamePaper);
        var fellows = pattern[MatchField.Nationality] == Degree.Exact;
        var named = one.FamilyName is { } family && other.FamilyName is { } others && family.Joined == others.Joined
            && one.GivenNames?.Joined == other.GivenNames?.Joined;
        if (fellows && named && pattern[MatchField.BirthDate] == Degree.Exact) rules.Add(SameBasicData);
        else if (fellows && IsLike(pattern[MatchField.FamilyName]) && IsLike(pattern[MatchField.GivenNames])
            && pattern[MatchField.BirthDate] is Degree.Exact or Degree.Swapped) rules.Add(SimilarBasicData);
        if (shared.Any(number => number.Kind == PersonNumberKind.Fingerprints)) rules.Add(SameFingerprints);
        return rules;
    }

    private static bool IsLike(Degree degree) => degree is Degree.Exact or Degree.Variant;
}
