namespace AzrActors.Torture.Checks;

/// <summary>Something that must never be.</summary>
/// <param name="Kind">What was broken, for counting: <c>acknowledged.lost</c>.</param>
/// <param name="Detail">Where, with ids. All persons of a run are invented.</param>
public sealed record Anomaly(string Kind, string Detail);
