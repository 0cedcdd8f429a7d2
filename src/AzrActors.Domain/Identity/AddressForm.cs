using System.Text;
using System.Text.RegularExpressions;

namespace AzrActors.Domain.Identity;

/// <summary>
/// Where somebody lives, taken apart for comparison. Street, postcode and town are one statement: whoever agrees in the street has
/// not agreed in the town once more.
/// </summary>
public sealed partial class AddressForm
{
    // Who looks for candidates seldom needs the town.
    private readonly Lazy<NameForm?> _town;

    private AddressForm(string? street, string? postcode, string? town)
    {
        (Street, HouseNumber) = TakeApart(street);
        Postcode = IdentityProfile.Serial(postcode);
        _town = new Lazy<NameForm?>(() => NameForm.OfFamily(town));
    }

    /// <summary>In search form, without blanks and house number.</summary>
    public string? Street { get; }

    public string HouseNumber { get; }

    public string? Postcode { get; }

    public NameForm? Town => _town.Value;

    /// <summary>Street and number, by whose frequency an agreement in both is weighed: a shelter says less than a home.</summary>
    public string? Dwelling => Street is null ? null : Street + HouseNumber;

    /// <summary>The narrowest that is said of the place: the postcode, or else the town.</summary>
    public string? Place => Postcode ?? Town?.SortedKeys;

    /// <param name="street">Street with house number.</param>
    /// <returns>Null if nothing is said.</returns>
    public static AddressForm? Of(string? street, string? postcode, string? town) =>
        string.IsNullOrWhiteSpace(street) && string.IsNullOrWhiteSpace(postcode) && string.IsNullOrWhiteSpace(town)
            ? null : new AddressForm(street, postcode, town);

    public override string ToString() => "Address ***";

    private static (string? Street, string HouseNumber) TakeApart(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, "");
        var street = new StringBuilder();
        var number = new StringBuilder();
        var form = SearchForm.Of(text);
        foreach (var found in Words().EnumerateMatches(form))
        {
            var word = form.AsSpan(found.Index, found.Length);
            // "12 a" is one number; letters alone behind a number belong to it.
            if (char.IsAsciiDigit(word[0]) || (word.Length == 1 && number.Length > 0)) number.Append(word);
            else if (word is not "NR") street.Append(word);
        }
        street.Replace("STRASSE", "STR");
        return (street.Length > 0 ? street.ToString() : null, number.ToString());
    }

    // A number begins without a blank too, behind the dot of an abbreviation (Kranichstr.5).
    [GeneratedRegex("[A-Z]+|[0-9]+")]
    private static partial Regex Words();
}
