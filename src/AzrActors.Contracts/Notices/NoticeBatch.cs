using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace AzrActors.Contracts.Notices;

/// <summary>
/// Consecutive notices of one recipient on their way over its stream, oldest first; or none: a heartbeat, which says where
/// the feed ends. Whoever subscribes to notices hears no heartbeats; whoever subscribes to batches does.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.NoticeBatch")]
public sealed record NoticeBatch([property: Id(0)] IReadOnlyList<Notice> Notices) : IBatchContainer
{
    /// <summary>Of a heartbeat its recipient; otherwise the notices say it.</summary>
    [Id(1)] public string? Recipient { get; init; }

    /// <summary>Of a heartbeat the sequence of the newest notice of the feed, 0 while it is empty.</summary>
    [Id(2)] public long Last { get; init; }

    public StreamId StreamId => NoticeStreamNames.StreamOf(Recipient ?? Notices[0].Recipient);

    /// <summary>Feed sequence of the first notice; of a heartbeat, of the newest.</summary>
    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(FirstSequence);

    /// <summary>Feed sequence of the last notice; of a heartbeat, of the newest.</summary>
    public long LastSequence => Notices.Count > 0 ? Notices[^1].Sequence : Last;

    private long FirstSequence => Notices.Count > 0 ? Notices[0].Sequence : Last;

    public static NoticeBatch Heartbeat(string recipient, long last) => new([]) { Recipient = recipient, Last = last };

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => this is T whole
        ? [Tuple.Create(whole, SequenceToken)]
        : Notices.OfType<T>().Zip(Notices, (notice, numbered) => Tuple.Create(notice, TokenOf(numbered)));

    /// <summary>Nothing of the writer's context travels with a notice.</summary>
    public bool ImportRequestContext() => false;

    private static StreamSequenceToken TokenOf(Notice notice) => new EventSequenceTokenV2(notice.Sequence);
}
