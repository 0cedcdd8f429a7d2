namespace AzrActors.Contracts.Doors;

/// <summary>What the register makes of an assertion.</summary>
public abstract record AssertionVerdict
{
    private AssertionVerdict() { }

    /// <summary>The assertion proves this caller for this call, and is used up.</summary>
    public sealed record Proven(Caller Caller) : AssertionVerdict;

    /// <param name="Reason">For the operator; holds nothing of what the caller wrote.</param>
    public sealed record Refused(string Reason) : AssertionVerdict;

    /// <summary>Right but for the silo that should remember its nonce: sign again and name this one.</summary>
    public sealed record KeeperUnknown(string Keeper) : AssertionVerdict;
}

/// <summary>Checks the signed statement by which a caller proves its authority.</summary>
public interface ICallerVerifier
{
    /// <summary>
    /// Decides on a <see cref="CallerAssertion"/> that came with this call: form, key, signature, life, authority,
    /// binding, and that it was never used before.
    /// </summary>
    /// <exception cref="RegisterBusyException">Whether it was used before cannot be said right now.</exception>
    ValueTask<AssertionVerdict> VerifyAsync(string token, CallBinding binding);

    /// <summary>
    /// Decides on a token that is no proof of a call but a statement to keep. Checked like an assertion, except that it may
    /// come again; never answers that a keeper is unknown.
    /// </summary>
    ValueTask<AssertionVerdict> VerifyStatementAsync(string token, CallBinding binding);
}
