namespace AzrActors.Domain.Identity;

/// <summary>Finds records that share a blocking key, in memory; numbers are the positions of the records in their list.</summary>
public sealed class BlockIndex
{
    /// <summary>
    /// Larger blocks are passed over: what so many share tells nobody apart, and the pairs in them have other keys. This
    /// bounds the work for one record whatever the stock.
    /// </summary>
    public const int MembersMax = 100;

    private readonly ulong[] _keys;
    private readonly int[] _members;

    public BlockIndex(IReadOnlyList<IdentityProfile> persons)
    {
        var keys = new List<ulong>(persons.Count * 12);
        var members = new List<int>(persons.Count * 12);
        for (var i = 0; i < persons.Count; i++)
        {
            foreach (var key in BlockingKeys.Of(persons[i]))
            {
                keys.Add(key);
                members.Add(i);
            }
        }
        (_keys, _members) = ([.. keys], [.. members]);
        Array.Sort(_keys, _members);
    }

    /// <summary>Collects into <paramref name="found"/>, which is emptied first, whoever shares a key with the person.</summary>
    public void Find(IdentityProfile person, HashSet<int> found)
    {
        found.Clear();
        foreach (var key in BlockingKeys.Of(person))
        {
            var first = FirstOf(key);
            var end = first;
            while (end < _keys.Length && _keys[end] == key && end - first <= MembersMax) end++;
            if (end - first > MembersMax) continue;
            for (var i = first; i < end; i++) found.Add(_members[i]);
        }
    }

    private int FirstOf(ulong key)
    {
        var (low, high) = (0, _keys.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_keys[middle] < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
