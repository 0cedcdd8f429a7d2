using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.Submissions;

namespace AzrActors.Domain.PersonRecords;

/// <summary>Assigns persons to the groups of the annex (column A1).</summary>
public static class PersonGroups
{
    private static readonly FrozenSet<string> LossFindings =
        Table.Load("Law.loss-findings.csv").Rows.Select(row => row["item"]).ToFrozenSet();

    /// <summary>Items of facts that a group may depend on.</summary>
    internal static IEnumerable<string> Items => LossFindings;

    /// <summary>
    /// The group of the person on the day. Whoever has the nationality of a member state is a Union citizen, whatever
    /// else they are.
    /// </summary>
    public static PersonGroup Of(PersonRecord record, DateOnly day) =>
        Of(record.Nationalities, HasLossFinding(record, day), day);

    /// <summary>The group as it will be when everything the submission says is stored.</summary>
    /// <param name="record">Null before the person is registered.</param>
    public static PersonGroup After(PersonRecord? record, Submission submission, DateOnly day)
    {
        var nationalities = submission.Entries
            .Where(entry => entry.Kind is EntryForms.RegisterPerson or EntryForms.ChangePersonalData)
            .Select(entry => entry.Fields.Where(field => field.Name == "nationality").Select(field => field.Value).ToList())
            .LastOrDefault(said => said.Count > 0);
        var law = LegalState.On(day);
        var found = submission.Entries.Any(entry => entry.Kind == EntryForms.Store
            && entry.Fields.Any(field => field.Name == EntryForms.ItemField && law.Find(field.Value) is { } item && LossFindings.Contains(item.Id)));
        return Of(nationalities ?? record?.Nationalities ?? [], found || (record is not null && HasLossFinding(record, day)), day);
    }

    private static PersonGroup Of(IReadOnlyList<string> nationalities, bool lossFinding, DateOnly day) =>
        !nationalities.Any(key => States.Find(key, day) is { InUnion: true }) ? PersonGroup.ThirdCountry
        : lossFinding ? PersonGroup.UnionCitizenWithLossFinding : PersonGroup.UnionCitizen;

    private static bool HasLossFinding(PersonRecord record, DateOnly day) =>
        record.Facts.Keys.Any(item => LossFindings.Contains(item) && record.FactsOn(item, day).Any());
}
