using AzrActors.Contracts.Submissions;
using AzrActors.Oracle;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Entries that a kind of authority says about a person at once, and what the oracle lets it write of them.</summary>
/// <param name="Group">Group of the person once the submission is applied.</param>
internal sealed record OracleBatch(string Kind, OraclePerson Person, string Group, IReadOnlyList<OracleEntry> Entries)
{
    private const int EntriesMax = 50;
    private static readonly string[] RightsRules = ["Q120", "F015", "F016"];

    /// <summary>Everything that can be said about the persons, by every kind.</summary>
    public static IEnumerable<OracleBatch> About(IReadOnlyList<OraclePerson> persons)
    {
        var entries = OracleEntries.Facts.Concat(OracleEntries.Statuses).ToList();
        // A loss finding within a submission makes a Union citizen one of group 2.
        var batches =
            from kind in LawOracle.Kinds
            from person in persons
            from found in (bool[])(person.Group == "3" ? [false, true] : [false])
            let said = person.Group == "3" ? entries.Where(entry => OraclePersons.LossFindings.Contains(entry.Writes[0].Item) == found) : entries
            from batch in said.Chunk(EntriesMax)
            select new OracleBatch(kind, person, found ? "2" : person.Group, batch);
        return batches;
    }

    /// <summary>Never stored: whoever may write all of it is told that the version is stale.</summary>
    public Submission Submission() => OraclePersons.Submission(Kind, Person.Number, Entries) with { ExpectedVersion = 0 };

    /// <summary>How many of the items the kind may write.</summary>
    public int Allowed => Said.Count(one => one.May);

    /// <summary>Compares the register's refusal with the oracle's; null when they agree.</summary>
    /// <param name="findings">Rule, entry and row with letter of each finding.</param>
    public string? DifferenceTo(string code, IEnumerable<(string Rule, int? Entry, string? Item)> findings)
    {
        var denied = Said.Where(one => !one.May).Select(one => one.Place).ToHashSet();
        var sees = Person.VisibleTo(Kind, OraclePersons.Keys[Kind], LawOracle.PurposesOf(Kind).FirstOrDefault()).Count > 0;
        var expected = !(sees || Allowed > 0) || IsBlocked ? "record.unknown" : denied.Count > 0 ? "sender.not-entitled" : "record.version-stale";
        var refused = findings.Where(finding => RightsRules.Contains(finding.Rule)).Select(finding => $"{finding.Entry} {finding.Item}").ToHashSet();
        return code == expected && (code != "sender.not-entitled" || refused.SetEquals(denied)) ? null
            : $"{Kind} about group {Group}: {code} instead of {expected}; refused in vain {Show(refused.Except(denied))}; let through {Show(denied.Except(refused))}";
    }

    private IEnumerable<(string Place, bool May)> Said => Entries.SelectMany((entry, index) => entry.Writes.Select(one =>
        ($"{index} {OraclePerson.ItemOf(one.Item).Reference}", OraclePersons.MayWrite(Kind, one.Item, Group))));

    // Every person about whom everything is stored has a block, which hides the record from bodies that are not public.
    private bool IsBlocked => !LawOracle.KindsOf("alle-oeffentlichen-stellen").Contains(Kind);

    private static string Show(IEnumerable<string> items) => string.Join(' ', items.Order(StringComparer.Ordinal).Take(30));
}
