using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AzrActors.TestSupport;

/// <summary>Keeps every line of the log: message, parameters and exception.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose() => _lines.Clear();

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            // A parameter outside the message would still reach a structured log.
            var parameters = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            log._lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {parameters} {exception}");
        }
    }
}
