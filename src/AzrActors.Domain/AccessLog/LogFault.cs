using System.Globalization;

namespace AzrActors.Domain.AccessLog;

/// <summary>What was done to the log.</summary>
public enum LogFaultKind
{
    /// <summary>A checkpoint does not carry the register's signature.</summary>
    CheckpointForged = 1,

    /// <summary>A checkpoint, or the list of what it seals, is not the one that was signed.</summary>
    CheckpointChanged = 2,

    /// <summary>Checkpoints do not follow one another.</summary>
    CheckpointMissing = 3,

    /// <summary>The log ends before a checkpoint that was handed out.</summary>
    Truncated = 4,

    /// <summary>The log is another one than that of a checkpoint that was handed out.</summary>
    Rewritten = 5,

    /// <summary>An entry is not the one that was sealed.</summary>
    EntryChanged = 6,

    /// <summary>An entry was sealed and is gone before its time.</summary>
    EntryDeleted = 7,

    /// <summary>Entries have changed places.</summary>
    EntriesReordered = 8,

    /// <summary>There is an entry that the register never sealed.</summary>
    EntryInserted = 9,

    /// <summary>A checkpoint was signed with a key that was not in force then: retired, or not yet introduced.</summary>
    KeyOutOfTurn = 10,

    /// <summary>A hand-over to another key was not signed by the key that it names.</summary>
    HandOverForged = 11,
}

/// <summary>One finding of the verification.</summary>
/// <param name="Position">Place in the log from 0; null where no place is known.</param>
/// <param name="Entry">Number of the row in the database; null for checkpoints.</param>
public sealed record LogFault(LogFaultKind Kind, long? Position, long? Entry)
{
    public string German => $"{Place("Eintrag Nr.", "Position", "Protokoll")}: {GermanKind}";

    public string English => $"{Place("entry no.", "position", "log")}: {EnglishKind}";

    private string GermanKind => Kind switch
    {
        LogFaultKind.CheckpointForged => "Der Prüfpunkt trägt keine gültige Signatur des Registers.",
        LogFaultKind.CheckpointChanged => "Der Prüfpunkt oder die Liste der von ihm gesiegelten Einträge wurde verändert.",
        LogFaultKind.CheckpointMissing => "Vor diesem Prüfpunkt fehlt einer, oder er schließt nicht an seinen Vorgänger an.",
        LogFaultKind.Truncated => "Das Protokoll endet vor einem ausgehändigten Prüfpunkt: Sein Ende wurde abgeschnitten.",
        LogFaultKind.Rewritten => "Das Protokoll ist nicht das eines ausgehändigten Prüfpunkts: Es wurde neu geschrieben.",
        LogFaultKind.EntryChanged => "Der Eintrag wurde nach der Siegelung verändert.",
        LogFaultKind.EntryDeleted => "Ein gesiegelter Eintrag wurde vor Ablauf der Frist gelöscht.",
        LogFaultKind.EntriesReordered => "Einträge wurden vertauscht.",
        LogFaultKind.EntryInserted => "Der Eintrag wurde nicht vom Register geschrieben und nie gesiegelt.",
        LogFaultKind.KeyOutOfTurn => "Der Prüfpunkt wurde mit einem Schlüssel signiert, der damals nicht galt: abgelöst oder noch nicht eingeführt.",
        LogFaultKind.HandOverForged => "Eine Übergabe an einen neuen Schlüssel stammt nicht vom Register.",
        _ => throw new System.Diagnostics.UnreachableException($"No text for {Kind}."),
    };

    private string EnglishKind => Kind switch
    {
        LogFaultKind.CheckpointForged => "the checkpoint does not carry a valid signature of the register.",
        LogFaultKind.CheckpointChanged => "the checkpoint or the list of entries it seals was changed.",
        LogFaultKind.CheckpointMissing => "a checkpoint before this one is missing, or it does not continue its predecessor.",
        LogFaultKind.Truncated => "the log ends before a checkpoint that was handed out: its tail was cut off.",
        LogFaultKind.Rewritten => "the log is not that of a checkpoint that was handed out: it was rewritten.",
        LogFaultKind.EntryChanged => "the entry was changed after it had been sealed.",
        LogFaultKind.EntryDeleted => "a sealed entry was deleted before its time.",
        LogFaultKind.EntriesReordered => "entries have changed places.",
        LogFaultKind.EntryInserted => "the entry was not written by the register and never sealed.",
        LogFaultKind.KeyOutOfTurn => "the checkpoint was signed with a key that was not in force then: retired, or not yet introduced.",
        LogFaultKind.HandOverForged => "a hand-over to a new key does not come from the register.",
        _ => throw new System.Diagnostics.UnreachableException($"No text for {Kind}."),
    };

    private string Place(string entry, string position, string log) => (Position, Entry) switch
    {
        ({ } at, { } row) => string.Create(CultureInfo.InvariantCulture, $"{position} {at} ({entry} {row})"),
        ({ } at, null) => string.Create(CultureInfo.InvariantCulture, $"{position} {at}"),
        (null, { } row) => string.Create(CultureInfo.InvariantCulture, $"{entry} {row}"),
        _ => log,
    };
}
