using System.Data.Common;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Vocabulary;
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
    public Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken) =>
        StoreAsync(entry.Kind, () => journal.LogAsync(entry, [], cancellationToken));

    /// <summary>
    /// Writes the entry of a query, and the letters to those who must know that it was made. Queries of intelligence services
    /// are recorded by them alone (AZRG § 13 Abs. 3): of those there is no entry.
    /// </summary>
    /// <param name="caller">Who asks; null if the directory does not know it.</param>
    /// <exception cref="RegisterBusyException">The entry could not be written.</exception>
    public Task WriteQueryAsync(AccessEntry entry, Authority? caller, IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken) =>
        StoreAsync(entry.Kind, () => caller?.Kind.KeepsOwnLog == true
            ? journal.SendAsync(letters, cancellationToken)
            : journal.LogAsync(entry, letters, cancellationToken));

    private async Task StoreAsync(AccessKind kind, Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (JournalBusyException)
        {
            throw new RegisterBusyException();
        }
        catch (DbException exception)
        {
            LogNotWritten(logger, exception, kind);
            throw new RegisterBusyException();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log entry of a {Kind} could not be written; the caller is asked to repeat")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, AccessKind kind);
}
