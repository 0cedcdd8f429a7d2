using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>
/// What would mend a finding, as an entry that can be submitted as it is. Only where the record itself says what is right; everything
/// else an official has to find out.
/// </summary>
public static class Mends
{
    /// <param name="path">Empty for the record as a whole.</param>
    /// <returns>Null where nothing can be derived.</returns>
    public static Entry? Find(string rule, string path, PersonRecord record) =>
        rule == Rules.StatusRunningAfterDeparture.Id && FactPath.TryParse(path, out var fact) ? EndOnDeparture(fact, record) : null;

    private static Entry? EndOnDeparture(FactPath fact, PersonRecord record)
    {
        if (record.LastMovement is not { IsArrival: false } left
            || record.Statuses.FirstOrDefault(status => status.Number == fact.Number) is not { } status || !status.RunsOn(left.On)) return null;
        return new Entry(EntryForms.EndStatus, [new("status", status.Status.Code), new("endedOn", CanonicalDay.Write(left.On))]);
    }
}
