using System.Security.Cryptography;
using AzrActors.Domain.AccessLog;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AzrActors.Journal.Tests.AccessLog;

/// <summary>A register that logs and seals, an administrator of its database, and an auditor.</summary>
public sealed class SealedLog : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azr-log-");
    private readonly NpgsqlDataSource _owner;
    private readonly NpgsqlDataSource _running;

    private SealedLog(string owner, string running)
    {
        (_owner, _running) = (NpgsqlDataSource.Create(owner), NpgsqlDataSource.Create(running));
        Backlog = new LogBacklog(Clock, Options);
        Journal = NewJournal();
        Log = new PostgresAccessLog(_running);
        Sealer = NewSealer(CheckpointsFile);
    }

    /// <summary>All silos of this register have them, unless a test says otherwise.</summary>
    public LogKeyRing Keys { get; } = new(LogKeys.Of(LogKey.Create()));

    public MasterKeys MasterKeys { get; } = new(MasterKey.Create("2026-11-26"));

    public StoppedClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public AccessLogOptions Options { get; } = new();

    public LogBacklog Backlog { get; }

    public PostgresJournal Journal { get; }

    public PostgresAccessLog Log { get; }

    public LogSealer Sealer { get; }

    public string CheckpointsFile => Path.Combine(_folder.FullName, "log", "checkpoints.jsonl");

    /// <summary>What others have kept of it.</summary>
    public IReadOnlyList<SignedCheckpoint> Kept =>
        [.. File.ReadLines(CheckpointsFile).Where(line => !HandOverLine.TryRead(line, out _))
            .Select(line => CheckpointLine.TryRead(line, out var kept) ? kept : throw new FormatException(line))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SealedLog> OpenAsync(PostgresFixture postgres)
    {
        var owner = await postgres.CreateDatabaseAsync(Cancellation);
        return new SealedLog(owner, postgres.AsRunningRegister(owner));
    }

    /// <summary>A journal of another silo.</summary>
    public PostgresJournal NewJournal() => NewJournal(Keys, Backlog);

    /// <summary>A journal of a silo with keys and a backlog of its own.</summary>
    public PostgresJournal NewJournal(LogKeyRing keys, LogBacklog backlog) => new(_running, new RecordKeys(MasterKeys), keys, backlog);

    /// <summary>A session of the running register, unpooled.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(PostgresFixture postgres)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.AsRunningRegister(_owner.ConnectionString)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    /// <summary>Another silo seals, and does not get done with it.</summary>
    internal Task<HeldWriter> HoldSealLockAsync(PostgresFixture postgres) =>
        HeldWriter.StartAsync(this, postgres, $"select pg_advisory_xact_lock({0x417A72_5365616C})");

    /// <summary>A sealer of another silo.</summary>
    public LogSealer NewSealer(string? file = null, LogKeyRing? keys = null, LogBacklog? backlog = null) => new(
        _running, keys ?? Keys, backlog ?? Backlog, new CheckpointFile(file), Clock, Options, NullLogger<LogSealer>.Instance);

    public async Task WriteAsync(int entries, DateTimeOffset? at = null)
    {
        for (var i = 0; i < entries; i++) await Journal.LogAsync(Samples.Retrieval(at ?? Clock.GetUtcNow()), [], Cancellation);
    }

    public Task SealAsync() => Sealer.SealAsync(Cancellation);

    /// <summary>Time in which the silo went on looking for something to seal.</summary>
    public Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return SealAsync();
    }

    /// <summary>Groups of entries, a checkpoint after each.</summary>
    public async Task WriteAndSealAsync(int checkpoints, int entriesEach, DateTimeOffset? at = null)
    {
        for (var i = 0; i < checkpoints; i++)
        {
            await WriteAsync(entriesEach, at);
            await SealAsync();
        }
    }

    /// <summary>As an administrator of the database, who may do anything there.</summary>
    public async Task<object?> TamperAsync(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    public async Task<int> TamperAsRunningRegisterAsync(string sql)
    {
        await using var command = _running.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <param name="kept">Null for an auditor who has kept nothing.</param>
    /// <param name="later">When the auditor comes: after everything has had its time to be sealed.</param>
    /// <param name="published">The one public key that the auditor has; null for the register's first.</param>
    public async Task<(IReadOnlyList<LogFault> Faults, LogVerifier Verifier)> VerifyAsync(
        IReadOnlyList<SignedCheckpoint>? kept = null, TimeSpan? later = null, LogKey? published = null)
    {
        using var key = (published ?? Keys.Current[0]).ToPublic();
        var verifier = new LogVerifier(
            new LogTrust(new Dictionary<string, ECDsa> { [SignedCheckpoint.KeyIdOf(key)] = key }, await Log.ReadHandOversAsync(Cancellation)),
            kept ?? [], Clock.GetUtcNow() + (later ?? TimeSpan.FromHours(1)));
        long size = 0;
        for (var page = await CheckpointsAsync(size); page.Count > 0; page = await CheckpointsAsync(size))
            foreach (var checkpoint in page)
            {
                verifier.Take(checkpoint);
                size = checkpoint.Sealed.Checkpoint.Size;
            }
        foreach (var entry in await Log.ReadEntriesAsync(0, int.MaxValue, Cancellation)) verifier.Take(entry);
        return (verifier.Finish(), verifier);
    }

    public async ValueTask DisposeAsync()
    {
        Sealer.Dispose();
        await Journal.DisposeAsync();
        await _running.DisposeAsync();
        await _owner.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Task<IReadOnlyList<StoredCheckpoint>> CheckpointsAsync(long after) => Log.ReadCheckpointsAsync(after, 2, Cancellation);
}

/// <summary>A clock that goes only when it is told to.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Set(DateTimeOffset now) => _now = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public void Advance(TimeSpan time) => _now += time;
}
