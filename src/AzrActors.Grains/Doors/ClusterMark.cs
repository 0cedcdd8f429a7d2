using System.Security.Cryptography;
using System.Text;
using AzrActors.Contracts.Doors;
using AzrActors.Journal;

namespace AzrActors.Grains.Doors;

/// <summary>
/// By this a silo knows that a call comes from a silo: a secret in the request context of every call inside the
/// cluster. The sender that a message names proves nothing, because a gateway passes on whatever a client wrote there.
/// The mark never leaves the cluster: calls that go out to clients carry neither it nor anything else of the caller.
/// What a silo's stream agents bring to the client inside a silo, which is the HTTP door's, carries a proof that is good
/// for that client and for nothing else.
/// </summary>
public sealed class ClusterMark(ClusterSecret secret) : IOutgoingGrainCallFilter
{
    internal const string RequestContextKey = "azr.cluster";

    private const string DeliveryKey = "azr.delivery";
    private const string Deliveries = "Orleans.Streams.IStreamConsumerExtension";

    // Orleans names the client inside a silo so.
    private const string InsideSilo = "hosted-";

    private readonly string _mark = Convert.ToHexString(secret.DeriveKey("call between silos", 32));
    private readonly byte[] _deliveries = secret.DeriveKey("delivery to the client inside a silo", 32);

    /// <summary>True when the running call was made by a silo of this register.</summary>
    internal bool IsOnThisCall => Holds(RequestContextKey, _mark);

    /// <summary>True when stream agents of this register bring something to the client inside this silo.</summary>
    internal bool IsDelivery(IIncomingGrainCallContext call) =>
        IsDeliveryInside(call, call.TargetId) && Holds(DeliveryKey, ProofFor(call.TargetId));

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.TargetId.IsClient()) return InvokeClientAsync(context);
        // Not taken away again: what the caller calls next gets the mark as well, and does not pay for it a second time.
        if (!ReferenceEquals(RequestContext.Get(RequestContextKey), _mark)) RequestContext.Set(RequestContextKey, _mark);
        return context.Invoke();
    }

    // Changing the context here holds for this call only; the async method ends and with it the change.
    private async Task InvokeClientAsync(IOutgoingGrainCallContext context)
    {
        RequestContext.Remove(RequestContextKey);
        RequestContext.Remove(CallerAssertion.RequestContextKey);
        VerifiedCaller.Clear();
        if (IsDeliveryInside(context, context.TargetId)) RequestContext.Set(DeliveryKey, ProofFor(context.TargetId));
        await context.Invoke();
    }

    private static bool IsDeliveryInside(IGrainCallContext call, GrainId target) =>
        call.InterfaceMethod.DeclaringType?.FullName == Deliveries && target.IsClient()
        && target.Key.ToString()!.StartsWith(InsideSilo, StringComparison.Ordinal);

    private string ProofFor(GrainId target) => Convert.ToHexString(HMACSHA256.HashData(_deliveries, Encoding.UTF8.GetBytes(target.ToString())));

    private static bool Holds(string key, string expected) => RequestContext.Get(key) is string found
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found), Encoding.ASCII.GetBytes(expected));
}
