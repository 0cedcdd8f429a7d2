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

    // Long items of the annex name their fields after the first semicolon.
    private static string HeadingOf(string item) => LegalStates.Find(item, DateOnly.MaxValue) is { } found
        ? found.Item.German.Split(';')[0] : throw new UnreachableException($"No text for {item}.");
}
