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

    private readonly Dictionary<string, int>[] _counts = [.. Enumerable.Range(0, AgreementPattern.Fields).Select(_ => new Dictionary<string, int>())];
    private readonly double[] _chance = new double[AgreementPattern.Fields];
    private readonly long[] _filled = new long[AgreementPattern.Fields];

    // Names follow the language: among compatriots a name is more common than among all.
    private readonly Dictionary<(MatchField, string Nationality, string Value), int> _ofCompatriots = [];
    private readonly Dictionary<(MatchField, string Nationality), int> _compatriots = [];

    public ValueShares(IEnumerable<IdentityProfile> persons)
    {
        foreach (var person in persons)
        {
            for (var field = MatchField.FamilyName; field <= MatchField.Town; field++)
            {
                if (person.ValueOf(field) is not { } value) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(_counts[(int)field], value, out _)++;
                _filled[(int)field]++;
                if (!FollowsNationality(field) || person.ValueOf(MatchField.Nationality) is not { } nationality) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(_ofCompatriots, (field, nationality, value), out _)++;
                CollectionsMarshal.GetValueRefOrAddDefault(_compatriots, (field, nationality), out _)++;
            }
        }
        for (var i = 0; i < _counts.Length; i++)
        {
            var pairs = Math.Max(1, _filled[i] * (_filled[i] - 1.0));
            _chance[i] = Math.Max(1.0, _counts[i].Values.Sum(count => count * (count - 1.0))) / pairs;
        }
    }

    /// <summary>
    /// How much more often than others this value is shared by chance: 1 for a value of ordinary frequency, more for a
    /// common one; at most 64, at least 1/64. 1 if the two do not agree in it.
    /// </summary>
    public double RatioOf(MatchField field, IdentityProfile one, IdentityProfile other)
    {
        if (one.ValueOf(field) is not { } value || other.ValueOf(field) != value) return 1;
        // One of the two may be the other: they are not evidence of how common their own value is.
        var others = Math.Max(1, _counts[(int)field].GetValueOrDefault(value) - 1.0);
        var share = others / Math.Max(1, _filled[(int)field]);
        if (FollowsNationality(field) && one.ValueOf(MatchField.Nationality) is { } nationality && other.ValueOf(MatchField.Nationality) == nationality)
        {
            var fellows = Math.Max(0, _ofCompatriots.GetValueOrDefault((field, nationality, value)) - 1.0);
            share = (fellows + (Lent * share)) / (_compatriots.GetValueOrDefault((field, nationality)) + Lent);
        }
        return Math.Clamp(share / _chance[(int)field], 1 / RatioMax, RatioMax);
    }

    private static bool FollowsNationality(MatchField field) => field is MatchField.FamilyName or MatchField.GivenNames or MatchField.BirthPlace;
}
