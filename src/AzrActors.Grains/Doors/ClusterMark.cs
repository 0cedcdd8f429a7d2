using System.Security.Cryptography;
using System.Text;
using AzrActors.Contracts.Doors;
using AzrActors.Journal;

namespace AzrActors.Grains.Doors;

/// <summary>
/// By this a silo knows that a call comes from a silo: a secret in the request context of every call inside the
/// cluster. The sender that a message names proves nothing, because a gateway passes on whatever a client wrote there.
/// The mark never leaves the cluster: calls that go out to clients carry neither it nor anything else of the caller.
/// </summary>
public sealed class ClusterMark(ClusterSecret secret) : IOutgoingGrainCallFilter
{
    internal const string RequestContextKey = "azr.cluster";

    private readonly string _mark = Convert.ToHexString(secret.DeriveKey("call between silos", 32));

    /// <summary>True when the running call was made by a silo of this register.</summary>
    internal bool IsOnThisCall => RequestContext.Get(RequestContextKey) is string mark
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mark), Encoding.ASCII.GetBytes(_mark));

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Setting the context here holds for this call only; the async method ends and with it the change.
        if (context.TargetId.IsClient())
        {
            RequestContext.Remove(RequestContextKey);
            RequestContext.Remove(CallerAssertion.RequestContextKey);
            VerifiedCaller.Clear();
        }
        else
        {
            RequestContext.Set(RequestContextKey, _mark);
        }
        await context.Invoke();
    }
}
