using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>What a change did, in the words of the rules of telling.</summary>
internal sealed class Happening
{
    private readonly DateOnly _today;
    private readonly AnnexItem[] _newItems;
    private readonly HashSet<string> _erasedFacts;
    private readonly HashSet<string> _correctedFacts;
    private readonly bool _restricted;

    public Happening(Side was, Side isNow, RecordChange change, DateOnly today)
    {
        (Change, _today) = (change, today);
        _erasedFacts = [.. change.Events.OfType<RecordEvent.Erased>().SelectMany(erased => erased.Facts)];
        _correctedFacts = [.. change.Events.Select(Corrected).OfType<string>()];
        _restricted = change.Events.Any(happened => happened is RecordEvent.FactStored { Item: KnownItems.RestrictionNote });
        New = [.. isNow.Touched.Where(IsNew)];
        _newItems = [.. New.Select(item => item.Item).Distinct().Select(item => LegalStates.Find(item, today)?.Item).OfType<AnnexItem>()];
        Mended = _erasedFacts.Count + _correctedFacts.Count == 0 ? []
            : [.. was.Touched.Where(item => _erasedFacts.Contains(item.Fact) || (_correctedFacts.Contains(item.Fact) && !isNow.Touched.Contains(item)))];
    }

    public RecordChange Change { get; }

    /// <summary>Values that the change brought.</summary>
    public IReadOnlyList<RecordItem> New { get; }

    /// <summary>Values as they were before they were corrected or erased.</summary>
    public IReadOnlyList<RecordItem> Mended { get; }

    public bool IsNew(RecordItem item) => item.Source.Version == Change.Version;

    public bool Fires(DutyRule rule) => rule.Triggers.Any(trigger => trigger switch
    {
        "submission" => true,
        "corrected" => _correctedFacts.Count > 0,
        "erased" => rule.Items.IsEmpty ? _erasedFacts.Count > 0 : Mended.Any(item => _erasedFacts.Contains(item.Fact) && Covers(rule.Items, item)),
        "restricted" => _restricted,
        _ => Array.Exists(_newItems, rule.Items.Covers),
    });

    public bool Covers(ItemWords words, RecordItem item) => LegalStates.Find(item.Item, _today) is { } found && words.Covers(found.Item);

    /// <summary>True if something was erased for the reason.</summary>
    public bool ErasedFor(string reason) => Change.Events.OfType<RecordEvent.Erased>().Any(erased => erased.Reason == reason);

    /// <summary>Paths of erased values that the authority had submitted: an erasure is told without the value.</summary>
    public IReadOnlyList<string> ErasedOf(AuthorityKey supplier) =>
        [.. Mended.Where(item => _erasedFacts.Contains(item.Fact) && item.Source.Authority == supplier).Select(item => item.Path)];

    /// <summary>The body that notified, as a value of the letter (AZRG § 5 Abs. 3).</summary>
    public RecordItem Reporter() =>
        Letters.Body("Mitteilende Stelle", Change.Origin.Authority, Source.Of(Change, "§ 5 Abs. 3 AZRG", Change.Origin.OccurredOn));

    private static string? Corrected(RecordEvent happened) => happened
        is RecordEvent.FactChanged { Correction: true } or RecordEvent.AddressCorrected or RecordEvent.MovementCorrected or RecordEvent.StatusCorrected
        ? EventPlaces.Of(happened)?.ToString() : null;
}
