using AzrActors.Contracts.Doors;

namespace AzrActors.Client.Calls;

/// <summary>Proves a caller: makes the short-lived token of <see cref="CallerAssertion"/>. Safe for concurrent use.</summary>
public interface ICallerSigner
{
    string Sign(Caller caller);
}
