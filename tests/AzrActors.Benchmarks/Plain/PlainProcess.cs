using System.Diagnostics;
using System.Net.Http.Json;
using AzrActors.Benchmarks.Load;
using AzrActors.TestSupport;
using Npgsql;

namespace AzrActors.Benchmarks.Plain;

/// <summary>The plain service in a process of its own, and its callers in this one.</summary>
internal sealed class PlainProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _connection;
    private readonly string[] _persons;
    private readonly HttpClient _client;
    private int _value;

    private PlainProcess(Process process, string connection, int persons, Uri address)
    {
        (_process, _connection) = (process, connection);
        _persons = [.. Enumerable.Range(1, persons).Select(id => $"/persons/{id}/birth-place")];
        _client = new HttpClient { BaseAddress = address };
    }

    public int Id => _process.Id;

    /// <param name="connection">Of the PostgreSQL under the silo; the service has a schema of its own there.</param>
    public static async Task<PlainProcess> StartAsync(string connection, int persons, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "create schema plain", cancellationToken);
        var address = new Uri($"http://127.0.0.1:{FreePorts.Find(1)[0]}");
        var process = ProcessControl.StartSelf(PlainService.Command,
            "--urls", address.ToString(), "--connection", connection, "--persons", $"{persons}");
        var started = new PlainProcess(process, connection, persons, address);
        try
        {
            await ProcessControl.WaitForAsync(process, new Uri(address, "/ready"), cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the service has spent on compiling so far.</summary>
    public Task<TimeSpan> CompiledAsync(CancellationToken cancellationToken) =>
        _client.GetFromJsonAsync<TimeSpan>(new Uri("/compiled", UriKind.Relative), cancellationToken);

    public async Task<(double PerSecond, Latencies Latencies)> LoadAsync(int callers, TimeSpan length, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        return await Callers.RunAsync(
            callers, i => clock.Elapsed < length ? _persons[i % _persons.Length] : null, UpdateAsync, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await ProcessControl.StopAsync(_process);
        // Nothing of it shall weigh on the measurements that follow.
        await ExecuteAsync(_connection, "drop schema plain cascade", CancellationToken.None);
    }

    private async Task UpdateAsync(string person, CancellationToken cancellationToken)
    {
        using var reply = await _client.PutAsJsonAsync(new Uri(person, UriKind.Relative),
            new PlainUpdate(Guid.NewGuid(), "A12054", "bench", "1", $"Ort {Interlocked.Increment(ref _value)}"), cancellationToken);
        reply.EnsureSuccessStatusCode();
    }

    private static async Task ExecuteAsync(string connection, string statement, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
