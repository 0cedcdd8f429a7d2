using System.Net;

namespace AzrActors.Silo;

/// <summary>What the operator decides when a silo starts.</summary>
public sealed record RegisterSettings
{
    /// <summary>Addresses of the HTTP door, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Folder for everything this silo keeps: the embedded database, keys of the development profile.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Connection string of an existing PostgreSQL; null starts the embedded one in the data folder.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// Connection string of the owner of the schema, which alone may change it; null uses that of the running register,
    /// which then could change history (a warning says so). The embedded server has both roles by itself.
    /// </summary>
    public string? MigrationConnectionString { get; init; }

    /// <summary>File with the keys of the access log (<c>LogKeys</c>), the same for all silos; null makes one in the data folder.</summary>
    public string? LogKey { get; init; }

    /// <summary>
    /// Folder with the master keys that wrap the keys of records, the same for all silos. Null makes one in the data folder
    /// for the embedded server and in development; elsewhere the silo does not start without.
    /// </summary>
    public string? MasterKeys { get; init; }

    /// <summary>Null plays the demo day once in development, and never elsewhere.</summary>
    public DemoChoice? Demo { get; init; }

    /// <summary>Address on which other silos and agency clients reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public int SiloPort { get; init; } = 11111;

    public int GatewayPort { get; init; } = 30000;

    public string ClusterId { get; init; } = "azr";

    /// <summary>Folder with the public keys of the agencies (ECDSA P-256): <c>A12054.pem</c> and <c>keys.json</c>.</summary>
    public string? AuthorityKeys { get; init; }

    /// <summary>
    /// Folder with <c>silo.pem</c>, <c>silo-ca.pem</c> and <c>agency-ca.pem</c> for mutual TLS. Null speaks in the clear,
    /// on loopback addresses only.
    /// </summary>
    public string? TlsFolder { get; init; }

    /// <summary>Why a silo with these settings must not start; null if it may.</summary>
    public string? Refusal => TlsFolder is null && !IPAddress.IsLoopback(Address)
        ? $"--address {Address} can be reached from other machines: name certificates with --tls-folder."
        : null;
}

/// <summary>Whether synthetic persons and a day of work are played into the register.</summary>
public enum DemoChoice
{
    None = 1,
    Day = 2,
}
