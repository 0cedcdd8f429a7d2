using System.CommandLine;
using System.Net;
using AzrActors.Journal.Embedded;
using AzrActors.Journal.Schema;
using Npgsql;

namespace AzrActors.Silo;

/// <summary>The command line of the register.</summary>
internal static class SiloCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses of the HTTP door, separated by semicolons.", DefaultValueFactory = _ => "http://127.0.0.1:8080",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder for the embedded database and the development key.", DefaultValueFactory = _ => "data",
    };

    private static readonly Option<DemoChoice?> Demo = new("--demo")
    {
        Description = "day: create 1,000 synthetic persons and play a day of two municipalities, also if that was done before. "
            + "none: leave the register as it is. Default: day on the first start in development, else none.",
    };

    private static readonly Option<string?> Connection = new("--connection")
    {
        Description = "Connection string of an existing PostgreSQL (or ConnectionStrings__Register); default: the embedded one.",
    };

    private static readonly Option<string?> MigrationConnection = new("--migration-connection")
    {
        Description = "Connection string of the owner of the schema (or ConnectionStrings__Migration); default: --connection.",
    };

    private static readonly Option<string?> LogKey = new("--log-key")
    {
        Description = "File with the private keys that seal the access log (PEM, ECDSA P-256), the same for all silos; default: made in the data folder.",
    };

    private static readonly Option<string?> MasterKeys = new("--master-keys")
    {
        Description = "Folder with the master keys under which personal data is encrypted (NAME.key), the same for all silos; "
            + "default: made in the data folder, but only with the embedded database or in development.",
    };

    private static readonly Option<int> SiloPort = new("--silo-port")
    {
        Description = "Port for other silos.", DefaultValueFactory = _ => 11111,
    };

    private static readonly Option<int> GatewayPort = new("--gateway-port")
    {
        Description = "Port for agency clients.", DefaultValueFactory = _ => 30000,
    };

    private static readonly Option<string> Address = new("--address")
    {
        Description = "Address on which silos and agency clients reach this silo.", DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string?> Keys = new("--authority-keys")
    {
        Description = "Folder with the public keys of the agencies (ECDSA P-256): A12054.pem, or listed in keys.json.",
    };

    private static readonly Option<string?> Tls = new("--tls-folder")
    {
        Description = "Folder with silo.pem, silo-ca.pem and agency-ca.pem: mutual TLS on all ports; needed unless --address is loopback.",
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("AzrActors: one silo of the register, with its HTTP door and the pages for caseworkers.")
        {
            Urls, Data, Demo, Connection, MigrationConnection, LogKey, MasterKeys, SiloPort, GatewayPort, Address, Keys, Tls,
        };
        command.Subcommands.Add(CertificatesCommand.Create());
        command.Subcommands.Add(LogKeyCommand.Create());
        command.Subcommands.Add(MasterKeysCommand.Create());
        Address.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.GetValue(Address), out _)) result.AddError("--address is not an IP address.");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(SettingsOf(parsed), cancellationToken));
        return command;
    }

    private static RegisterSettings SettingsOf(ParseResult parsed) => new()
    {
        Urls = parsed.GetValue(Urls)!,
        DataFolder = Path.GetFullPath(parsed.GetValue(Data)!),
        Demo = parsed.GetValue(Demo),
        ConnectionString = parsed.GetValue(Connection) ?? Environment.GetEnvironmentVariable("ConnectionStrings__Register"),
        MigrationConnectionString = parsed.GetValue(MigrationConnection) ?? Environment.GetEnvironmentVariable("ConnectionStrings__Migration"),
        LogKey = parsed.GetValue(LogKey),
        MasterKeys = parsed.GetValue(MasterKeys),
        SiloPort = parsed.GetValue(SiloPort),
        GatewayPort = parsed.GetValue(GatewayPort),
        Address = IPAddress.Parse(parsed.GetValue(Address)!),
        AuthorityKeys = parsed.GetValue(Keys),
        TlsFolder = parsed.GetValue(Tls),
    };

    private static async Task<int> RunAsync(RegisterSettings settings, CancellationToken cancellationToken)
    {
        if (StartPorts.Faults(settings) is { Count: > 0 } faults)
        {
            foreach (var fault in faults) await Console.Error.WriteLineAsync(fault);
            return 1;
        }
        using var logging = LoggerFactory.Create(log => log.AddSimpleConsole(console =>
            (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss ")));
        try
        {
            await using var database = await RegisterDatabase.OpenAsync(settings, logging.CreateLogger<RegisterDatabase>(), cancellationToken);
            await using var app = RegisterHost.Build(settings, database, []);
            _ = database.Ended.ContinueWith(
                _ => app.Lifetime.StopApplication(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await app.RunAsync(cancellationToken);
            return database.Ended.IsCompleted ? 1 : 0;
        }
        catch (Exception exception) when (exception is EmbeddedPostgresException or SchemaMismatchException or SchemaScriptFailedException
            or InvalidOperationException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (NpgsqlException exception)
        {
            await Console.Error.WriteLineAsync(
                $"The database is not to be had: {(exception as PostgresException)?.MessageText ?? exception.Message}"
                + $"{(exception.InnerException is { } cause ? $" ({cause.Message})" : "")}. Check --connection and --migration-connection, and whether the server runs.");
            return 1;
        }
    }
}
