using System.Text.Json.Serialization;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>
/// What has happened to a record. The set is closed, and names and fields are the storage format: an event that was
/// ever stored keeps its shape for ever (goldens in the tests).
/// </summary>
/// <param name="Basis">Paragraph that let the submitting authority write it.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(PersonRegistered), "personRegistered")]
[JsonDerivedType(typeof(PersonalDataChanged), "personalDataChanged")]
[JsonDerivedType(typeof(MovedIn), "movedIn")]
[JsonDerivedType(typeof(MovedOut), "movedOut")]
[JsonDerivedType(typeof(MovementReported), "movementReported")]
[JsonDerivedType(typeof(StatusGranted), "statusGranted")]
[JsonDerivedType(typeof(StatusEnded), "statusEnded")]
[JsonDerivedType(typeof(FileKeepingAssumed), "fileKeepingAssumed")]
[JsonDerivedType(typeof(FactStored), "factStored")]
[JsonDerivedType(typeof(FactChanged), "factChanged")]
[JsonDerivedType(typeof(FactEnded), "factEnded")]
[JsonDerivedType(typeof(AddressCorrected), "addressCorrected")]
[JsonDerivedType(typeof(MovementCorrected), "movementCorrected")]
[JsonDerivedType(typeof(StatusCorrected), "statusCorrected")]
[JsonDerivedType(typeof(Erased), "erased")]
[JsonDerivedType(typeof(Subscribed), "subscribed")]
[JsonDerivedType(typeof(SubscriptionEnded), "subscriptionEnded")]
[JsonDerivedType(typeof(BecameGerman), "becameGerman")]
[JsonDerivedType(typeof(DifferentPersonStated), "differentPersonStated")]
[JsonDerivedType(typeof(DifferentPersonWithdrawn), "differentPersonWithdrawn")]
[JsonDerivedType(typeof(MergedInto), "mergedInto")]
[JsonDerivedType(typeof(TakenOver), "takenOver")]
[JsonDerivedType(typeof(Rebuilt), "rebuilt")]
public abstract record RecordEvent(string Basis)
{
    /// <summary>
    /// The register drew it as a consequence: its source is the register authority, whoever submitted what it follows from,
    /// and whoever may submit the item may correct it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Automatic { get; init; }

    /// <summary>The record came into being with this number and these personal data.</summary>
    public sealed record PersonRegistered(string AzrNumber, IReadOnlyList<PersonFact> Facts, string Basis) : RecordEvent(Basis);

    /// <summary>These fields have new values; all others stay as they were.</summary>
    public sealed record PersonalDataChanged(IReadOnlyList<PersonFact> Facts, string Basis) : RecordEvent(Basis);

    /// <param name="Number">Ordinal of the address in the record, from 1.</param>
    public sealed record MovedIn(int Number, Address Address, DateOnly MovedInOn, string Basis) : RecordEvent(Basis);

    public sealed record MovedOut(int Number, DateOnly MovedOutOn, string Basis) : RecordEvent(Basis);

    /// <param name="Number">Ordinal of the movement in the record, from 1.</param>
    public sealed record MovementReported(int Number, MovementKind Kind, DateOnly On, string Basis) : RecordEvent(Basis);

    /// <param name="Number">Ordinal of the status in the record, from 1.</param>
    public sealed record StatusGranted(
        int Number, string Status, DateOnly GrantedOn, DateOnly? ValidUntil, string? DocumentNumber, string Basis) : RecordEvent(Basis);

    public sealed record StatusEnded(int Number, DateOnly EndedOn, string Basis) : RecordEvent(Basis);

    /// <summary>This foreigners' authority keeps the file from now on.</summary>
    public sealed record FileKeepingAssumed(AuthorityKey Authority, DateOnly On, string Basis) : RecordEvent(Basis);

    /// <param name="Number">Ordinal among the facts of the item, from 1.</param>
    /// <param name="Item">Item of the annex by its name in every legal state.</param>
    public sealed record FactStored(int Number, string Item, IReadOnlyList<PersonFact> Values, string Basis) : RecordEvent(Basis);

    /// <summary>These values of the fact are new; all others stay as they were.</summary>
    /// <param name="Correction">The former values were never right (AZRG § 35).</param>
    public sealed record FactChanged(int Number, string Item, IReadOnlyList<PersonFact> Values, bool Correction, string Basis) : RecordEvent(Basis);

    public sealed record FactEnded(int Number, string Item, DateOnly EndedOn, string Basis) : RecordEvent(Basis);

    public sealed record AddressCorrected(int Number, Address Address, DateOnly MovedInOn, DateOnly? MovedOutOn, string Basis) : RecordEvent(Basis);

    public sealed record MovementCorrected(int Number, DateOnly On, string Basis) : RecordEvent(Basis);

    public sealed record StatusCorrected(
        int Number, DateOnly GrantedOn, DateOnly? ValidUntil, string? DocumentNumber, string Basis) : RecordEvent(Basis);

    /// <summary>The submitting authority wants to be told of changes from now on.</summary>
    /// <param name="Purpose">Number of AZRG-DV § 8 Abs. 3.</param>
    /// <param name="Ground">Name of the legal basis in the table of bases.</param>
    public sealed record Subscribed(int Number, string Purpose, string Ground, string Basis) : RecordEvent(Basis);

    public sealed record SubscriptionEnded(int Number, string Basis) : RecordEvent(Basis);

    /// <summary>The person has the German nationality: the record is to be erased at once (AZRG § 36 Abs. 2).</summary>
    public sealed record BecameGerman(DateOnly On, string Basis) : RecordEvent(Basis);

    /// <summary>The person of another record is somebody else, however alike (AZRG-DV § 3 Abs. 2).</summary>
    /// <param name="OtherNumber">AZR number of the other record, which says the same of this one.</param>
    public sealed record DifferentPersonStated(string OtherNumber, string Reason, string Basis) : RecordEvent(Basis);

    /// <summary>That the persons differ is in question again: it is stated no more, here and in the other record.</summary>
    public sealed record DifferentPersonWithdrawn(string OtherNumber, string Reason, string Basis) : RecordEvent(Basis);

    /// <summary>Another record is of the same person and says everything from now on; this one only points there.</summary>
    /// <param name="Merge">Case in which the register authority decided so.</param>
    /// <param name="Number">AZR number of the other record.</param>
    /// <param name="Kept">The other record.</param>
    public sealed record MergedInto(Guid Merge, string Number, Guid Kept, string Basis) : RecordEvent(Basis);

    /// <summary>This record says everything that another one of the same person said.</summary>
    /// <param name="Changes">All changes of the other one, by which it can be told again.</param>
    public sealed record TakenOver(Guid Merge, string OtherNumber, Guid Other, IReadOnlyList<RecordChange> Changes, string Basis) : RecordEvent(Basis);

    /// <summary>A merge is taken back: the record is what these changes make it.</summary>
    public sealed record Rebuilt(Guid Merge, IReadOnlyList<RecordChange> Changes, string Basis) : RecordEvent(Basis);

    /// <summary>These facts left the record (AZRG § 36, AZRG-DV § 19b).</summary>
    /// <param name="Facts">Paths as <c>address/2</c>, <c>person/religion</c>.</param>
    /// <param name="Reason">Key of the list of reasons for erasure.</param>
    public sealed record Erased(IReadOnlyList<string> Facts, string Reason, string Basis) : RecordEvent(Basis);
}

/// <summary>Everything one submission changed, stored as one version of the record.</summary>
/// <param name="Version">1 for the first, without gaps.</param>
public sealed record RecordChange(int Version, ChangeOrigin Origin, IReadOnlyList<RecordEvent> Events);

/// <summary>Where a change came from (AZRG § 9).</summary>
/// <param name="OccurredOn">Legal day of the occasion (Europe/Berlin).</param>
/// <param name="ReceivedAt">When the register learnt it, UTC, in microseconds.</param>
public sealed record ChangeOrigin(
    AuthorityKey Authority,
    string Official,
    string Purpose,
    string FileReference,
    Guid SubmissionId,
    DateOnly OccurredOn,
    DateTimeOffset ReceivedAt);
