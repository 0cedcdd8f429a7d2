using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace AzrActors.Contracts.Notices;

/// <summary>Consecutive notices of one recipient on their way over its stream, oldest first, at least one.</summary>
[GenerateSerializer, Immutable, Alias("azr.NoticeBatch")]
public sealed record NoticeBatch([property: Id(0)] IReadOnlyList<Notice> Notices) : IBatchContainer
{
    public StreamId StreamId => NoticeStreamNames.StreamOf(Notices[0].Recipient);

    /// <summary>Feed sequence of the first notice.</summary>
    public StreamSequenceToken SequenceToken => TokenOf(Notices[0]);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        Notices.OfType<T>().Zip(Notices, (notice, numbered) => Tuple.Create(notice, TokenOf(numbered)));

    /// <summary>Nothing of the writer's context travels with a notice.</summary>
    public bool ImportRequestContext() => false;

    private static StreamSequenceToken TokenOf(Notice notice) => new EventSequenceTokenV2(notice.Sequence);
}
