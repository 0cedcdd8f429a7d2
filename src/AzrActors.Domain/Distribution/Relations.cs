using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>Which authorities have to do with a person today, and as what.</summary>
public static class Relations
{
    /// <param name="record">Null has no relations.</param>
    public static IEnumerable<(Authority Authority, Relation Relation)> Of(PersonRecord? record, AuthorityDirectory directory, DateOnly day)
    {
        if (record is null) yield break;
        if (record.FileKeeper is { } keeper && directory.Find(keeper.Value) is { } fileKeeper)
            yield return (fileKeeper, Relation.FileKeeper);
        if (record.CurrentAddress is { } address
            && directory.FindServing(AuthorityKind.ResidentsOffice, address.Address.Ags, day) is { } office)
            yield return (office, Relation.ResidentsOfficeOfAddress);
        var inProcedure = record.Statuses.Any(status => status.Status.Kind == StatusKind.AsylumPermission && status.RunsOn(day));
        if (inProcedure)
            foreach (var asylum in directory.OfKind(AuthorityKind.FederalMigrationOffice))
                yield return (asylum, Relation.AsylumAuthority);
    }
}
