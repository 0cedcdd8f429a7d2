namespace AzrActors.Contracts.Doors;

/// <summary>Checks the signed statement by which a caller proves its authority.</summary>
public interface ICallerVerifier
{
    /// <summary>
    /// The proven caller, or null when the <see cref="CallerAssertion"/> is malformed, has expired, or is not signed with a
    /// key that may speak for the authority it names.
    /// </summary>
    ValueTask<Caller?> VerifyAsync(string token);
}
