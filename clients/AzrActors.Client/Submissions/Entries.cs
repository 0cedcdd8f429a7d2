using AzrActors.Contracts.Submissions;

namespace AzrActors.Client;

/// <summary>
/// The entries an authority can submit. They are put into words here and judged by the register: all its findings come
/// back at once in the reply.
/// </summary>
/// <example><code>Entries.MoveIn("12054000", "Am Kanal", "7", "14467", "Potsdam", movedInOn: new DateOnly(2026, 11, 2))</code></example>
public static class Entries
{
    /// <summary>First storing of a person. Family name, first names (or their absence), birth date, sex and nationality are mandatory.</summary>
    public static Entry RegisterPerson(PersonData person) => person.ToFields().ToEntry("registerPerson");

    /// <summary>New values of at least one item.</summary>
    public static Entry ChangePersonalData(PersonData changes) => changes.ToFields().ToEntry("changePersonalData");

    /// <summary>
    /// A new address; it ends the previous current one on the same day. <paramref name="ags"/> is the municipality key
    /// (Amtlicher Gemeindeschlüssel, 8 digits), <paramref name="householder"/> whose dwelling it is (Wohnungsgeber).
    /// </summary>
    public static Entry MoveIn(
        string ags, string street, string houseNumber, string postalCode, string town, DateOnly movedInOn,
        string? houseNumberSuffix = null, string? householder = null) =>
        new EntryFields()
            .With("ags", ags)
            .With("street", street)
            .With("houseNumber", houseNumber)
            .With("houseNumberSuffix", houseNumberSuffix)
            .With("postalCode", postalCode)
            .With("town", town)
            .With("householder", householder)
            .With("movedInOn", movedInOn)
            .ToEntry("moveIn");

    /// <summary>The current address ends.</summary>
    public static Entry MoveOut(DateOnly movedOutOn) => new EntryFields().With("movedOutOn", movedOutOn).ToEntry("moveOut");

    /// <summary>The person arrived. Submitted by a foreigners' authority, it makes that authority the file-keeping one.</summary>
    public static Entry Arrival(ArrivalKind arrival, DateOnly arrivedOn) => new EntryFields()
        .With("arrival", NameOf(arrival.ToString()))
        .With("arrivedOn", arrivedOn)
        .ToEntry("arrival");

    public static Entry Departure(DepartureKind departure, DateOnly departedOn) => new EntryFields()
        .With("departure", NameOf(departure.ToString()))
        .With("departedOn", departedOn)
        .ToEntry("departure");

    public static Entry Death(DateOnly diedOn) => new EntryFields().With("diedOn", diedOn).ToEntry("death");

    /// <summary>A residence status begins; <paramref name="status"/> is a code of the list, for example 18g.</summary>
    public static Entry GrantStatus(
        string status, DateOnly grantedOn, DateOnly? validUntil = null, string? documentNumber = null) =>
        new EntryFields()
            .With("status", status)
            .With("grantedOn", grantedOn)
            .With("validUntil", validUntil)
            .With("documentNumber", documentNumber)
            .ToEntry("grantStatus");

    public static Entry EndStatus(string status, DateOnly endedOn) =>
        new EntryFields().With("status", status).With("endedOn", endedOn).ToEntry("endStatus");

    /// <summary>The submitting foreigners' authority keeps the file from now on.</summary>
    public static Entry AssumeResponsibility(DateOnly assumedOn) =>
        new EntryFields().With("assumedOn", assumedOn).ToEntry("assumeResponsibility");

    // The words of the wire are the names of the members, beginning with a small letter.
    private static string NameOf(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}

public enum ArrivalKind
{
    FirstEntry = 1,
    FromForeignersAuthority = 2,
    FromUnknown = 3,
    ReturnFromAbroad = 4,
}

public enum DepartureKind
{
    Abroad = 1,
    Unknown = 2,
}
