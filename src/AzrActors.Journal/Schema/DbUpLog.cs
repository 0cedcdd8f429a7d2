using System.Globalization;
using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Schema;

/// <summary>DbUp's own talk, one level lower than DbUp thinks of it: the migrator reports the outcome itself.</summary>
internal sealed partial class DbUpLog(ILogger logger) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args) => LogSaid(logger, LogLevel.Trace, Said(format, args));

    public void LogDebug(string format, params object[] args) => LogSaid(logger, LogLevel.Trace, Said(format, args));

    public void LogInformation(string format, params object[] args) =>
        LogSaid(logger, LogLevel.Debug, Said(format, args));

    public void LogWarning(string format, params object[] args) => LogSaid(logger, LogLevel.Warning, Said(format, args));

    // The migrator throws the same failure with its cause, and who catches it logs it.
    public void LogError(string format, params object[] args) => LogSaid(logger, LogLevel.Debug, Said(format, args));

    public void LogError(Exception ex, string format, params object[] args) => LogError(format, args);

    private static string Said(string format, object[] args) =>
        args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);

    [LoggerMessage(Message = "DbUp: {Said}")]
    private static partial void LogSaid(ILogger logger, LogLevel level, string said);
}
