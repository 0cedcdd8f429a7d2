using System.Diagnostics;
using System.Security.Cryptography;
using AzrActors.Benchmarks.Load;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Benchmarks.Keys;

/// <summary>The journal on a database of its own, sealing or not.</summary>
internal sealed class JournalUnderTest : IAsyncDisposable
{
    private readonly MasterKeys? _masters;
    private readonly NpgsqlDataSource _database;
    private readonly LogKeyRing _logKey = new(LogKeys.Of(LogKey.Create()));
    private readonly RecordKeys _keys;
    private readonly PostgresJournal _journal;
    private readonly List<SyntheticRecord> _persons = [];

    public JournalUnderTest(string connection, bool isSealed)
    {
        _masters = isSealed ? new MasterKeys(MasterKey.Create("bench")) : null;
        _database = NpgsqlDataSource.Create(connection);
        _keys = NewKeys();
        _journal = new PostgresJournal(_database, _keys, _logKey, LogBacklog.NoLimit);
    }

    /// <summary>Keys of a silo that has just started.</summary>
    public RecordKeys NewKeys() => _masters is null ? RecordKeys.SealNothing() : new RecordKeys(_masters);

    /// <summary>Changes for a while with so many callers, each of a person of its own, with two letters each.</summary>
    public async Task<(double PerSecond, Latencies Latencies)> LoadAsync(
        int callers, TimeSpan length, bool withSnapshots, CancellationToken cancellationToken)
    {
        while (_persons.Count < callers) _persons.Add(await RegisterAsync(cancellationToken));
        var clock = Stopwatch.StartNew();
        var runs = await Task.WhenAll(_persons.Take(callers).Select(person => Task.Run(async () =>
        {
            var latencies = new Latencies();
            while (clock.Elapsed < length)
            {
                var append = person.Next(withSnapshots);
                var call = Stopwatch.GetTimestamp();
                await _journal.AppendAsync(append, cancellationToken);
                latencies.Add(Stopwatch.GetElapsedTime(call));
            }
            return latencies;
        }, cancellationToken)));
        var elapsed = clock.Elapsed;
        var all = new Latencies();
        foreach (var run in runs) all.Add(run);
        return (all.Count / elapsed.TotalSeconds, all);
    }

    /// <summary>A feed of letters about as many persons.</summary>
    public async Task<AuthorityKey> FillFeedAsync(int letters, CancellationToken cancellationToken)
    {
        var recipient = AuthorityKey.Parse("F00001");
        await Task.WhenAll(Enumerable.Range(0, letters).Select(_ => _journal.AppendAsync(
            new SyntheticRecord(recipient).Registration(), cancellationToken)));
        return recipient;
    }

    public async Task<TimeSpan> ReadFeedAsync(AuthorityKey recipient, RecordKeys keys, int letters, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var page = await new PostgresNoticeFeed(_database, keys).ReadAsync(recipient.Value, 0, letters, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return page.Notices.Count == letters ? elapsed : throw new InvalidOperationException("Letters are missing.");
    }

    /// <summary>A record of so many versions, without snapshot.</summary>
    public async Task<SyntheticRecord> StoreHistoryAsync(int versions, CancellationToken cancellationToken)
    {
        var person = await RegisterAsync(cancellationToken);
        while (person.Version < versions) await _journal.AppendAsync(person.Next(withSnapshot: false), cancellationToken);
        return person;
    }

    public Task KeepSnapshotAsync(SyntheticRecord person, int version, CancellationToken cancellationToken) => DeletingAsync(person, async () =>
        await _journal.KeepSnapshotAsync(person.StateAfter(version), cancellationToken));

    public async Task<Latencies> MeasureReadAsync(SyntheticRecord person, int times, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        for (var i = -50; i < times; i++)
        {
            using var keys = NewKeys();
            await using var silo = new PostgresJournal(_database, keys, _logKey, LogBacklog.NoLimit);
            var start = Stopwatch.GetTimestamp();
            var history = await silo.ReadAsync(person.Record, 0, cancellationToken);
            var state = PersonRecord.Fold(person.Record, history.Start, history.Changes);
            if (i >= 0) latencies.Add(Stopwatch.GetElapsedTime(start));
            if (state?.Version != person.Version) throw new InvalidOperationException("Not all of it was read.");
        }
        return latencies;
    }

    public Task<double> BytesReadAsync(SyntheticRecord person, CancellationToken cancellationToken) => NumberAsync($"""
        with start as (select version, octet_length(content) size from record_snapshot where record_id = '{person.Record.Value}')
        select (coalesce((select size from start), 0) + coalesce(sum(octet_length(content)), 0))::float8 from record_change
        where record_id = '{person.Record.Value}' and version > coalesce((select version from start), 0)
        """, cancellationToken);

    /// <summary>One row of so many bytes by its primary key.</summary>
    public async Task<Latencies> MeasureSelectAsync(int size, int times, CancellationToken cancellationToken)
    {
        await using (var create = _database.CreateCommand("""
            create table single_row (id uuid primary key, content bytea not null);
            alter table single_row alter column content set storage external
            """)) await create.ExecuteNonQueryAsync(cancellationToken);
        var id = Guid.NewGuid();
        await using (var insert = _database.CreateCommand("insert into single_row values ($1, $2)"))
        {
            insert.Parameters.Add(new() { Value = id });
            insert.Parameters.Add(new() { Value = RandomNumberGenerator.GetBytes(size) });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
        var latencies = new Latencies();
        for (var i = -50; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var select = _database.CreateCommand("select content from single_row where id = $1");
            select.Parameters.Add(new() { Value = id });
            var read = (byte[])(await select.ExecuteScalarAsync(cancellationToken))!;
            if (i >= 0) latencies.Add(Stopwatch.GetElapsedTime(start));
            if (read.Length != size) throw new InvalidOperationException("Not all of it was read.");
        }
        return latencies;
    }

    public async Task<double> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(sql);
        return (double)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _keys.Dispose();
        await _database.DisposeAsync();
    }

    private async Task<SyntheticRecord> RegisterAsync(CancellationToken cancellationToken)
    {
        var person = new SyntheticRecord(AuthorityKey.Parse("M12054"));
        await _journal.AppendAsync(person.Registration(), cancellationToken);
        return person;
    }

    private async Task DeletingAsync(SyntheticRecord person, Func<Task> keep)
    {
        await using var delete = _database.CreateCommand("delete from record_snapshot where record_id = $1");
        delete.Parameters.Add(new() { Value = person.Record.Value });
        await delete.ExecuteNonQueryAsync();
        await keep();
    }
}
