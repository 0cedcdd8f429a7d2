using System.Globalization;

namespace AzrActors.Agency.Import;

/// <summary>Counts what became of the lines.</summary>
public sealed class ImportSummary : IImportObserver
{
    private readonly Dictionary<LineOutcome, int> _counts = Enum.GetValues<LineOutcome>().ToDictionary(o => o, _ => 0);

    /// <summary>Lines settled so far.</summary>
    public int Total { get; private set; }

    /// <summary>Those of them that an earlier run had settled.</summary>
    public int Earlier { get; private set; }

    /// <summary>True while the register has everything it was to be told.</summary>
    public bool AllAccepted => Total == Of(LineOutcome.Accepted) + Of(LineOutcome.Unchanged);

    public int Of(LineOutcome outcome) => _counts[outcome];

    public void OnResult(LineResult result, bool earlier)
    {
        _counts[result.Outcome]++;
        Total++;
        if (earlier) Earlier++;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Total:N0} lines: {Of(LineOutcome.Accepted):N0} accepted, {Of(LineOutcome.Unchanged):N0} known already, " +
        $"{Of(LineOutcome.Refused):N0} refused, {Of(LineOutcome.Unreadable):N0} unreadable, " +
        $"{Of(LineOutcome.NotSent):N0} not sent ({Earlier:N0} answered in an earlier run)");
}
