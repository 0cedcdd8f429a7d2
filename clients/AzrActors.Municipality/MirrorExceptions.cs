namespace AzrActors.Municipality;

/// <summary>A notice does not follow the last one applied. Going on would lose what the missing ones said.</summary>
public sealed class NoticeGapException(long position, long sequence) : Exception(
    $"Notice {sequence} arrived, but {position} is the last one applied; those between are missing.")
{
    public long Position { get; } = position;

    public long Sequence { get; } = sequence;
}

/// <summary>A notice speaks of something this mirror cannot have: it belongs to another feed or was lost in part.</summary>
public sealed class MirrorOutOfStepException(string message) : Exception(message);

/// <summary>The file is missing, or is not the mirror that was asked for.</summary>
public sealed class BadMirrorFileException(string message, Exception? inner = null) : Exception(message, inner);
