using System.Diagnostics;
using System.Globalization;
using AzrActors.Contracts.Identity;

namespace AzrActors.Api.Pages;

/// <summary>Words for pairs of records and for merges.</summary>
internal static class PairText
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    /// <summary>Odds in words; 10 bits are about 1,000 to 1.</summary>
    public static string Likelihood(double bits) => bits switch
    {
        >= 10 => "sehr wahrscheinlich",
        >= 4 => "wahrscheinlich",
        >= 0 => "möglich",
        _ => "eher nicht",
    };

    public static string Bits(double bits) => bits.ToString("+0.0;−0.0;0", German);

    public static string Field(string field) => field switch
    {
        "familyName" => "Familienname",
        "givenNames" => "Vornamen",
        "birthDate" => "Geburtsdatum",
        "sex" => "Geschlecht",
        "nationality" => "Staatsangehörigkeit",
        "birthPlace" => "Geburtsort",
        "paperNumber" => "Nummer eines Ausweises",
        "address" => "Anschrift",
        "place" => "Ort der Anschrift",
        // Evidence of earlier builds, which weighed an address as three fields.
        "street" => "Straße",
        "postcode" => "Postleitzahl",
        "town" => "Ort",
        // Evidence that a later build has written is shown as it stands.
        _ => field,
    };

    public static string Degree(string degree) => degree switch
    {
        "exact" => "gleich",
        "variant" => "andere Schreibweise",
        "close" => "ein Tippfehler Unterschied",
        "part" => "zum Teil gleich",
        "nearby" => "anderswo im selben Ort",
        "swapped" => "vertauscht",
        "different" => "verschieden",
        _ => degree,
    };

    public static string Outcome(PairOutcome outcome) => outcome switch
    {
        PairOutcome.Different => "verschiedene Personen",
        PairOutcome.Possible => "offen",
        PairOutcome.Same => "dieselbe Person",
        _ => throw new UnreachableException($"No text for {outcome}."),
    };

    public static string State(MergeState state) => state switch
    {
        MergeState.Asking => "Zustimmung fehlt",
        MergeState.Merging => "wird zusammengeführt",
        MergeState.Merged => "zusammengeführt",
        MergeState.Separating => "wird getrennt",
        MergeState.Separated => "wieder getrennt",
        MergeState.Stopped => "nicht zusammengeführt",
        _ => throw new UnreachableException($"No text for {state}."),
    };

    /// <summary>"3 von 5 haben zugestimmt", and who refuses or is silent.</summary>
    public static string Consents(MergeCase merge, IReadOnlyDictionary<string, string> names)
    {
        string Named(bool? agrees) => string.Join(
            ", ", merge.Consents.Where(one => one.Agrees == agrees).Select(one => names.GetValueOrDefault(one.Authority, one.Authority)));
        var agreed = merge.Consents.Count(one => one.Agrees == true);
        var told = $"{agreed} von {GermanText.Count(merge.Consents.Count, "Behörde", "Behörden")} {(agreed == 1 ? "hat" : "haben")} zugestimmt";
        var refuse = Named(false) is { Length: > 0 } refusing ? $"; abgelehnt: {refusing}" : "";
        return told + refuse + (Named(null) is { Length: > 0 } silent ? $"; es fehlt: {silent}" : "");
    }
}
