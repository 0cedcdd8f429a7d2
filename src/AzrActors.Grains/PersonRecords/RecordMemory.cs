using AzrActors.Domain.PersonRecords;

namespace AzrActors.Grains.PersonRecords;

/// <summary>
/// What a grain knows of its record: the newest version that is stored, and beyond it those that are on their way to the
/// journal. Submissions are decided upon the latter, so that many of one record share a commit; shown and answered is
/// only the former.
/// </summary>
internal sealed class RecordMemory
{
    private PersonRecord? _expected;
    private int _round;

    /// <summary>Null before the record comes into being.</summary>
    public PersonRecord? Stored { get; private set; }

    /// <summary>The record was erased as a whole: to everybody it is as if it had never been.</summary>
    public bool IsErased { get; private set; }

    /// <summary>When the stored version was last known to be the newest, on the clock that never goes back.</summary>
    public long NewestAt { get; private set; }

    /// <summary>The version that the next change follows, stored or on its way.</summary>
    public PersonRecord? Newest => _expected?.Version > (Stored?.Version ?? 0) ? _expected : Stored;

    /// <summary>Ends when the newest version is stored, and fails when it is not.</summary>
    public Task OnTheWay { get; private set; } = Task.CompletedTask;

    /// <summary>A version was read or stored. Reads do not wait for submissions, so either may learn of it first.</summary>
    /// <param name="asked">When the journal was asked.</param>
    public void Remember(PersonRecord? record, long asked)
    {
        if (!IsErased && record?.Version > (Stored?.Version ?? 0)) Stored = record;
        NewestAt = Math.Max(NewestAt, asked);
    }

    /// <summary>Nothing of the record can be read any more.</summary>
    public void Erase(long asked)
    {
        (IsErased, Stored, _expected) = (true, null, null);
        NewestAt = Math.Max(NewestAt, asked);
    }

    /// <summary>A version is on its way to the journal.</summary>
    /// <returns>The round of expectations it belongs to.</returns>
    public int Expect(PersonRecord record, Task stored)
    {
        (_expected, OnTheWay) = (record, stored);
        return _round;
    }

    /// <summary>A version of the round was not stored, and then none that was decided upon it is.</summary>
    public void Disappoint(int round)
    {
        if (round != _round) return;
        (_expected, OnTheWay) = (null, Task.CompletedTask);
        _round++;
    }
}
