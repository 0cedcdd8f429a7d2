using System.Globalization;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Consequences;

/// <summary>
/// A duration that counts from the departure becomes a date when the person departs (Nutzerrundschreiben 2021, DSAusländer
/// sheet 044, rule Q081). The date moves with the departure, and is a duration again when the departure is erased.
/// </summary>
internal static class DurationConsequences
{
    private const string Until = "validUntil";
    private const string Years = "durationYears";
    private const string Months = "durationMonths";
    private const int MonthsOfYear = 12;
    private const string Basis = "§ 11 Abs. 2 Satz 4 AufenthG";

    public static IEnumerable<RecordEvent> Of(
        Dictionary<string, DateOnly> was, Dictionary<string, DateOnly> isNow, Func<PersonRecord> now, DateOnly today)
    {
        // Who has arrived again has the duration before them again; only what the departure was made of is looked at.
        if (Latest(was) == Latest(isNow) && now().IsResident) yield break;
        foreach (var fact in now().Facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Where(pair => IsLimited(pair.Key))
            .SelectMany(pair => pair.Value).Where(fact => fact.RunsOn(today)).ToList())
            if (Values(fact, Latest(was), Latest(isNow)) is { } values)
                yield return new RecordEvent.FactChanged(fact.Number, fact.Item, values, false, Basis);
    }

    private static IReadOnlyList<PersonFact>? Values(StoredFact fact, DateOnly? left, DateOnly? leaves)
    {
        if (fact.Day(Until) is not { } until)
            return leaves is { } day && LengthOf(fact) is > 0 and var length ? AsDate(day.AddMonths(length)) : null;
        // Only a date that was made from a duration moves with the day it was made from.
        if (left is not { } former || !fact.Fields[Until].Source.Automatic || until < former) return null;
        var months = LegalTerm.MonthsBetween(former, until);
        return leaves is { } anew ? AsDate(anew.AddMonths(months)) : AsDuration(months);
    }

    private static IReadOnlyList<PersonFact> AsDate(DateOnly until) =>
        [new(Until, [CanonicalDay.Write(until)]), new(Years, []), new(Months, [])];

    private static IReadOnlyList<PersonFact> AsDuration(int months) =>
        [new(Until, []), Number(Years, months / MonthsOfYear), Number(Months, months % MonthsOfYear)];

    private static PersonFact Number(string field, int count) =>
        new(field, count == 0 ? [] : [count.ToString(CultureInfo.InvariantCulture)]);

    private static int LengthOf(StoredFact fact) => Read(fact, Years) * MonthsOfYear + Read(fact, Months);

    private static int Read(StoredFact fact, string field) =>
        int.TryParse(fact.Value(field), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static DateOnly? Latest(Dictionary<string, DateOnly> departures) => departures.Count == 0 ? null : departures.Values.Max();

    private static bool IsLimited(string item) => ItemCatalogue.Find(item) is { } known && known.Find(Until) is not null && known.Find(Months) is not null;
}
