using System.Security.Cryptography;

namespace AzrActors.Streams;

/// <summary>
/// While a silo starts and stops, Orleans drives the stream agents of that silo through the silo's own client, which
/// the door cannot tell from any other client by its name. These calls, which never leave the process, carry a secret
/// that only this process knows.
/// </summary>
public sealed class OwnStreamAgents : IOutgoingGrainCallFilter
{
    private const string Agents = "Orleans.Streams.IPersistentStreamPullingManager";
    private const string SecretKey = "azr.own-agents";

    private static readonly string Secret = RandomNumberGenerator.GetHexString(32);

    /// <summary>True when the call goes to the agents of a silo.</summary>
    public static bool AreCalled(IGrainCallContext call) => call.InterfaceMethod.DeclaringType?.FullName == Agents;

    /// <summary>True when it does, and this process itself made it.</summary>
    public static bool AreCalledFromHere(IIncomingGrainCallContext call) =>
        AreCalled(call) && RequestContext.Get(SecretKey) is string secret && secret == Secret;

    public Task Invoke(IOutgoingGrainCallContext context) => AreCalled(context) ? InvokeOwnAsync(context) : context.Invoke();

    private static async Task InvokeOwnAsync(IOutgoingGrainCallContext context)
    {
        RequestContext.Set(SecretKey, Secret);
        try
        {
            await context.Invoke();
        }
        finally
        {
            RequestContext.Remove(SecretKey);
        }
    }
}
