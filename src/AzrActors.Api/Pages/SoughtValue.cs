using System.Globalization;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Search;

namespace AzrActors.Api.Pages;

/// <summary>One line of a person who was found.</summary>
/// <param name="Sought">What was asked for instead; null where it agrees or was not asked.</param>
public sealed record SoughtValue(string Label, string Text, string? Sought)
{
    /// <summary>Everything that is shown of a person, beside what was asked for.</summary>
    public static IReadOnlyList<SoughtValue> Of(RecordView view, SearchRequest request) =>
    [
        .. view.Items.OrderBy(item => !item.Path.StartsWith("person/", StringComparison.Ordinal)).GroupBy(item => string.Join('/', RecordDisplay.NamesOf(item))).Select(field =>
            new SoughtValue(field.First().Label, string.Join(", ", field.Select(item => item.Text)), Differing(field.Key, [.. field], request))),
    ];

    private static string? Differing(string field, IReadOnlyList<RecordItem> items, SearchRequest request)
    {
        var sought = field switch
        {
            "person/familyName" => request.FamilyName,
            "person/firstNames" => request.FirstNames,
            "person/birthPlace" => request.BirthPlace,
            "person/birthDate" => request.BirthDate,
            _ => null,
        };
        // Codes are told apart by their key, and the form shows the name that was chosen.
        if (sought is null) return null;
        return field == "person/birthDate" ? items.Any(item => MayBeSameDay(item.Value, sought)) ? null : GermanText.PartialDate(sought)
            : items.Any(item => Plain(item.Value) == Plain(sought)) ? null : sought;
    }

    /// <summary>An unknown day or month contradicts none.</summary>
    private static bool MayBeSameDay(string one, string other) =>
        one.Split('-').Zip(other.Split('-')).All(part => part.First == part.Second || part.First.All(digit => digit == '0') || part.Second.All(digit => digit == '0'));

    /// <summary>Capitals and marks on letters are no difference that helps to tell persons apart.</summary>
    private static string Plain(string text) => string.Concat(text.Replace('ı', 'i').Normalize(System.Text.NormalizationForm.FormD)
        .Where(letter => char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)).ToUpperInvariant();
}
