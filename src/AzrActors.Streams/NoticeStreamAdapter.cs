using System.Collections.Concurrent;
using AzrActors.Contracts.Notices;
using AzrActors.Journal;
using AzrActors.Streams.Receipts;
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
    private readonly INoticeFeed _feed;
    private readonly INoticeSignal _signal;
    private readonly NoticeLetters _letters;
    private readonly DeliveredLetters _delivered;
    private readonly NoticeStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NoticeQueue> _logger;
    private readonly HashRingBasedStreamQueueMapper _mapper;
    private readonly ConcurrentDictionary<QueueId, NoticeCache> _caches = new();

    public NoticeStreamAdapter(
        string name, INoticeFeed feed, INoticeSignal signal, NoticeLetters letters, DeliveredLetters delivered, IOptions<NoticeStreamOptions> options,
        TimeProvider time, ILogger<NoticeQueue> logger)
    {
        (Name, _feed, _signal, _letters, _delivered, _time, _logger) = (name, feed, signal, letters, delivered, time, logger);
        _options = options.Value;
        _mapper = new HashRingBasedStreamQueueMapper(
            new HashRingStreamQueueMapperOptions { TotalQueueCount = _options.QueueCount }, name);
    }

    public string Name { get; }

    public bool IsRewindable => false;

    // Orleans refuses producing on a read-only provider.
    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    public IQueueCache CreateQueueCache(QueueId queueId) =>
        _caches[queueId] = new NoticeCache(_options.NoticesKept, _time);

    // The agent creates the cache first; its queue asks it who is listening.
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new NoticeQueue(
        _feed, _signal, _letters, _delivered, _caches[queueId],
        recipient => _mapper.GetQueueForStream(NoticeStreamNames.StreamOf(recipient)).Equals(queueId),
        _options, _time, _logger);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException("Notices are written with the submission that causes them, not over the stream.");
}
