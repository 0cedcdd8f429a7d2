namespace AzrActors.Client.Receipts;

/// <summary>Parked notices of one subscription by person, as this program knows them.</summary>
internal sealed class ParkedPersons
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<long>> _byPerson = [];
    private readonly HashSet<long> _all = [];

    public bool IsEmpty
    {
        get { lock (_gate) return _all.Count == 0; }
    }

    public bool Contains(long sequence)
    {
        lock (_gate) return _all.Contains(sequence);
    }

    /// <summary>The first parked notice of the person; null if there is none.</summary>
    public long? FirstOf(string person)
    {
        lock (_gate) return _byPerson.TryGetValue(person, out var parked) ? parked.Min : null;
    }

    public void Add(string person, long sequence)
    {
        lock (_gate)
        {
            if (!_byPerson.TryGetValue(person, out var parked)) _byPerson[person] = parked = [];
            parked.Add(sequence);
            _all.Add(sequence);
        }
    }

    public void Remove(string person, long sequence)
    {
        lock (_gate)
        {
            _all.Remove(sequence);
            if (_byPerson.TryGetValue(person, out var parked) && parked.Remove(sequence) && parked.Count == 0) _byPerson.Remove(person);
        }
    }
}
