using AzrActors.Contracts.Notices;

namespace AzrActors.Streams;

/// <summary>
/// What the door filter lets a client do with streams: subscribe to, list and end subscriptions of the stream of its
/// own authority. Orleans keeps subscriptions in grains that any client could otherwise call for any stream.
/// </summary>
public static class NoticeStreamDoor
{
    private static readonly GrainType Rendezvous = GrainType.Create("pubsubrendezvous");

    // RegisterProducer is missing on purpose: a client that registers as producer learns all subscriptions.
    private static readonly HashSet<string> Allowed = ["RegisterConsumer", "UnregisterConsumer", "GetAllSubscriptions"];

    /// <summary>True when the call goes to the subscription book of a stream (<c>IPubSubRendezvousGrain</c>).</summary>
    public static bool IsStreamCall(IIncomingGrainCallContext call) => call.TargetId.Type == Rendezvous;

    /// <summary>True when the authority may make this stream call.</summary>
    public static bool Admits(IIncomingGrainCallContext call, string authority)
    {
        var own = new QualifiedStreamId(NoticeStreamNames.Provider, NoticeStreamNames.StreamOf(authority));
        return Allowed.Contains(call.MethodName)
            && call.TargetId.Key.ToString() == own.ToString()
            // The book believes the stream it is told, not the one it is named after.
            && Enumerable.Range(0, call.Request.GetArgumentCount())
                .Select(call.Request.GetArgument)
                .OfType<QualifiedStreamId>()
                .All(own.Equals);
    }
}
