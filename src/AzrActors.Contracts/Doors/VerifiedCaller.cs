namespace AzrActors.Contracts.Doors;

/// <summary>
/// The caller whose assertion the door filter of this silo has verified. Nothing a client writes reaches this place:
/// the door filter sets or clears it on every call that comes from a client.
/// </summary>
public static class VerifiedCaller
{
    /// <summary>Key of the request context under which the verified caller travels between grains.</summary>
    public const string RequestContextKey = "azr.caller";

    /// <summary>The verified caller of the running grain call.</summary>
    /// <exception cref="UnauthorizedAccessException">No assertion of this call was verified.</exception>
    public static Caller Current => RequestContext.Get(RequestContextKey) is string[] { Length: 3 } parts
        ? new Caller(parts[0], parts[1], parts[2])
        : throw new UnauthorizedAccessException("The call carries no verified assertion of an authority.");

    /// <summary>Only the door filter calls this, after it has verified the signature.</summary>
    // Three texts instead of the record: the request context also travels to other silos and has to be serializable.
    public static void Set(Caller caller) =>
        RequestContext.Set(RequestContextKey, new[] { caller.Authority, caller.Official, caller.Purpose });

    /// <summary>Removes whatever the sender put there.</summary>
    public static void Clear() => RequestContext.Remove(RequestContextKey);
}
