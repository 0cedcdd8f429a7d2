using System.Globalization;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>For one kind of pair, how often each field agrees to each degree; the degrees of a field add up to 1.</summary>
public sealed class DegreeTable
{
    private readonly double[] _shares = new double[AgreementPattern.Fields * AgreementPattern.Degrees];

    internal DegreeTable(Func<MatchField, Degree, double> share)
    {
        foreach (var field in Enum.GetValues<MatchField>())
            for (var degree = Degree.Exact; degree < Degree.Missing; degree++)
                _shares[Place(field, degree)] = share(field, degree);
    }

    /// <summary>0 for a degree that the field does not know.</summary>
    public double this[MatchField field, Degree degree] => _shares[Place(field, degree)];

    /// <summary>How often all fields agree as they do here, each independent of the others; what is missing counts as certain.</summary>
    public double LikelihoodOf(AgreementPattern pattern)
    {
        var likelihood = 1.0;
        for (var field = MatchField.FamilyName; field <= MatchField.Place; field++)
            if (pattern[field] is not Degree.Missing and var degree) likelihood *= this[field, degree];
        return likelihood;
    }

    /// <summary>
    /// The same of counted pairs, leaning on this table as if it were <paramref name="strength"/> pairs. No degree becomes
    /// rarer than <paramref name="least"/>, and <see cref="Degree.Different"/> not commoner than
    /// <paramref name="differentMost"/> times what the table says.
    /// </summary>
    internal DegreeTable Learn(DegreeCounts counts, double strength, double least, Func<MatchField, double> differentMost) => new((field, degree) =>
    {
        if (this[field, degree] == 0) return 0;
        var share = Math.Max(least, (counts[field, degree] + (strength * this[field, degree])) / (counts.Of(field) + strength));
        return degree == Degree.Different ? Math.Min(share, Math.Min(1, differentMost(field) * this[field, degree])) : share;
    });

    /// <summary>
    /// The same, but no field differs less often than in the other table. In a stock of one town strangers never differ in
    /// the town; that somebody lives elsewhere must not speak for their being one of them.
    /// </summary>
    internal DegreeTable DifferingAsOftenAs(DegreeTable other) => new((field, degree) =>
    {
        var (differs, least) = (this[field, Degree.Different], other[field, Degree.Different]);
        if (differs >= least) return this[field, degree];
        return degree == Degree.Different ? least : this[field, degree] * (1 - least) / (1 - differs);
    });

    /// <summary>The same with this share of one degree; the others of its field keep their proportions.</summary>
    internal DegreeTable With(MatchField changed, Degree to, double share) => new((field, degree) =>
        field != changed ? this[field, degree] : degree == to ? share : this[field, degree] * (1 - share) / (1 - this[field, to]));

    /// <summary>The same with one field learnt, and the others as they are.</summary>
    internal DegreeTable LearnOnly(MatchField learnt, DegreeCounts counts, double strength, double least)
    {
        var all = Learn(counts, strength, least, _ => double.PositiveInfinity);
        return new DegreeTable((field, degree) => field == learnt ? all[field, degree] : this[field, degree]);
    }

    internal static int Place(MatchField field, Degree degree) => ((int)field * AgreementPattern.Degrees) + (int)degree;

    /// <summary>Reads one column of the table of weights.</summary>
    internal static DegreeTable Read(string column)
    {
        var shares = Table.Load("Identity.match-weights.csv").Rows.ToDictionary(
            row => (Enum.Parse<MatchField>(row["field"], ignoreCase: true), Enum.Parse<Degree>(row["degree"], ignoreCase: true)),
            row => double.Parse(row[column], CultureInfo.InvariantCulture));
        return new DegreeTable((field, degree) => shares.GetValueOrDefault((field, degree)));
    }
}

/// <summary>Weighted numbers of pairs by field and degree.</summary>
internal sealed class DegreeCounts
{
    private readonly double[] _counts = new double[AgreementPattern.Fields * AgreementPattern.Degrees];

    public double this[MatchField field, Degree degree] => _counts[DegreeTable.Place(field, degree)];

    public double Of(MatchField field)
    {
        var sum = 0.0;
        for (var degree = Degree.Exact; degree < Degree.Missing; degree++) sum += this[field, degree];
        return sum;
    }

    public void Add(AgreementPattern pattern, double weight)
    {
        for (var field = MatchField.FamilyName; field <= MatchField.Place; field++)
            if (pattern[field] is not Degree.Missing and var degree) _counts[DegreeTable.Place(field, degree)] += weight;
    }
}
