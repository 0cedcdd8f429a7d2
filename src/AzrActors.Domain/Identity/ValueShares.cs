using System.Runtime.InteropServices;

namespace AzrActors.Domain.Identity;

/// <summary>
/// How common each value is. Two persons who agree in a rare name are the same sooner than two who agree in a common one,
/// and a birthday on 1 January, where it stands for an unknown day, says little.
/// </summary>
public sealed class ValueShares
{
    private const double RatioMax = 64;

    /// <summary>A small nationality is lent this many persons with the names of all.</summary>
    private const double Lent = 20;

    private readonly ValueCounts[] _values = [.. Enumerable.Range(0, AgreementPattern.Fields).Select(_ => new ValueCounts())];

    // Names follow the language: among compatriots a name is more common than among all.
    private readonly Dictionary<(MatchField, string Nationality, string Value), int> _ofCompatriots = [];
    private readonly Dictionary<(MatchField, string Nationality), int> _compatriots = [];

    public ValueShares(IEnumerable<IdentityProfile> persons)
    {
        foreach (var person in persons)
        {
            for (var field = MatchField.FamilyName; field <= MatchField.Place; field++)
            {
                if (person.ValueOf(field) is not { } value) continue;
                _values[(int)field].Add(value);
                if (!FollowsNationality(field) || person.ValueOf(MatchField.Nationality) is not { } nationality) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(_ofCompatriots, (field, nationality, value), out _)++;
                CollectionsMarshal.GetValueRefOrAddDefault(_compatriots, (field, nationality), out _)++;
            }
        }
        foreach (var counts in _values) counts.Complete();
    }

    /// <summary>
    /// How much more often than others what the two agree in is shared by chance: 1 for a value of ordinary frequency, more for a
    /// common one; at most 64, at least 1/64. 1 if they do not agree in a value.
    /// </summary>
    public double RatioOf(MatchField field, Degree degree, IdentityProfile one, IdentityProfile other) => degree switch
    {
        Degree.Exact or Degree.Variant when field != MatchField.Place => RatioOf(field, one, other),
        // Who is new in a place comes with others who are: that it is rare in the stock does not make two of them one.
        Degree.Exact or Degree.Nearby => Math.Max(1, RatioOf(MatchField.Place, one, other)),
        _ => 1,
    };

    private double RatioOf(MatchField field, IdentityProfile one, IdentityProfile other)
    {
        if (one.ValueOf(field) is not { } value || other.ValueOf(field) != value) return 1;
        var share = _values[(int)field].ShareOf(value);
        if (FollowsNationality(field) && NationalityOf(one, other) is { } nationality)
        {
            var fellows = Math.Max(0, _ofCompatriots.GetValueOrDefault((field, nationality, value)) - 1.0);
            share = (fellows + (Lent * share)) / (_compatriots.GetValueOrDefault((field, nationality)) + Lent);
        }
        return Math.Clamp(share / _values[(int)field].Chance, 1 / RatioMax, RatioMax);
    }

    // Who does not say theirs is taken for a compatriot: what is common in a language would else seem rare.
    private static string? NationalityOf(IdentityProfile one, IdentityProfile other)
    {
        var (nationality, others) = (one.ValueOf(MatchField.Nationality), other.ValueOf(MatchField.Nationality));
        return nationality is null || others is null || nationality == others ? nationality ?? others : null;
    }

    private static bool FollowsNationality(MatchField field) => field is MatchField.FamilyName or MatchField.GivenNames or MatchField.BirthPlace;

    /// <summary>The values of one kind, counted.</summary>
    private sealed class ValueCounts
    {
        private readonly Dictionary<string, int> _counts = [];
        private long _filled;

        /// <summary>How often two of them are equal.</summary>
        public double Chance { get; private set; }

        public void Add(string value)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _)++;
            _filled++;
        }

        public void Complete() =>
            Chance = Math.Max(1.0, _counts.Values.Sum(count => count * (count - 1.0))) / Math.Max(1, _filled * (_filled - 1.0));

        // One of the two may be the other: they are not evidence of how common their own value is.
        public double ShareOf(string value) => Math.Max(1, _counts.GetValueOrDefault(value) - 1.0) / Math.Max(1, _filled);
    }
}
