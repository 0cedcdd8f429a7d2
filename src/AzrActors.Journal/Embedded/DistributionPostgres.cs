using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// PostgreSQL from the Debian or Ubuntu package, for a machine or container where the silo runs as root.
/// </summary>
internal static partial class DistributionPostgres
{
    private const string ClusterSettings = "/etc/postgresql-common/createcluster.d";

    /// <summary>Installs the package; <c>false</c> when this is no such machine or the installation failed.</summary>
    internal static async Task<bool> TryInstallAsync(ILogger logger, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess || Tool.FindOnPath("apt-get") is not { } apt)
            return false;

        LogInstalling(logger);
        // The package would otherwise create a cluster of its own and start it on port 5432.
        Directory.CreateDirectory(ClusterSettings);
        await File.WriteAllTextAsync(
            Path.Combine(ClusterSettings, "azractors.conf"), "create_main_cluster = false\n", cancellationToken);

        string[] install = [apt, "install", "-y", "--no-install-recommends", "postgresql"];
        var installed = await Tool.RunAsync(install, cancellationToken);
        if (!installed.Succeeded)
        {
            // Fresh containers come without package lists.
            await Tool.RunAsync([apt, "update"], cancellationToken);
            installed = await Tool.RunAsync(install, cancellationToken);
        }

        if (!installed.Succeeded)
            LogNotInstalled(logger, installed.Complaint);
        return installed.Succeeded;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "No PostgreSQL on this machine: installing package postgresql through apt-get, without its cluster")]
    private static partial void LogInstalling(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "apt-get could not install PostgreSQL: {Reason}")]
    private static partial void LogNotInstalled(ILogger logger, string reason);
}
