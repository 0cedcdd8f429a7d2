using System.Diagnostics;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// Says in German what a notice is about. It looks only at what the recipient is told, never at the change itself: a
/// residents' office must not learn from the heading that a title was granted.
/// </summary>
public static class Occasions
{
    private static readonly string[] Openings = [" am", " nach", " von", " durch"];

    public static string Describe(NoticeKind kind, IEnumerable<RecordItem> told) => kind switch
    {
        NoticeKind.Assigned => "Zuständigkeit begründet",
        NoticeKind.Released => "Zuständigkeit beendet",
        NoticeKind.Changed or NoticeKind.Informed => string.Join("; ", told.Select(Describe).Distinct().DefaultIfEmpty("Angaben entfallen")),
        _ => throw new UnreachableException($"No text for {kind}."),
    };

    private static string Describe(RecordItem item) => item.Group switch
    {
        "person" => "Personalien geändert",
        "address" => "Anschrift geändert",
        "movement" => "Zuzug oder Fortzug",
        "status" => "Aufenthaltsstatus geändert",
        "responsibility" => "Aktenführung übernommen",
        "report" => "Mitteilung zu Ihrem Suchvermerk",
        var fact => HeadingOf(fact),
    };

    private static string HeadingOf(string item) => LegalStates.Find(item, DateOnly.MaxValue) is { } found
        ? WithoutOpening(found.Item.Heading) : throw new UnreachableException($"No text for {item}.");

    // The annex prints an item as it stands before its value: "Asylantrag gestellt am".
    private static string WithoutOpening(string heading) =>
        Array.Find(Openings, opening => heading.EndsWith(opening, StringComparison.Ordinal)) is { } found ? heading[..^found.Length] : heading;
}
