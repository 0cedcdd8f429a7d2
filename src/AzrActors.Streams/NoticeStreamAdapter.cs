using System.Collections.Concurrent;
using AzrActors.Contracts.Notices;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;

namespace AzrActors.Streams;

/// <summary>
/// The stored feeds as a stream queue of Orleans. Nothing is written here: a notice enters a feed in the transaction
/// of its submission and by no other way.
/// </summary>
/// <remarks>
/// Not rewindable, although feeds are: whoever missed notices fetches them at the notice desk, where the caller's
/// assertion decides what it sees. Replaying over the stream would be a second door to the same letters.
/// </remarks>
internal sealed class NoticeStreamAdapter : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly INoticeFeed feed;
    private readonly INoticeSignal signal;
    private readonly IAuthorities authorities;
    private readonly NoticeStreamOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<NoticeQueue> logger;
    private readonly HashRingBasedStreamQueueMapper mapper;
    private readonly ConcurrentDictionary<QueueId, NoticeCache> caches = new();

    public NoticeStreamAdapter(
        string name, INoticeFeed feed, INoticeSignal signal, IAuthorities authorities, IOptions<NoticeStreamOptions> options,
        TimeProvider time, ILogger<NoticeQueue> logger)
    {
        (Name, this.feed, this.signal, this.authorities, this.time, this.logger) = (name, feed, signal, authorities, time, logger);
        this.options = options.Value;
        mapper = new HashRingBasedStreamQueueMapper(
            new HashRingStreamQueueMapperOptions { TotalQueueCount = this.options.QueueCount }, name);
    }

    public string Name { get; }

    public bool IsRewindable => false;

    // Orleans refuses producing on a read-only provider.
    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    public IQueueCache CreateQueueCache(QueueId queueId) =>
        caches[queueId] = new NoticeCache(options.NoticesKept);

    // The agent creates the cache first; its queue asks it who is listening.
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new NoticeQueue(
        feed, signal, authorities, caches[queueId],
        recipient => mapper.GetQueueForStream(NoticeStreamNames.StreamOf(recipient)).Equals(queueId),
        options, time, logger);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException("Notices are written with the submission that causes them, not over the stream.");
}
