namespace AzrActors.Domain.Law;

/// <summary>Items of the annex that code speaks of, by their names in every legal state.</summary>
public static class KnownItems
{
    /// <summary>Aktenführende Ausländerbehörde (row 1).</summary>
    public const string FileKeeper = "FileKeepingForeignersAuthority";

    /// <summary>AZR-Nummer (row 2).</summary>
    public const string AzrNumber = "AzrNumber";

    /// <summary>Gegenwärtige Anschrift (2021 row 3a, 2026 row 5b).</summary>
    public const string CurrentAddress = "AddressInGermany";

    /// <summary>Frühere Anschriften (2026 row 5b).</summary>
    public const string FormerAddress = "FormerAddress";

    /// <summary>Frühere Namen (row 4): a change of name leaves the old one here.</summary>
    public const string FormerNames = "FormerNames";

    /// <summary>Nicht mehr aufhältig seit (row 6 h): only the register says so (rule Q032).</summary>
    public const string NoLongerResidentSince = "NoLongerResidentSince";

    /// <summary>Übermittlungssperre (row 32).</summary>
    public const string TransmissionBlock = "TransmissionBlock";

    /// <summary>Sperrvermerk (row 34).</summary>
    public const string RestrictionNote = "ProcessingRestrictionNote";

    /// <summary>Suchvermerk zur Feststellung des Aufenthalts (row 33, § 5 Abs. 1).</summary>
    public const string WhereaboutsSearch = "WhereaboutsSearchNote";

    /// <summary>Suchvermerk zur Feststellung des Aufenthalts eines Unionsbürgers (row 33, § 5 Abs. 1a).</summary>
    public const string WhereaboutsSearchUnionCitizen = "WhereaboutsSearchNoteFreeMovement";

    /// <summary>Suchvermerk zur Feststellung anderer Sachverhalte (row 33, § 5 Abs. 2).</summary>
    public const string OtherFactsSearch = "OtherFactsSearchNote";
}
