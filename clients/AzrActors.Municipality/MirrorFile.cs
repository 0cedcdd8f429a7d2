using Microsoft.Data.Sqlite;

namespace AzrActors.Municipality;

/// <summary>Opens the SQLite file of a mirror and lays out its tables.</summary>
internal static class MirrorFile
{
    private const int SchemaVersion = 2;

    // Since version 2.
    private const string Parked = """
        CREATE TABLE parked (sequence INTEGER PRIMARY KEY) STRICT;
        """;

    private const string Schema = """
        CREATE TABLE position (
            single INTEGER PRIMARY KEY CHECK (single = 1),
            authority TEXT NOT NULL,
            sequence INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE person (
            person TEXT PRIMARY KEY,
            azr_number TEXT,
            name TEXT,
            birth_date TEXT,
            version INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('Open', 'Released')),
            changed_on TEXT NOT NULL,
            CHECK (status = 'Open' OR (azr_number IS NULL AND name IS NULL AND birth_date IS NULL))
        ) STRICT;

        CREATE TABLE item (
            person TEXT NOT NULL REFERENCES person (person),
            path TEXT NOT NULL,
            item TEXT NOT NULL,
            label TEXT NOT NULL,
            value TEXT NOT NULL,
            text TEXT NOT NULL,
            source_authority TEXT NOT NULL,
            source_authority_name TEXT NOT NULL,
            source_file_reference TEXT NOT NULL,
            source_submission_id TEXT NOT NULL,
            source_basis TEXT NOT NULL,
            source_known_since TEXT NOT NULL,
            source_valid_from TEXT NOT NULL,
            source_version INTEGER NOT NULL,
            PRIMARY KEY (person, path)
        ) STRICT, WITHOUT ROWID;

        """ + Parked;

    /// <summary>Opens the mirror of <paramref name="authority"/>, and creates it where there is none.</summary>
    /// <exception cref="BadMirrorFileException">It is no mirror, or that of another authority.</exception>
    public static SqliteConnection OpenOrCreate(string path, string authority)
    {
        Reserve(path);
        return Open(path, SqliteOpenMode.ReadWriteCreate, connection =>
        {
            // WAL lets people read while notices are applied. NORMAL may lose the latest notices with the power, but
            // their effect and their position together, and the register still has them. secure_delete, because
            // deleted values may no longer be kept, not even in free pages.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
            using var transaction = connection.BeginTransaction();
            if (connection.Scalar<long>("PRAGMA user_version") == 0)
            {
                connection.Execute(Schema + $"PRAGMA user_version = {SchemaVersion}");
                connection.Execute("INSERT INTO position VALUES (1, $authority, 0)", ("$authority", authority));
            }
            else if (connection.Scalar<long>("PRAGMA user_version") == 1)
            {
                connection.Execute(Parked + $"PRAGMA user_version = {SchemaVersion}");
            }
            Check(connection, path);
            var owner = connection.Scalar<string>("SELECT authority FROM position");
            if (owner != authority)
                throw new BadMirrorFileException($"{path} is the mirror of {owner}, not of {authority}.");
            transaction.Commit();
        });
    }

    /// <summary>Opens a mirror for reading only.</summary>
    /// <exception cref="BadMirrorFileException">There is no mirror.</exception>
    public static SqliteConnection OpenForReading(string path) => File.Exists(path)
        ? Open(path, SqliteOpenMode.ReadOnly, connection => Check(connection, path))
        : throw new BadMirrorFileException($"There is no mirror {path}.");

    private static SqliteConnection Open(string path, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw new BadMirrorFileException($"{path} cannot be used as a mirror: {fault.Message}", fault);
        }
        catch (BadMirrorFileException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Check(SqliteConnection connection, string path)
    {
        if (connection.Scalar<long>("PRAGMA user_version") is not SchemaVersion and var version)
            throw new BadMirrorFileException($"{path} has schema {version}, this program reads {SchemaVersion}.");
    }

    private static void Reserve(string path)
    {
        // SQLite would create a file that everybody may read; the mirror is all personal data.
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            new FileStream(path, options).Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadMirrorFileException($"{path} cannot be written: {fault.Message}", fault);
        }
    }
}
