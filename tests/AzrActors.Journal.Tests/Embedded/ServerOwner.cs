using System.Diagnostics;
using AzrActors.Journal.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace AzrActors.Journal.Tests.Embedded;

/// <summary>A process of its own that owns an embedded server and knows no orderly end.</summary>
internal sealed class ServerOwner : IDisposable
{
    internal const string Argument = "own-server";

    private readonly Process process;

    private ServerOwner(Process process, string connectionString)
    {
        this.process = process;
        ConnectionString = connectionString;
    }

    internal string ConnectionString { get; }

    /// <summary>Starts the process and waits until its server is up.</summary>
    /// <param name="prefix">Command that runs the process as somebody else; empty for nobody else.</param>
    internal static async Task<ServerOwner> StartAsync(
        string folder, bool durable, CancellationToken cancellationToken, params string[] prefix)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "AzrActors.Journal.Tests");
        string[] command = [.. prefix, program, Argument, folder, $"{durable}"];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        var connectionString = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return new ServerOwner(process, connectionString
            ?? throw new InvalidOperationException("The owner ended before its server was up."));
    }

    /// <summary>The owner's side: tells the connection string and waits for the kill.</summary>
    internal static async Task<int> OwnUntilKilledAsync(string folder, bool durable)
    {
        var options = new EmbeddedPostgresOptions { DataFolder = folder, Durable = durable, RemoveOnStop = !durable };
        var server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        await Console.Out.WriteLineAsync(server.ConnectionString);
        await server.Ended;
        return 1;
    }

    /// <summary>SIGKILL: no handler of the owner runs.</summary>
    internal void Kill() => process.Kill();

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
