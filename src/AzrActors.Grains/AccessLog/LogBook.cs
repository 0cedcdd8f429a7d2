using System.Data.Common;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.AccessLog;
using AzrActors.Journal;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.AccessLog;

/// <summary>
/// Writes the log entry of an answer before the answer leaves. When that is not possible there is no answer: the caller
/// is asked to repeat.
/// </summary>
internal sealed partial class LogBook(IJournal journal, ILogger<LogBook> logger)
{
    /// <exception cref="RegisterBusyException">The entry could not be written.</exception>
    public Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken) => WriteAsync(entry, [], cancellationToken);

    /// <summary>Writes the entry of a query, and the letters to those who must know that it was made.</summary>
    /// <exception cref="RegisterBusyException">The entry could not be written.</exception>
    public async Task WriteAsync(AccessEntry entry, IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken)
    {
        try
        {
            await journal.LogAsync(entry, letters, cancellationToken);
        }
        catch (JournalBusyException)
        {
            throw new RegisterBusyException();
        }
        catch (DbException exception)
        {
            LogNotWritten(logger, exception, entry.Kind);
            throw new RegisterBusyException();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log entry of a {Kind} could not be written; the caller is asked to repeat")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, AccessKind kind);
}
