namespace AzrActors.Domain.Law;

/// <summary>
/// The rights of one kind of authority in one direction, compiled: for each item and group of persons the grants.
/// </summary>
public sealed class Rights
{
    private readonly Grant[][] _grants;

    internal Rights(IReadOnlyList<AnnexItem> items, Func<AnnexItem, PersonGroup, IEnumerable<Grant>> grants)
    {
        _grants = new Grant[items.Count * AnnexItem.Groups][];
        foreach (var item in items)
            foreach (var group in Enum.GetValues<PersonGroup>())
                _grants[Place(item, group)] = [.. grants(item, group)];
    }

    /// <summary>The grant that holds; null means no.</summary>
    /// <param name="fulfilled">Conditions that are known to hold for the record at hand.</param>
    public Grant? Find(AnnexItem item, PersonGroup group, Conditions fulfilled)
    {
        foreach (var grant in _grants[Place(item, group)])
            if ((grant.Conditions & ~(fulfilled | Conditions.Reductions)) == Conditions.None) return grant;
        return null;
    }

    /// <summary>All grants, whatever their conditions; empty means never.</summary>
    public ReadOnlySpan<Grant> Of(AnnexItem item, PersonGroup group) => _grants[Place(item, group)];

    private static int Place(AnnexItem item, PersonGroup group) => (item.Index * AnnexItem.Groups) + (int)group - 1;
}
