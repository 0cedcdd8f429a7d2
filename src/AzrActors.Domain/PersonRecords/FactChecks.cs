using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Quality;

namespace AzrActors.Domain.PersonRecords;

/// <summary>Invariants of facts of the catalogue.</summary>
internal static class FactChecks
{
    public static bool MayLieAhead(string field) => field is "validUntil";

    public static IEnumerable<Finding?> Of(RecordCommand.StoreFact command, CatalogueItem item, PersonRecord record, DecisionContext context) => [];
}
