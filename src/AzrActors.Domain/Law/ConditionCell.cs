using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// The conditions of one line of a table. What depends on the question alone (the task stated, who asks) is answered
/// when rights are compiled; the rest stays with the grant.
/// </summary>
internal sealed class ConditionCell
{
    private const string Reduce = "reduce:";
    private const string Not = "not:";
    private const string Denies = "deny";
    private const string MigrationTask = "migrationTask";
    private const string Task18b = "task18b";

    private static readonly string[] MigrationPurposes = ["1", "2", "2a", "20", "20a", "23"];

    private readonly Conditions _lasting;
    private readonly bool _migrationTask;
    private readonly bool _task18b;
    private readonly Designation[] _excluded;

    /// <exception cref="InvalidDataException">A word names no condition.</exception>
    public ConditionCell(string text)
    {
        var words = Table.Words(text);
        (_migrationTask, _task18b) = (words.Contains(MigrationTask), words.Contains(Task18b));
        _excluded = [.. words.Where(word => word.StartsWith(Not, StringComparison.Ordinal)).Select(word => Designation.Get(word[Not.Length..]))];
        _lasting = words.Where(word => word is not (MigrationTask or Task18b) && !word.StartsWith(Not, StringComparison.Ordinal))
            .Aggregate(Conditions.None, (all, word) => all | One(word));
    }

    /// <summary>What remains to be fulfilled; null if the line does not hold for this question at all.</summary>
    public Conditions? For(AuthorityKind kind, Purpose? purpose)
    {
        if (_migrationTask && purpose != Purpose.Unasked && (purpose is null || !MigrationPurposes.Contains(purpose.Code))) return null;
        if (_task18b && purpose?.Code != "25") return null;
        foreach (var excluded in _excluded)
            if (excluded.Covers(kind) && excluded.Serves(purpose)) return null;
        return _lasting;
    }

    private static Conditions One(string word)
    {
        if (word == Denies) return Conditions.Doubtful;
        var name = word.StartsWith(Reduce, StringComparison.Ordinal) ? word[Reduce.Length..] : word;
        return Enum.TryParse<Conditions>(name, ignoreCase: true, out var condition)
            ? condition : throw new InvalidDataException($"'{word}' names no condition.");
    }
}
