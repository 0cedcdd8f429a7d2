using System.Diagnostics;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using Microsoft.Data.Sqlite;

namespace AzrActors.Municipality;

public enum MirrorEffect
{
    /// <summary>The notice took effect.</summary>
    Applied = 1,

    /// <summary>The notice took effect before; nothing happened.</summary>
    Repeated = 2,
}

/// <summary>
/// An authority's copy of the records it is responsible for, kept by its notices. A notice takes effect and becomes the
/// position in one transaction: whatever crashes when, no notice is lost and none takes effect twice.
/// </summary>
/// <remarks>One thread at a time.</remarks>
public sealed class Mirror : IDisposable
{
    private readonly SqliteConnection _connection;

    private Mirror(SqliteConnection connection) => _connection = connection;

    /// <summary>Sequence of the last notice that took effect, 0 if none. The next one wanted is the one behind it.</summary>
    public long Position => _connection.Scalar<long>("SELECT sequence FROM position");

    /// <summary>Authority whose notices the mirror takes.</summary>
    public string Authority => _connection.Scalar<string>("SELECT authority FROM position");

    /// <summary>Opens the mirror of <paramref name="authority"/> for applying notices; creates it where there is none.</summary>
    /// <exception cref="BadMirrorFileException">The file is no mirror, or that of another authority.</exception>
    public static Mirror Open(string path, string authority) => new(MirrorFile.OpenOrCreate(path, authority));

    /// <summary>Opens an existing mirror for reading, also while another process applies notices to it.</summary>
    /// <exception cref="BadMirrorFileException">There is no mirror.</exception>
    public static Mirror OpenForReading(string path) => new(MirrorFile.OpenForReading(path));

    /// <summary>Lets a notice take effect, unless it did before. A parked one takes effect late and moves no position.</summary>
    /// <exception cref="NoticeGapException">Notices before this one are missing.</exception>
    /// <exception cref="MirrorOutOfStepException">The notice is for someone else, or changes a person not held.</exception>
    public MirrorEffect Apply(Notice notice)
    {
        using var transaction = _connection.BeginTransaction();
        if (notice.Recipient != Authority)
            throw new MirrorOutOfStepException($"Notice {notice.Sequence} is for {notice.Recipient}, not {Authority}.");
        if (notice.Sequence > Position) Advance(notice.Sequence);
        else if (_connection.Execute("DELETE FROM parked WHERE sequence = $sequence", ("$sequence", notice.Sequence)) == 0) return MirrorEffect.Repeated;
        switch (notice.Kind)
        {
            case NoticeKind.Assigned: Assign(notice); break;
            case NoticeKind.Changed: Change(notice); break;
            case NoticeKind.Released: Release(notice); break;
            // A letter about an event: it is read, not kept; the copy stays as it is.
            case NoticeKind.Informed: break;
            case NoticeKind.Erased: Erase(notice); break;
            default: throw new UnreachableException($"No effect for {notice.Kind}.");
        }
        transaction.Commit();
        // The write-ahead log still holds pages with the released values until it is cut.
        if (notice.Kind is NoticeKind.Released or NoticeKind.Erased) _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return MirrorEffect.Applied;
    }

    /// <summary>Steps over a notice that is parked at the register; it takes effect when it is applied later.</summary>
    /// <exception cref="NoticeGapException">Notices before this one are missing.</exception>
    public void Park(Notice notice)
    {
        if (notice.Sequence <= Position) return;
        using var transaction = _connection.BeginTransaction();
        Advance(notice.Sequence);
        _connection.Execute("INSERT INTO parked VALUES ($sequence)", ("$sequence", notice.Sequence));
        transaction.Commit();
    }

    /// <summary>All persons, released ones included, ordered by name.</summary>
    public IReadOnlyList<MirroredPerson> List() =>
        _connection.Query("SELECT * FROM person ORDER BY name IS NULL, name, person", MirrorRows.Person);

    /// <summary>The person with this opaque name, or null.</summary>
    public MirroredPerson? Find(string person) => _connection
        .Query("SELECT * FROM person WHERE person = $person", MirrorRows.Person, ("$person", person)).SingleOrDefault();

    /// <summary>What is held about a person, ordered by path; nothing once the person is released.</summary>
    public IReadOnlyList<RecordItem> ListItems(string person) =>
        _connection.Query("SELECT * FROM item WHERE person = $person ORDER BY path", MirrorRows.Item, ("$person", person));

    public void Dispose() => _connection.Dispose();

    private void Advance(long sequence)
    {
        var position = Position;
        if (sequence > position + 1) throw new NoticeGapException(position, sequence);
        _connection.Execute("UPDATE position SET sequence = $sequence", ("$sequence", sequence));
    }

    private void Assign(Notice notice)
    {
        _connection.Execute(
            """
            INSERT INTO person VALUES ($person, $azrNumber, $name, $birthDate, $version, 'Open', $changedOn)
            ON CONFLICT (person) DO UPDATE SET azr_number = $azrNumber, name = $name, birth_date = $birthDate,
                version = $version, status = 'Open', changed_on = $changedOn
            """, MirrorRows.Parameters(notice));
        RemoveItems(notice.Person);
        foreach (var item in notice.Items) Put(notice.Person, item);
    }

    private void Change(Notice notice)
    {
        var held = _connection.Execute(
            """
            UPDATE person SET azr_number = COALESCE($azrNumber, azr_number), name = $name, birth_date = $birthDate,
                version = $version, changed_on = $changedOn
            WHERE person = $person AND status = 'Open'
            """, MirrorRows.Parameters(notice));
        // Taking it would hold a part of a record and call it the whole.
        if (held == 0)
            throw new MirrorOutOfStepException($"Notice {notice.Sequence} changes person {notice.Person}, who is not held.");
        foreach (var path in notice.Removed)
            _connection.Execute(
                "DELETE FROM item WHERE person = $person AND path = $path", ("$person", notice.Person), ("$path", path));
        foreach (var item in notice.Items) Put(notice.Person, item);
    }

    private void Release(Notice notice)
    {
        RemoveItems(notice.Person);
        _connection.Execute(
            """
            INSERT INTO person VALUES ($person, NULL, NULL, NULL, $version, 'Released', $changedOn)
            ON CONFLICT (person) DO UPDATE SET azr_number = NULL, name = NULL, birth_date = NULL,
                version = $version, status = 'Released', changed_on = $changedOn
            """, MirrorRows.Parameters(notice));
    }

    /// <summary>As a release; of a person never held nothing is noted down.</summary>
    private void Erase(Notice notice)
    {
        if (Find(notice.Person) is not null) Release(notice);
    }

    private void RemoveItems(string person) =>
        _connection.Execute("DELETE FROM item WHERE person = $person", ("$person", person));

    private void Put(string person, RecordItem item) => _connection.Execute(
        """
        INSERT OR REPLACE INTO item VALUES ($person, $path, $item, $label, $value, $text, $authority, $authorityName,
            $fileReference, $submissionId, $basis, $knownSince, $validFrom, $version)
        """, MirrorRows.Parameters(person, item));
}
