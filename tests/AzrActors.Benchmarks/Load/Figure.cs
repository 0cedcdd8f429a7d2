using System.Globalization;

namespace AzrActors.Benchmarks.Load;

/// <summary>One figure beside its baseline of the same run.</summary>
/// <param name="Conditions">Under what it was measured, in words.</param>
public sealed record Figure(string Name, double Value, string Unit, double? Baseline, string Conditions)
{
    /// <summary>Value divided by baseline; null where there is none.</summary>
    public double? Ratio => Baseline is { } baseline and > 0 ? Value / baseline : null;

    /// <summary>What held it back, as far as processor times tell.</summary>
    public string? LimitedBy { get; init; }

    /// <summary>What it is held against; null for figures that only explain others.</summary>
    public Goal? Goal { get; init; }

    public bool? Reached => Goal?.IsReached(this);
}

/// <summary>What a figure must reach, and what it would be good to reach.</summary>
/// <param name="OfRatio">Whether it speaks of the ratio to the baseline; otherwise of the value itself.</param>
/// <param name="AtLeast">Whether more is better.</param>
public sealed record Goal(bool OfRatio, bool AtLeast, double Must, double Aim)
{
    public static Goal RatioAtLeast(double must, double aim) => new(OfRatio: true, AtLeast: true, must, aim);

    public static Goal RatioAtMost(double must, double aim) => new(OfRatio: true, AtLeast: false, must, aim);

    public static Goal ValueAtMost(double must, double aim) => new(OfRatio: false, AtLeast: false, must, aim);

    /// <returns>False for a figure that could not be measured.</returns>
    public bool IsReached(Figure figure) =>
        (OfRatio ? figure.Ratio : figure.Value) is { } measured && (AtLeast ? measured >= Must : measured <= Must);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Must}{(OfRatio ? "×" : "")} (aim {Aim})");
}
