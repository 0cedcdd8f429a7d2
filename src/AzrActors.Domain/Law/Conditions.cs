namespace AzrActors.Domain.Law;

/// <summary>
/// What a right still asks for, beyond who, what, why and about whom. The tables name conditions by these names; one
/// that is not here stops the loading, and one nobody can judge denies. Which of them hold depends on the record, on
/// the request, or on the way the data takes.
/// </summary>
[Flags]
public enum Conditions : long
{
    None = 0,

    /// <summary>The annex or the act asks for something the register cannot judge.</summary>
    Doubtful = 1L << 0,

    /// <summary>The register authority does not decide about the block itself.</summary>
    NotDecidedByRegister = 1L << 1,

    /// <summary>The requester asks for just this (§ 14 Abs. 2, § 18a Satz 2 AZRG).</summary>
    OnRequest = 1L << 2,

    /// <summary>The court asks for more than basic data (§ 16 Abs. 2 AZRG).</summary>
    ExtendedRequest = 1L << 3,

    /// <summary>The court asks again (§ 16 Abs. 3 AZRG).</summary>
    RenewedRequest = 1L << 4,

    /// <summary>The person consented (§§ 18g, 19 Satz 3 AZRG).</summary>
    Consent = 1L << 5,

    /// <summary>A naturalisation application is being worked on (§ 19 AZRG).</summary>
    ApplicationPending = 1L << 6,

    /// <summary>The document is indispensable and not to be had in time from the file keeper (§ 10 Abs. 6 AZRG).</summary>
    DocumentIndispensable = 1L << 7,

    /// <summary>A return decision or entry ban is being enforced (§ 10 Abs. 6 Satz 2 AZRG).</summary>
    ReturnDecisionEnforced = 1L << 8,

    /// <summary>As a treaty says (§ 15 Abs. 2 AZRG).</summary>
    TreatyTerms = 1L << 9,

    /// <summary>Stored for an asylum case or unlawful entry or stay (§ 2 Abs. 1a, Abs. 2 Nr. 1 AZRG).</summary>
    AsylumOrUnlawfulCase = 1L << 10,

    /// <summary>The same, or temporary protection (§ 2 Abs. 2 Nr. 2 AZRG).</summary>
    AsylumUnlawfulOr24Case = 1L << 11,

    /// <summary>Stored for any occasion of § 2 Abs. 1a or 2 AZRG.</summary>
    AsylumOrSection2Case = 1L << 12,

    /// <summary>Stored for the fast-track procedure for skilled workers (§ 2 Abs. 2b AZRG).</summary>
    FastTrackCase = 1L << 13,

    /// <summary>Not stored only for the occasions of § 17 Abs. 2 AZRG.</summary>
    OtherOccasion17 = 1L << 14,

    /// <summary>Not stored only for the occasions of § 18 Abs. 3 AZRG.</summary>
    OtherOccasion18 = 1L << 15,

    /// <summary>Not stored only for a search note.</summary>
    OtherThanSearchNote = 1L << 16,

    /// <summary>The search note is not closed to others, or is the reader's own (§ 5 Abs. 5 AZRG).</summary>
    SearchNoteVisible = 1L << 17,

    /// <summary>The owner of the search note wants every requester told (§ 14 Abs. 2 AZRG).</summary>
    NoteForEveryRequest = 1L << 18,

    /// <summary>The reader placed a search note (§ 5 Abs. 3 AZRG).</summary>
    SearchNoteOwner = 1L << 19,

    /// <summary>The record carries no transmission block (§ 4 AZRG).</summary>
    NoBlock = 1L << 20,

    /// <summary>The reader submitted the value or took it over with the competence (§ 8 Abs. 4 AZRG).</summary>
    OwnData = 1L << 21,

    /// <summary>The reader submitted the value or was sent it (§ 38 AZRG).</summary>
    ReceivedOrSupplied = 1L << 22,

    /// <summary>The status fell into the months of §§ 56, 57 SGB VI (§ 18g AZRG).</summary>
    RelevantPeriod = 1L << 23,

    /// <summary>In an asylum case until its final end, otherwise always.</summary>
    AsylumNotFinal = 1L << 24,

    /// <summary>Unlawful entry or stay, or an asylum case that is not finally closed.</summary>
    UnlawfulOrAsylumNotFinal = 1L << 25,

    /// <summary>The block is told only with data that it blocks.</summary>
    IfBlockedDataTold = 1L << 26,

    /// <summary>In the run of the statistics only (§§ 23, 23a AZRG).</summary>
    StatisticsRun = 1L << 27,

    /// <summary>Never by retrieval: the register authority decides in writing.</summary>
    NotInRetrieval = 1L << 28,

    /// <summary>Told as one of several similar persons (§ 10 Abs. 3 AZRG).</summary>
    IdentityUnclear = 1L << 29,

    /// <summary>Gives only the hint that a settlement permit was granted (§ 14 Abs. 1 Nr. 7 AZRG).</summary>
    SettlementHint = 1L << 40,

    /// <summary>Gives the reference number without the fingerprints.</summary>
    ReferenceNumber = 1L << 41,

    /// <summary>Gives month and year of birth.</summary>
    MonthAndYear = 1L << 42,

    /// <summary>Gives a pseudonym instead of the number.</summary>
    Pseudonym = 1L << 43,

    /// <summary>Gives the body without its file reference.</summary>
    NoFileReference = 1L << 44,

    /// <summary>Gives only the hint that no loss finding exists (§ 15 Abs. 1 Satz 2 AZRG).</summary>
    NoLossFindingHint = 1L << 45,

    /// <summary>Gives only bodies that reported an occasion of § 19 Abs. 1 AZRG.</summary>
    SuppliersOfSection19Occasions = 1L << 46,

    /// <summary>Every reduction: it does not stand in the way of the right but makes the value less.</summary>
    Reductions = SettlementHint | ReferenceNumber | MonthAndYear | Pseudonym | NoFileReference | NoLossFindingHint | SuppliersOfSection19Occasions,
}
