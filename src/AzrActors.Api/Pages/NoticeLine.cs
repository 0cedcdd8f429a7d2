using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>
/// One line of a notice: a value, or all values that belong together, such as those of one address. Nothing is left
/// out: a value without a place of its own follows with its label.
/// </summary>
/// <param name="Source">Of the newest of the values.</param>
public sealed record NoticeLine(string Label, string Text, ValueSource Source)
{
    private static readonly IReadOnlyList<Form> Forms =
    [
        new("address/", values => values.ContainsKey("movedOutOn") ? "Anschrift alt" : "Anschrift neu",
            "{street} {houseNumber} {houseNumberSuffix}", "{postalCode} {town}", "{ags}", "bei {householder}", "Einzug {movedInOn}", "Auszug {movedOutOn}"),
        new("movement/", _ => "Zuzug/Fortzug", "{kind}", "am {on}"),
        new("status/", _ => "Aufenthaltsstatus",
            "{code}", "erteilt am {grantedOn}", "befristet bis {validUntil}", "Dokument {documentNumber}", "beendet am {endedOn}"),
    ];

    /// <summary>The lines of a notice in the order of its values, each made when it is asked for.</summary>
    public static IEnumerable<NoticeLine> Of(Notice notice) => notice.Items.GroupBy(PartOf).SelectMany(part => part.Key is not { } name ? part.Select(Single)
        : [Forms.FirstOrDefault(form => name.StartsWith(form.Group, StringComparison.Ordinal)) is { } form ? form.Join([.. part]) : Fact([.. part])]);

    /// <summary><c>address/2/street</c> is of <c>address/2</c>; <c>person/nationality/1</c> stands alone and is of none.</summary>
    private static string? PartOf(RecordItem item) =>
        item.Path.IndexOf('/', item.Path.IndexOf('/', StringComparison.Ordinal) + 1) is > 0 and var end
        && !item.Path.StartsWith("person/", StringComparison.Ordinal) ? item.Path[..end] : null;

    /// <summary>A fact of the catalogue: its item in the annex, and what was said.</summary>
    private static NoticeLine Fact(IReadOnlyList<RecordItem> items)
    {
        var name = items[0].ItemName ?? items[0].Label;
        return new NoticeLine(name, string.Join(", ", items.Select(item => item.Label == name ? item.Text : $"{item.Label}: {item.Text}")),
            items.MaxBy(item => item.Source.Version)!.Source);
    }

    private static NoticeLine Single(RecordItem item) => new(item.Label, item.Text, item.Source);

    /// <summary>Values whose paths begin alike and which are one line together.</summary>
    private sealed class Form(string group, Func<IReadOnlyDictionary<string, string>, string> label, params string[] phrases)
    {
        private readonly string[][] _phrases = [.. phrases.Select(phrase => phrase.Split(' '))];

        public string Group => group;

        public NoticeLine Join(IReadOnlyList<RecordItem> items)
        {
            var values = items.ToDictionary(FieldOf, item => item.Text);
            var said = _phrases.Select(words => Fill(words, values)).OfType<string>();
            var rest = items.Where(item => !_phrases.Any(words => words.Any(word => SlotOf(word) == FieldOf(item))));
            return new NoticeLine(label(values), string.Join(", ", said.Concat(rest.Select(item => $"{item.Label} {item.Text}"))),
                items.MaxBy(item => item.Source.Version)!.Source);
        }

        /// <summary>The phrase with its values; null when the notice has none of them.</summary>
        private static string? Fill(string[] words, Dictionary<string, string> values) =>
            words.Any(word => SlotOf(word) is { } slot && values.ContainsKey(slot))
                ? string.Join(' ', words.Select(word => SlotOf(word) is { } slot ? values.GetValueOrDefault(slot) : word).OfType<string>()) : null;

        private static string? SlotOf(string word) => word is ['{', .. var name, '}'] ? name : null;

        private static string FieldOf(RecordItem item) => item.Path[(item.Path.LastIndexOf('/') + 1)..];
    }
}
