using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.PersonRecords;

/// <summary>What an entry asks for, after it has been read. The set is closed.</summary>
/// <param name="Entry">Index of the entry in its submission, for findings.</param>
public abstract record RecordCommand(int Entry)
{
    /// <summary>Creates the record (AZRG § 2).</summary>
    public sealed record RegisterPerson(int Entry, IReadOnlyList<PersonFact> Facts) : RecordCommand(Entry);

    /// <summary>States some personal data anew; a fact without values clears the field.</summary>
    public sealed record ChangePersonalData(int Entry, IReadOnlyList<PersonFact> Facts) : RecordCommand(Entry);

    /// <summary>Starts a current address and ends the previous one on the same day (AZRG § 3 Abs. 1 Nr. 5c, 5d).</summary>
    public sealed record MoveIn(int Entry, Address Address, DateOnly MovedInOn) : RecordCommand(Entry);

    /// <summary>Ends the current address.</summary>
    public sealed record MoveOut(int Entry, DateOnly MovedOutOn) : RecordCommand(Entry);

    /// <summary>Reports an arrival, a departure or death (annex row 6).</summary>
    public sealed record ReportMovement(int Entry, MovementKind Kind, DateOnly On) : RecordCommand(Entry);

    /// <summary>Reports a residence status that was granted (annex rows 8 I t, 10-12, 17).</summary>
    public sealed record GrantStatus(int Entry, StatusCode Status, DateOnly GrantedOn, DateOnly? ValidUntil, string? DocumentNumber)
        : RecordCommand(Entry);

    /// <summary>Reports the end of a running residence status; the status stays as history (AZRG-DV § 18 Abs. 4).</summary>
    public sealed record EndStatus(int Entry, StatusCode Status, DateOnly EndedOn) : RecordCommand(Entry);

    /// <summary>The submitting foreigners' authority keeps the file from now on (AZRG § 8 Abs. 4).</summary>
    public sealed record AssumeResponsibility(int Entry, DateOnly AssumedOn) : RecordCommand(Entry);

    /// <summary>Reports a fact of the catalogue.</summary>
    public sealed record StoreFact(int Entry, string Item, IReadOnlyList<PersonFact> Values) : RecordCommand(Entry);

    /// <summary>Says more about a stored fact, or that it was wrong.</summary>
    /// <param name="IsCorrection">The stored values were never right (AZRG § 35), as distinct from news about the fact.</param>
    public sealed record ChangeFact(int Entry, FactPath Fact, IReadOnlyList<PersonFact> Values, bool IsCorrection) : RecordCommand(Entry);

    /// <summary>A stored address was wrong.</summary>
    public sealed record CorrectAddress(int Entry, FactPath Fact, Address Address, DateOnly MovedInOn, DateOnly? MovedOutOn) : RecordCommand(Entry);

    /// <summary>The day of a stored arrival, departure or death was wrong.</summary>
    public sealed record CorrectMovement(int Entry, FactPath Fact, DateOnly On) : RecordCommand(Entry);

    /// <summary>Days or document number of a stored status were wrong.</summary>
    public sealed record CorrectStatus(int Entry, FactPath Fact, DateOnly GrantedOn, DateOnly? ValidUntil, string? DocumentNumber)
        : RecordCommand(Entry);

    /// <summary>The fact holds no more; it stays as history.</summary>
    public sealed record EndFact(int Entry, FactPath Fact, DateOnly EndedOn) : RecordCommand(Entry);

    /// <summary>The submitting authority wants to be told of changes of this person.</summary>
    public sealed record Subscribe(int Entry, string Ground) : RecordCommand(Entry);

    /// <summary>It no longer does.</summary>
    public sealed record Unsubscribe(int Entry, string Ground) : RecordCommand(Entry);

    /// <summary>The person has the German nationality (AZRG § 36 Abs. 3); the record is erased at once.</summary>
    public sealed record ReportNaturalisation(int Entry, DateOnly On) : RecordCommand(Entry);

    /// <summary>The fact leaves the record (AZRG § 36).</summary>
    public sealed record EraseFact(int Entry, FactPath Fact, string Reason) : RecordCommand(Entry);
}

/// <summary>One field and what was said about it; no values means it is cleared.</summary>
public sealed record PersonFact(string Field, IReadOnlyList<string> Values);

/// <summary>An address in Germany (AZRG § 3 Abs. 1 Nr. 5c).</summary>
/// <param name="Ags">Municipality key, 8 digits.</param>
public sealed record Address(
    string Ags, string Street, string HouseNumber, string? HouseNumberSuffix, string PostalCode, string Town, string? Householder);

/// <summary>Arrivals and departures with their letters in row 6 of the annex.</summary>
public enum MovementKind
{
    /// <summary>6 a, Ersteinreise.</summary>
    FirstEntry = 1,

    /// <summary>6 b, Zuzug von einer anderen Ausländerbehörde.</summary>
    FromForeignersAuthority = 2,

    /// <summary>6 c, Zuzug von unbekannt.</summary>
    FromUnknown = 3,

    /// <summary>6 d, Fortzug ins Ausland.</summary>
    DepartureAbroad = 4,

    /// <summary>6 e, Fortzug nach unbekannt.</summary>
    DepartureUnknown = 5,

    /// <summary>6 f, verstorben.</summary>
    Died = 6,

    /// <summary>6 g, Wiederzuzug aus dem Ausland.</summary>
    ReturnFromAbroad = 7,
}
