using AzrActors.Oracle;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>A person of the register and what the test has stored about it.</summary>
/// <param name="Keeper">Key of the authority that keeps the file.</param>
internal sealed record OraclePerson(string Number, string FamilyName, string Group, string Keeper)
{
    private static readonly Dictionary<string, OracleItem> Items = LawOracle.Of2026.Items.ToDictionary(item => item.Id);
    private static readonly string[] Blocks = ["TransmissionBlock"];
    private static readonly string[] Notes = ["WhereaboutsSearchNote", "WhereaboutsSearchNoteFreeMovement", "OtherFactsSearchNote"];

    private static readonly string[] Asylum = ["AsylumApplicationFiled", "AsylumApplicationRegistered", "AsylumApplicationLodged",
        "NationalFollowUpApplicationLodged", "BorderAsylumApplicationFiled", "BorderAsylumApplicationRefiled", "DublinTakeChargeDecided",
        "ProofOfArrivalIssueDate"];

    private static readonly string[] Unlawful = ["UnlawfulEntry", "UnlawfulStaySince"];
    private static readonly string[] TemporaryProtection = ["TemporaryProtection24", "ResidenceTitleApplied24"];
    private static readonly string[] Movements = ["FirstEntryDate", "MovedAbroadDate", "ReturnedFromAbroadDate"];
    private static readonly string[] Basic = ["3", "4", "5b", "6", "1"];

    /// <summary>Items by their names, each with who wrote it and the last parts of the paths under which its values stand.</summary>
    public List<(string Item, string Writer, string Part)> Stored { get; } = [];

    /// <summary>
    /// Rows and letters of the values that the authority sees for the purpose: the oracle's answer, with the conditions
    /// that this record fulfils.
    /// </summary>
    /// <param name="stated">What the request states besides.</param>
    public HashSet<string> VisibleTo(string kind, string key, string? purpose, bool everyOccasion = false, IReadOnlyList<string>? stated = null)
    {
        var oracle = LawOracle.Of2026;
        // § 4 AZRG: a block works against bodies that are not public, whatever they may read.
        if (Has(Blocks) && !LawOracle.KindsOf("alle-oeffentlichen-stellen").Contains(kind)) return [];
        var record = Holding(everyOccasion);
        record.UnionWith(stated ?? []);
        if (Stored.Any(note => Notes.Contains(note.Item) && note.Writer == key)) record.Add("searchNoteOwner");
        HashSet<string> own = [.. record, "ownData", "receivedOrSupplied"];
        return [.. Stored.GroupBy(value => value.Item).Where(IsVisible).Select(values => ItemOf(values.Key).Reference)];

        bool IsVisible(IGrouping<string, (string Item, string Writer, string Part)> values)
        {
            var sets = oracle.Read(kind, purpose, ItemOf(values.Key), Group);
            return sets.Count > 0 && values.Any(value => Leaves(sets, key == value.Writer || key == Keeper ? own : record, value.Part));
        }
    }

    public static OracleItem ItemOf(string id) => Items[id];

    private HashSet<string> Holding(bool everyOccasion)
    {
        var words = new HashSet<string> { "notDecidedByRegister", "searchNoteVisible", "otherThanSearchNote" };
        // Every asylum case of these records is opened and closed on the same day, so none is running.
        var (asylum, unlawful) = (Has(Asylum), Has(Unlawful));
        var occasion = asylum || unlawful || Stored.Any(value => !Basic.Contains(ItemOf(value.Item).Row));
        if (asylum || unlawful) words.Add("asylumOrUnlawfulCase");
        if (asylum || unlawful || Has(TemporaryProtection)) words.Add("asylumUnlawfulOr24Case");
        if (occasion) words.Add("asylumOrSection2Case");
        if (Has("FastTrackAdvanceApproval")) words.Add("fastTrackCase");
        if (occasion || Has(Movements)) words.UnionWith(["otherOccasion17", "otherOccasion18"]);
        if (!asylum || everyOccasion) words.Add("asylumNotFinal");
        if (unlawful || everyOccasion) words.Add("unlawfulOrAsylumNotFinal");
        if (!Has(Blocks) || everyOccasion) words.Add("noBlock");
        if (Has(Blocks)) words.Add("ifBlockedDataTold");
        return words;
    }

    // One set without a reduction gives the whole value; otherwise something must be left of it.
    private static bool Leaves(IEnumerable<string> sets, HashSet<string> holding, string part)
    {
        var sufficing = sets.Where(set => LawOracle.Suffices([set], holding)).Select(OracleFiles.Words).ToList();
        return sufficing.Any(words => !words.Any(LawOracle.IsReduction))
            || sufficing.Any(words => words.Where(LawOracle.IsReduction).All(word => Leaves(word, part)));
    }

    // What is left of a value: the hint of a title, the numbers of fingerprints, the month of a day, the body without reference.
    private static bool Leaves(string reduction, string part) => reduction switch
    {
        "settlementHint" => part == "code",
        "referenceNumber" => part is "bkaDNumber" or "bkaENumber",
        "monthAndYear" => part == "birthDate",
        "noFileReference" => true,
        _ => false,
    };

    private bool Has(params string[] items) => Stored.Any(value => items.Contains(value.Item));
}
