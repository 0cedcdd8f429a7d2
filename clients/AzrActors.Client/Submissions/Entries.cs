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

    /// <summary>
    /// A fact of the annex, for example <c>Store("4.f", ("type", "passport"), ("serialNumber", "L01X00T47"))</c>. Which fields
    /// an item has says <see cref="IAzrClient.ListItemsAsync"/>; any fact may have <c>keptUntil</c>, the last day on which it may stay by
    /// the terms of the submitter (AZRG § 36 Abs. 1).
    /// </summary>
    /// <param name="item">Row and letter of the annex of the AZRG-DV.</param>
    public static Entry Store(string item, params IReadOnlyList<(string Name, string Value)> fields) => Of("store", "item", item, fields);

    /// <summary>Something new about a stored fact, for example <c>4.f/1</c>; an empty value clears a field.</summary>
    public static Entry Change(string fact, params IReadOnlyList<(string Name, string Value)> fields) => Of("change", "fact", fact, fields);

    /// <summary>A stored fact (<c>4.f/1</c>, <c>address/2</c>, <c>status/1</c>) was wrong; these values are right (AZRG § 35).</summary>
    public static Entry Correct(string fact, params IReadOnlyList<(string Name, string Value)> fields) => Of("correct", "fact", fact, fields);

    /// <summary>A stored fact holds no more; it stays as history.</summary>
    public static Entry End(string fact, DateOnly endedOn) =>
        new EntryFields().With("fact", fact).With("endedOn", endedOn).ToEntry("end");

    /// <summary>A fact leaves the record (AZRG § 36).</summary>
    /// <param name="reason"><c>unlawful</c>, <c>noLongerNeeded</c> or <c>withdrawn</c>.</param>
    public static Entry Erase(string fact, string reason) => new EntryFields().With("fact", fact).With("reason", reason).ToEntry("erase");

    /// <summary>The person has the German nationality (AZRG § 36 Abs. 3): the record is erased at once.</summary>
    public static Entry Naturalisation(DateOnly acquiredOn) => new EntryFields().With("acquiredOn", acquiredOn).ToEntry("naturalisation");

    /// <summary>The sender wants to be told of changes of the person for the purpose of the submission, on a legal basis.</summary>
    public static Entry Subscribe(string basis) => new EntryFields().With("basis", basis).ToEntry("subscribe");

    public static Entry Unsubscribe(string basis) => new EntryFields().With("basis", basis).ToEntry("unsubscribe");

    /// <summary>The person of the other record is somebody else, however alike (AZRG-DV § 3 Abs. 2).</summary>
    public static Entry DifferentPerson(string azrNumber, string reason) =>
        new EntryFields().With("azrNumber", azrNumber).With("reason", reason).ToEntry("differentPerson");

    private static Entry Of(string kind, string name, string value, IReadOnlyList<(string Name, string Value)> fields) =>
        new(kind, [new EntryField(name, value), .. fields.Select(field => new EntryField(field.Name, field.Value))]);

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
