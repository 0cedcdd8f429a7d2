using AzrActors.Contracts.Doors;

namespace AzrActors.Client.Calls;

/// <summary>Proves a caller: makes the short-lived token of <see cref="CallerAssertion"/>. Safe for concurrent use.</summary>
public interface ICallerSigner
{
    /// <param name="binding">The one call the token is good for.</param>
    /// <param name="keeper">The silo that remembers the nonce, as the register named it last; null before that.</param>
    string Sign(Caller caller, CallBinding binding, string? keeper);
}
