using AzrActors.Contracts.Notices;
using Orleans.Streams;

namespace AzrActors.Client.Push;

/// <summary>
/// The client's end of the notice stream. Clients only subscribe, so there are no queues on this side and nothing can
/// be produced.
/// </summary>
internal sealed class NoticeStreamClient : IQueueAdapterFactory, IQueueAdapter
{
    public string Name => NoticeStreamNames.Provider;

    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => throw OnlyInSilos();

    public IStreamQueueMapper GetStreamQueueMapper() => throw OnlyInSilos();

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => throw OnlyInSilos();

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => throw OnlyInSilos();

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException("Notices are written with the submission that causes them, not over the stream.");

    private static NotSupportedException OnlyInSilos() => new("Queues of the notice stream exist in silos only.");
}
