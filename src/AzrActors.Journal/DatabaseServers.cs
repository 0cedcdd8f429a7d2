using Npgsql;

namespace AzrActors.Journal;

/// <summary>
/// The servers that a connection string names: one, or a primary and its standbys as <c>Host=one,two</c>. Of several only the
/// one that takes writes is used, also after a standby was promoted.
/// </summary>
public static class DatabaseServers
{
    /// <summary>So long a server is believed to be what it was; Npgsql's own ten seconds would delay every fail-over.</summary>
    private const int RecheckSeconds = 1;

    /// <summary>The same connection string, to the primary; unchanged where it names one server.</summary>
    public static string ToPrimary(string connectionString)
    {
        var servers = new NpgsqlConnectionStringBuilder(connectionString);
        if (!HasStandbys(servers)) return connectionString;
        servers.TargetSessionAttributes = "primary";
        if (servers.HostRecheckSeconds == new NpgsqlConnectionStringBuilder().HostRecheckSeconds) servers.HostRecheckSeconds = RecheckSeconds;
        return servers.ConnectionString;
    }

    /// <summary>Connections of one silo, of which no statement leaves anything behind in its session, so there is nothing to reset.</summary>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var servers = new NpgsqlConnectionStringBuilder(ToPrimary(connectionString)) { NoResetOnClose = true };
        if (!HasStandbys(servers)) return NpgsqlDataSource.Create(servers);
        // A source of several servers wants to be told what is looked for by a call and not by its text.
        servers.TargetSessionAttributes = null;
        return new NpgsqlDataSourceBuilder(servers.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }

    private static bool HasStandbys(NpgsqlConnectionStringBuilder servers) => servers.Host?.Contains(',', StringComparison.Ordinal) == true;
}
