using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Consequences;

/// <summary>
/// Expulsion, deportation and refusal bring an entry ban of the same length (§ 11 AufenthG, rule Q082). The ban follows its
/// measure: corrected with it, erased with the last measure that carries it. A ban that an authority stored itself stays.
/// </summary>
internal static class BanConsequences
{
    private const string Ordered = "orderedOn";
    private static readonly string[] Lengths = ["validUntil", "durationYears", "durationMonths"];

    public static IEnumerable<RecordEvent> Of(
        List<StandingMeasure> was, List<StandingMeasure> isNow, Func<PersonRecord> now, DateOnly today)
    {
        foreach (var measure in isNow)
        {
            var former = was.Find(one => one.Fact.Path == measure.Fact.Path);
            if (ReferenceEquals(former?.Fact, measure.Fact) || measure.Day is not { } day) continue;
            var (record, item) = (now(), measure.Measure.Ban);
            var drawn = former is null ? null : record.FactsOf(item).FirstOrDefault(ban => IsDrawn(ban) && ban.Day(Ordered) == former.Day);
            if (drawn is not null)
            {
                var news = Values(measure.Fact, day, clearing: true).Where(value => !Says(drawn, value)).ToList();
                if (news.Count > 0) yield return new RecordEvent.FactChanged(drawn.Number, item, news, true, measure.Measure.Paragraph);
            }
            else if (former is null && IsWanted(record, item, today))
            {
                yield return new RecordEvent.FactStored(
                    record.NextNumber(item), item, Values(measure.Fact, day, clearing: false), measure.Measure.Paragraph);
            }
        }
        var gone = was.Where(measure => isNow.TrueForAll(one => one.Fact.Path != measure.Fact.Path)).Select(measure => measure.Measure.Ban).Distinct();
        foreach (var item in gone.Where(item => isNow.TrueForAll(one => one.Measure.Ban != item)))
            if (now().FactsOf(item).Where(IsDrawn).Select(ban => ban.Path.ToString()).ToList() is { Count: > 0 } bans)
                yield return new RecordEvent.Erased(bans, ErasureReasons.Withdrawn, "§ 18 Abs. 4 AZRG-DV");
    }

    private static bool IsWanted(PersonRecord record, string item, DateOnly today) =>
        LegalStates.IsStoredFor(item, PersonGroups.Of(record, today), today) && !record.FactsOn(item, today).Any(ban => !(ban.Day("validUntil") < today));

    /// <summary>Nobody but the register has said anything about it.</summary>
    private static bool IsDrawn(StoredFact ban) => ban.Fields.Values.All(value => value.Source.Automatic);

    private static List<PersonFact> Values(StoredFact measure, DateOnly day, bool clearing)
    {
        var values = new List<PersonFact> { new(Ordered, [Vocabulary.CanonicalDay.Write(day)]) };
        foreach (var field in Lengths)
            if (measure.Value(field) is { } said) values.Add(new PersonFact(field, [said]));
            else if (clearing) values.Add(new PersonFact(field, []));
        return values;
    }

    private static bool Says(StoredFact ban, PersonFact value) => ban.Value(value.Field) == value.Values.FirstOrDefault();
}
