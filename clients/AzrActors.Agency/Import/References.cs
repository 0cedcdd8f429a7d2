using System.Collections.Concurrent;

namespace AzrActors.Agency.Import;

/// <summary>AZR numbers of the persons whom a file names by reference because it registers them itself.</summary>
internal sealed class References
{
    private readonly ConcurrentDictionary<string, Registration> _registrations = new();

    /// <summary>Announces the line that registers the person; false when an earlier line did so.</summary>
    public bool TryDeclare(string reference, int line) => _registrations.TryAdd(reference, new Registration(line, null));

    public bool IsDeclared(string reference) => _registrations.ContainsKey(reference);

    /// <summary>Keeps the register's answer: the number, or null when the registration was refused.</summary>
    public void Settle(string reference, string? azrNumber) =>
        _registrations[reference] = _registrations[reference] with { AzrNumber = azrNumber };

    /// <summary>The number of a declared reference, or null when its registration was refused.</summary>
    public string? FindNumber(string reference) => _registrations[reference].AzrNumber;

    public int LineOf(string reference) => _registrations[reference].Line;

    private sealed record Registration(int Line, string? AzrNumber);
}
