using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Meetings;

/// <summary>
/// Keys under which those records find each other that rules hold against each other, without looking through the stock:
/// two records meet if they share a key. Like <see cref="BlockingKeys"/>, a key is a number of 64 bits and shows nothing.
/// </summary>
/// <param name="Shared">Persons that the record is or names as family, references of asylum authorities, words of the name at an address.</param>
/// <param name="Place">Where the person lives; null without a present address. How many share it is counted, and nobody is held against all of them.</param>
/// <param name="IsSheltered">The person has to live in a reception facility (§ 47 AsylG), so the place is one.</param>
/// <param name="IsSubscribed">Somebody wants to be told of the person.</param>
public sealed record MeetingKeys(IReadOnlySet<ulong> Shared, ulong? Place, bool IsSheltered, bool IsSubscribed)
{
    private const string ReceptionFacility = "ResponsibleReceptionFacility";

    /// <summary>References that are looked at: each is one more look into the index.</summary>
    private const int ReferencesMax = 8;

    private const int FamilyMax = 24;

    /// <summary>What rules on several records look at in facts.</summary>
    private static readonly string[] Items =
        [RecordsRules.Family, RecordsRules.SpouseNationalities, ReceptionFacility, .. RecordsRules.AsylumItems, .. RecordBlocks.Items];

    /// <summary>What they look at in personal data.</summary>
    private static readonly string[] Fields = ["familyName", "firstNames", "birthDate", "birthCountry", "nationality", "maritalStatus"];

    /// <summary>Of a record that meets nobody, because another one speaks for its person.</summary>
    public static MeetingKeys None { get; } = new(new HashSet<ulong>(), null, false, false);

    public static MeetingKeys Of(PersonRecord record)
    {
        if (record.MergedInto is not null) return None;
        var keys = new HashSet<ulong> { OfPerson(record.Number.Digits) };
        foreach (var other in record.TakenOver) keys.Add(OfPerson(other.Number.Digits));
        foreach (var number in record.FactsOf(RecordsRules.Family).Where(fact => fact.EndedOn is null).Select(fact => fact.Value("azrNumber")).OfType<string>().Take(FamilyMax))
            keys.Add(OfPerson(number));
        foreach (var (authority, reference) in RecordsRules.AsylumReferences(record).Take(ReferencesMax))
            keys.Add(BlockingKeys.Hash("asylum-reference", authority.Value, reference));
        if (record.CurrentAddress?.Address is not { } address) return new MeetingKeys(keys, null, false, !record.Subscriptions.IsEmpty);
        var street = SearchForm.Of(address.Street);
        if (RecordsRules.WordsOf(record) is { Length: > 0 } words) keys.Add(BlockingKeys.Hash("name-at", address.Ags, street, address.HouseNumber, words));
        return new MeetingKeys(
            keys, BlockingKeys.Hash("place", address.Ags, street, address.HouseNumber, address.HouseNumberSuffix ?? ""),
            record.FactsOf(ReceptionFacility).Any(fact => fact.EndedOn is null), !record.Subscriptions.IsEmpty);
    }

    /// <summary>
    /// True if a change touched nothing that rules on several records look at. A part that lives on is the same part, so most
    /// changes need no further look.
    /// </summary>
    public static bool IsUntouched(PersonRecord before, PersonRecord after) =>
        ReferenceEquals(before.Addresses, after.Addresses) && ReferenceEquals(before.Subscriptions, after.Subscriptions)
        && before.IsDead == after.IsDead && before.TakenOver.Count == after.TakenOver.Count
        && (ReferenceEquals(before.Statuses, after.Statuses) || HasTitle(before) == HasTitle(after))
        && (ReferenceEquals(before.Person, after.Person) || Array.TrueForAll(Fields, field => before.Values(field).SequenceEqual(after.Values(field))))
        && (ReferenceEquals(before.Facts, after.Facts) || Array.TrueForAll(Items, item => ReferenceEquals(before.FactsOf(item), after.FactsOf(item))));

    private static ulong OfPerson(string azrNumber) => BlockingKeys.Hash("person", azrNumber);

    private static bool HasTitle(PersonRecord record) => record.Statuses.Exists(status => status.Status.IsTitle);
}
