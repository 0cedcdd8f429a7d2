using System.Security.Cryptography;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>A key and the name under which it signs.</summary>
internal sealed class TestSigner(string keyId) : ICallerSigner
{
    private readonly Lock _signing = new();

    public string KeyId => keyId;

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>How many assertions it has made.</summary>
    public int Signatures { get; private set; }

    public string Sign(Caller caller, CallBinding binding, string? keeper) => Sign(caller, binding, keeper, DateTimeOffset.UtcNow);

    public string Sign(Caller caller, CallBinding binding, string? keeper, DateTimeOffset now)
    {
        lock (_signing)
        {
            Signatures++;
            return CallerAssertion.Sign(caller, binding, keeper, Key, keyId, now);
        }
    }
}
