using System.Diagnostics;

namespace AzrActors.Domain.Identity;

/// <summary>A person's identity taken apart once, so that comparing it with many others is cheap.</summary>
public sealed class IdentityProfile
{
    private static readonly string[] OpenNationalities = ["998", "999"];

    // Who looks for candidates seldom needs a place, and one made once serves all names of a person.
    private readonly Lazy<NameForm?> _birthPlace;

    public IdentityProfile(PersonIdentity identity)
    {
        FamilyName = NameForm.OfFamily(identity.FamilyName);
        GivenNames = NameForm.OfGiven(identity.GivenNames);
        BirthDate = identity.BirthDate;
        Sex = SexOf(identity.Sex);
        Nationalities = [.. identity.Nationalities.Select(SearchForm.Of).Where(key => key.Length > 0 && !OpenNationalities.Contains(key))];
        _birthPlace = new Lazy<NameForm?>(() => NameForm.OfFamily(identity.BirthPlace));
        PaperNumber = Serial(identity.PaperNumber);
        Address = AddressForm.Of(identity.Street, identity.Postcode, identity.Town);
    }

    private IdentityProfile(IdentityProfile other, string familyName)
    {
        (FamilyName, GivenNames, BirthDate, Sex, Nationalities) = (NameForm.OfFamily(familyName), other.GivenNames, other.BirthDate, other.Sex, other.Nationalities);
        (PaperNumber, Address, _birthPlace) = (other.PaperNumber, other.Address, other._birthPlace);
    }

    public NameForm? FamilyName { get; }

    public NameForm? GivenNames { get; }

    public WrittenDate BirthDate { get; }

    public string? Sex { get; }

    public IReadOnlyList<string> Nationalities { get; }

    public NameForm? BirthPlace => _birthPlace.Value;

    public string? PaperNumber { get; }

    public AddressForm? Address { get; }

    /// <summary>The value by whose frequency an agreement is weighed: a rare name agreeing says more than a common one.</summary>
    public string? ValueOf(MatchField field) => field switch
    {
        MatchField.FamilyName => FamilyName?.SortedKeys,
        MatchField.GivenNames => GivenNames?.SortedKeys,
        MatchField.BirthDate => BirthDate.IsUnknown ? null : BirthDate.Digits,
        MatchField.Nationality => Nationalities.Count == 1 ? Nationalities[0] : null,
        MatchField.BirthPlace => BirthPlace?.SortedKeys,
        MatchField.Address => Address?.Dwelling,
        MatchField.Place => Address?.Place,
        MatchField.Sex or MatchField.PaperNumber => null,
        _ => throw new UnreachableException($"No value for {field}."),
    };

    /// <summary>The same person under another name.</summary>
    public IdentityProfile Under(string familyName) => new(this, familyName);

    public override string ToString() => "Identity ***";

    // Codes, words and numbers (ISO/IEC 5218); whatever else a file says leaves it open.
    private static string? SexOf(string? text) => text is null ? null : SearchForm.Of(text) switch
    {
        ['W' or 'F' or '2', ..] => "W",
        ['M' or '1', ..] => "M",
        ['D', ..] => "D",
        _ => null,
    };

    // Blanks, hyphens and the letters that are read as digits differ between a paper and its copy.
    internal static string? Serial(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var serial = SearchForm.Of(text).Replace(" ", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1');
        return serial.Length > 0 ? serial : null;
    }
}
