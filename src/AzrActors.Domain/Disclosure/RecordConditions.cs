using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>Which conditions of the law hold for a record and an authority.</summary>
internal static class RecordConditions
{
    public static Conditions Of(PersonRecord record, Authority authority, DateOnly day) => Conditions.None;
}

/// <summary>Reduces values of which the law gives only a part.</summary>
internal static class Reductions
{
    public static RecordItem Apply(RecordItem item, Conditions conditions) => item;
}
