using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;

namespace AzrActors.Domain.Submissions;

/// <summary>Reads an address from the fields of an entry.</summary>
internal static class AddressReading
{
    private const int PostalCodeLength = 5;

    /// <summary>The address; null if a mandatory part is missing.</summary>
    public static Address? Read(FieldReading fields)
    {
        if (fields.Text("ags") is { } key && Municipalities.Find(key) is null) fields.Fault(Rules.UnknownCode, "ags");
        if (fields.Text("postalCode") is { } code && (code.Length != PostalCodeLength || !code.All(char.IsAsciiDigit)))
            fields.Fault(Rules.UnreadableValue, "postalCode");
        return fields.Text("ags") is { } ags && fields.Text("street") is { } street && fields.Text("houseNumber") is { } number
            && fields.Text("postalCode") is { } postalCode && fields.Text("town") is { } town
            ? new Address(ags, street, number, fields.Text("houseNumberSuffix"), postalCode, town, fields.Text("householder"))
            : null;
    }
}
