using System.Diagnostics;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.PersonRecords;

/// <summary>What each of two records consists of once a merge is taken back.</summary>
/// <param name="Kept">Changes of the record that had taken the other over, as they would be without it.</param>
/// <param name="Other">Changes of the other one, with those made since that are about its person.</param>
public sealed record Separation(IReadOnlyList<RecordChange> Kept, IReadOnlyList<RecordChange> Other);

/// <summary>
/// Takes a merge back: finds out of which person each change since then speaks. What changes a fact goes where that fact
/// came from; what is new goes to the person whose data its author had supplied before, and to the kept record if the author
/// had supplied both or neither.
/// </summary>
public static class Separating
{
    /// <param name="kept">All changes of the record that took the other over.</param>
    /// <exception cref="InvalidDataException">There is no such merge among them.</exception>
    public static Separation Of(RecordId keptId, IReadOnlyList<RecordChange> kept, Guid merge)
    {
        var at = kept.ToList().FindIndex(change => change.Events.Any(happened => happened is RecordEvent.TakenOver taken && taken.Merge == merge));
        if (at < 0) throw new InvalidDataException($"Record {keptId} has taken nothing over by this merge.");
        var taken = kept[at].Events.OfType<RecordEvent.TakenOver>().Single(one => one.Merge == merge);
        var before = PersonRecord.Fold(keptId, null, kept.Take(at))!;
        var otherId = new RecordId(taken.Other);
        var other = PersonRecord.Rebuild(otherId, taken.Changes);
        var parting = new Parting(before, other, Merging.Of(before, other, kept[at].Version).Places,
            Suppliers(kept.Take(at)), Suppliers(taken.Changes));
        foreach (var change in kept.Skip(at + 1)) parting.Take(change);
        return new Separation([.. kept.Take(at), .. parting.Kept], [.. taken.Changes, .. parting.Other]);
    }

    private static HashSet<AuthorityKey> Suppliers(IEnumerable<RecordChange> changes) => [.. changes.Select(change => change.Origin.Authority)];

    private sealed class Parting(
        PersonRecord kept, PersonRecord other, IReadOnlyDictionary<FactPath, FactPath> places, HashSet<AuthorityKey> ofKept, HashSet<AuthorityKey> ofOther)
    {
        // Where a fact of the merged record is in the other one. Facts that both knew before stay with the kept one.
        private readonly Dictionary<FactPath, FactPath> _toOther = places.Where(place => !IsIn(kept, place.Value))
            .ToDictionary(place => place.Value, place => place.Key);

        private readonly Dictionary<string, int> _lastNumbers = other.LastNumbers.ToDictionary();

        public List<RecordChange> Kept { get; } = [];

        public List<RecordChange> Other { get; } = [];

        public void Take(RecordChange change)
        {
            var (stays, goes) = (new List<RecordEvent>(), new List<RecordEvent>());
            foreach (var happened in change.Events)
            {
                if (happened is RecordEvent.Erased erased) Part(erased, stays, goes);
                else if (Moved(happened, change.Origin.Authority) is { } moved) goes.Add(moved);
                else stays.Add(happened);
            }
            if (stays.Count > 0) Kept.Add(change with { Events = stays });
            if (goes.Count > 0) Other.Add(change with { Events = goes });
        }

        /// <summary>The event as it is in the other record; null if it is none of its.</summary>
        private RecordEvent? Moved(RecordEvent happened, AuthorityKey author)
        {
            if (happened is RecordEvent.PersonalDataChanged or RecordEvent.FileKeepingAssumed) return IsOfOther(author) ? happened : null;
            if (EventPlaces.Of(happened) is not { } place) return null;
            if (_toOther.TryGetValue(place, out var known)) return At(happened, known.Number);
            if (!IsNew(happened) || !IsOfOther(author)) return null;
            var number = _lastNumbers[place.Group] = _lastNumbers.GetValueOrDefault(place.Group) + 1;
            _toOther.Add(place, place with { Number = number });
            return At(happened, number);
        }

        private void Part(RecordEvent.Erased erased, List<RecordEvent> stays, List<RecordEvent> goes)
        {
            var moved = erased.Facts.Where(path => FactPath.TryParse(path, out var place) && _toOther.ContainsKey(place)).ToList();
            var kept = erased.Facts.Except(moved).ToList();
            if (kept.Count > 0) stays.Add(erased with { Facts = kept });
            if (moved.Count > 0)
                goes.Add(erased with { Facts = [.. moved.Select(path => FactPath.TryParse(path, out var place) ? _toOther[place].ToString() : path)] });
        }

        private bool IsOfOther(AuthorityKey author) => ofOther.Contains(author) && !ofKept.Contains(author);

        private static bool IsIn(PersonRecord whole, FactPath place) => place.Group switch
        {
            FactPath.Address => whole.Addresses.Any(one => one.Number == place.Number),
            FactPath.Movement => whole.Movements.Any(one => one.Number == place.Number),
            FactPath.Status => whole.Statuses.Any(one => one.Number == place.Number),
            FactPath.Subscription => whole.Subscriptions.Any(one => one.Number == place.Number),
            _ => whole.FindFact(place) is not null,
        };

        private static bool IsNew(RecordEvent happened) => happened is RecordEvent.MovedIn or RecordEvent.MovementReported or RecordEvent.StatusGranted
            or RecordEvent.FactStored or RecordEvent.Subscribed;

        private static RecordEvent At(RecordEvent happened, int number) => happened switch
        {
            RecordEvent.MovedIn e => e with { Number = number },
            RecordEvent.MovedOut e => e with { Number = number },
            RecordEvent.AddressCorrected e => e with { Number = number },
            RecordEvent.MovementReported e => e with { Number = number },
            RecordEvent.MovementCorrected e => e with { Number = number },
            RecordEvent.StatusGranted e => e with { Number = number },
            RecordEvent.StatusEnded e => e with { Number = number },
            RecordEvent.StatusCorrected e => e with { Number = number },
            RecordEvent.FactStored e => e with { Number = number },
            RecordEvent.FactChanged e => e with { Number = number },
            RecordEvent.FactEnded e => e with { Number = number },
            RecordEvent.Subscribed e => e with { Number = number },
            RecordEvent.SubscriptionEnded e => e with { Number = number },
            _ => throw new UnreachableException($"{happened.GetType().Name} has no number."),
        };
    }
}
