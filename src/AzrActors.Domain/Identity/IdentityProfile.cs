using System.Diagnostics;
using System.Text;

namespace AzrActors.Domain.Identity;

/// <summary>A person's identity taken apart once, so that comparing it with many others is cheap.</summary>
public sealed class IdentityProfile
{
    private static readonly string[] OpenNationalities = ["998", "999"];

    // Who looks for candidates seldom needs a place, and one made once serves all names of a person.
    private readonly Lazy<NameForm?> _birthPlace;
    private readonly Lazy<NameForm?> _town;

    public IdentityProfile(PersonIdentity identity)
    {
        FamilyName = NameForm.OfFamily(identity.FamilyName);
        GivenNames = NameForm.OfGiven(identity.GivenNames);
        BirthDate = identity.BirthDate;
        Sex = identity.Sex?.Trim().ToUpperInvariant() is { Length: > 0 } sex and not "X" ? sex : null;
        Nationalities = [.. identity.Nationalities.Select(SearchForm.Of).Where(key => key.Length > 0 && !OpenNationalities.Contains(key))];
        _birthPlace = new Lazy<NameForm?>(() => NameForm.OfFamily(identity.BirthPlace));
        PaperNumber = Serial(identity.PaperNumber);
        (Street, HouseNumber) = Address(identity.Street);
        Postcode = Serial(identity.Postcode);
        _town = new Lazy<NameForm?>(() => NameForm.OfFamily(identity.Town));
    }

    private IdentityProfile(IdentityProfile other, string familyName)
    {
        (FamilyName, GivenNames, BirthDate, Sex, Nationalities) = (NameForm.OfFamily(familyName), other.GivenNames, other.BirthDate, other.Sex, other.Nationalities);
        (PaperNumber, Street, HouseNumber, Postcode) = (other.PaperNumber, other.Street, other.HouseNumber, other.Postcode);
        (_birthPlace, _town) = (other._birthPlace, other._town);
    }

    public NameForm? FamilyName { get; }

    public NameForm? GivenNames { get; }

    public WrittenDate BirthDate { get; }

    public string? Sex { get; }

    public IReadOnlyList<string> Nationalities { get; }

    public NameForm? BirthPlace => _birthPlace.Value;

    public string? PaperNumber { get; }

    /// <summary>In search form, without blanks and house number.</summary>
    public string? Street { get; }

    public string HouseNumber { get; }

    public string? Postcode { get; }

    public NameForm? Town => _town.Value;

    /// <summary>The value by whose frequency an agreement is weighed: a rare name agreeing says more than a common one.</summary>
    public string? ValueOf(MatchField field) => field switch
    {
        MatchField.FamilyName => FamilyName?.SortedKeys,
        MatchField.GivenNames => GivenNames?.SortedKeys,
        MatchField.BirthDate => BirthDate.IsUnknown ? null : BirthDate.Digits,
        MatchField.Nationality => Nationalities.Count == 1 ? Nationalities[0] : null,
        MatchField.BirthPlace => BirthPlace?.SortedKeys,
        MatchField.Street => Street is null ? null : Street + HouseNumber,
        MatchField.Postcode => Postcode,
        MatchField.Town => Town?.SortedKeys,
        MatchField.Sex or MatchField.PaperNumber => null,
        _ => throw new UnreachableException($"No value for {field}."),
    };

    /// <summary>The same person under another name.</summary>
    public IdentityProfile Under(string familyName) => new(this, familyName);

    public override string ToString() => "Identity ***";

    // Blanks, hyphens and the letters that are read as digits differ between a paper and its copy.
    internal static string? Serial(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var serial = SearchForm.Of(text).Replace(" ", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1');
        return serial.Length > 0 ? serial : null;
    }

    private static (string? Street, string HouseNumber) Address(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, "");
        var street = new StringBuilder();
        var number = new StringBuilder();
        foreach (var word in SearchForm.Of(text).Split(' '))
        {
            // "12 a" is one number; letters alone behind a number belong to it.
            if (word.Length > 0 && (char.IsAsciiDigit(word[0]) || (word.Length == 1 && number.Length > 0))) number.Append(word);
            else street.Append(word);
        }
        street.Replace("STRASSE", "STR");
        return (street.Length > 0 ? street.ToString() : null, number.ToString());
    }
}
