using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>A record on one side of a change, before or after it.</summary>
internal sealed class Side
{
    private readonly bool _isPartial;
    private List<RecordItem>? _items;

    private Side(PersonRecord record, Standing standing, PersonRecord? other)
    {
        (Record, Standing, _isPartial) = (record, standing, other is not null);
        Touched = [.. RecordItems.Beyond(record, other)];
    }

    public PersonRecord Record { get; }

    public Standing Standing { get; }

    /// <summary>Every value.</summary>
    public IReadOnlyList<RecordItem> Items => _isPartial ? _items ??= [.. RecordItems.Of(Record)] : Touched;

    /// <summary>
    /// The values that an authority may be told differently on the other side: those the change touched, and all of them
    /// if it changed how the record stands.
    /// </summary>
    public IReadOnlyList<RecordItem> Touched { get; }

    /// <param name="before">Null when the record has just come into being.</param>
    /// <returns>The side before the change, null if there was no record, and the side after it.</returns>
    public static (Side? Was, Side IsNow) Of(PersonRecord? before, PersonRecord after, AuthorityDirectory directory, DateOnly today)
    {
        if (before is null) return (null, new Side(after, Standing.Of(after, null, directory, today), null));
        var was = Standing.Of(before, null, directory, today);
        var isNow = Standing.Of(after, was, directory, today);
        return ReferenceEquals(was, isNow)
            ? (new Side(before, was, after), new Side(after, isNow, before))
            : (new Side(before, was, null), new Side(after, isNow, null));
    }

    /// <summary>What the authority is told of the touched values while its relations last, by path.</summary>
    public Dictionary<string, Told> ToldTo(Authority authority)
    {
        var all = new Dictionary<string, Told>(Touched.Count);
        foreach (var item in Touched)
            if (Standing.FindDuty(authority, item) is { } told) all.Add(item.Path, told);
        return all;
    }

    /// <summary>True if the authority is told any value at all that the condition holds for.</summary>
    /// <param name="touched">What it is told of the touched values, to be looked at first.</param>
    public bool Tells(Authority authority, Dictionary<string, Told> touched, Func<Told, bool> condition)
    {
        if (touched.Values.Any(condition)) return true;
        return _isPartial && RecordItems.Of(Record).Any(item => Standing.FindDuty(authority, item) is { } told && condition(told));
    }
}
