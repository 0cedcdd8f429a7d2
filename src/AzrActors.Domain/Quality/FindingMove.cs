using System.Globalization;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>
/// What becomes of the findings of a record that is merged or parted. They are judged anew from its data; what no data tell goes
/// along: since when a finding stands, when it is due, and that somebody has checked it.
/// </summary>
/// <param name="Merge">Case of the merge.</param>
/// <param name="EndsHere">Whatever stands here ends by the merge, to go on with its days where the data are from now on.</param>
/// <param name="From">Records at which findings ended by this merge that go on here; empty if none do.</param>
/// <param name="Places">Where the data of those are in this record. What is missing is in none of them.</param>
public sealed record FindingMove(Guid Merge, bool EndsHere, IReadOnlyList<RecordId> From, IReadOnlyList<MovedPlace> Places)
{
    /// <summary>Of a record that says nothing any more.</summary>
    public static FindingMove Away(Guid merge) => new(merge, EndsHere: true, [], []);

    /// <summary>Of a record that takes another one over.</summary>
    /// <param name="other">The other one, as it was.</param>
    public static FindingMove Over(Guid merge, PersonRecord before, PersonRecord other, PersonRecord merged)
    {
        var (here, there, after) = (Said(before), Said(other), Said(merged));
        // Personal data have their place in every record.
        var places = Merging.Of(before, other, merged.Version).Places.Select(place => (From: place.Key.ToString(), To: place.Value.ToString()))
            .Concat(there.Keys.Where(IsPersonal).Select(key => (From: key, To: key)));
        return new FindingMove(merge, EndsHere: true, [before.Id, other.Id],
        [
            .. here.Keys.Select(key => new MovedPlace(before.Id, key, key, IsSame(here, key, after, key))),
            .. places.Select(place => new MovedPlace(other.Id, place.From, place.To, IsSame(there, place.From, after, place.To))),
        ]);
    }

    /// <summary>Of a record that becomes itself again.</summary>
    /// <param name="was">The record before the merge.</param>
    public static FindingMove Back(Guid merge, PersonRecord was, PersonRecord rebuilt)
    {
        var (before, after) = (Said(was), Said(rebuilt));
        var whole = before.Count == after.Count && before.Keys.All(key => IsSame(before, key, after, key));
        return new FindingMove(merge, EndsHere: false, [rebuilt.Id],
            [.. before.Keys.Select(key => new MovedPlace(rebuilt.Id, key, key, IsSame(before, key, after, key))), new(rebuilt.Id, MovedPlace.Whole, MovedPlace.Whole, whole)]);
    }

    private static bool IsPersonal(string key) => key.StartsWith(MovedPlace.Whole, StringComparison.Ordinal);

    private static bool IsSame(Dictionary<string, string> one, string here, Dictionary<string, string> other, string there) =>
        one.TryGetValue(here, out var said) && other.TryGetValue(there, out var alike) && said == alike;

    /// <summary>What a record says at each of its places.</summary>
    private static Dictionary<string, string> Said(PersonRecord record)
    {
        var said = new Dictionary<string, string>();
        foreach (var (field, value) in record.Person) said[$"{MovedPlace.Whole}{field}"] = Text(value.Value);
        foreach (var one in record.Addresses) said[$"{FactPath.Address}/{one.Number}"] = Text(Told(one.ToFields()));
        foreach (var one in record.Movements) said[$"{FactPath.Movement}/{one.Number}"] = Text([one.Kind, one.On]);
        foreach (var one in record.Statuses) said[$"{FactPath.Status}/{one.Number}"] = Text([one.Status.Code, .. Told(one.ToFields()), one.EndedOn]);
        foreach (var one in record.Subscriptions) said[$"{FactPath.Subscription}/{one.Number}"] = Text([one.Authority.Value, one.Purpose, one.Ground]);
        foreach (var fact in record.Facts.Values.SelectMany(facts => facts))
            said[fact.Path.ToString()] = Text([.. fact.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={Text(field.Value.Value)}"), fact.EndedOn]);
        return said;
    }

    private static IEnumerable<string> Told(IReadOnlyList<EntryField> fields) => fields.Select(field => $"{field.Name}={field.Value}");

    private static string Text(IEnumerable<object?> values) =>
        string.Join('\n', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
}

/// <summary>A place of a record whose findings go on.</summary>
/// <param name="Of">The record that said it.</param>
/// <param name="Path">Where it was said: <c>address/1</c>, <c>person/familyName</c>, or <see cref="Whole"/>.</param>
/// <param name="To">Where it is said now.</param>
/// <param name="IsSame">It says the same: whoever checked it has checked this.</param>
public sealed record MovedPlace(RecordId Of, string Path, string To, bool IsSame)
{
    /// <summary>The record as a whole.</summary>
    public const string Whole = FactPath.Person + "/";
}
