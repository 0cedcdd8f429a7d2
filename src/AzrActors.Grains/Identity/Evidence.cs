using System.Text.Json;
using AzrActors.Contracts.Identity;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Quality;
using AzrActors.Journal.Identity;

namespace AzrActors.Grains.Identity;

/// <summary>Why a pair was found, as it is kept: field by field degree and weight, and the rules it meets. No values.</summary>
internal static class Evidence
{
    private const string RulesProperty = "rules";

    public static FoundPair ToPair(StoredIdentity other, IdentityMatch match) => new(other.Record, match.Outcome, match.Score.Bits, Write(match));

    public static IReadOnlyList<FieldEvidence> Fields(string? evidence)
    {
        if (evidence is null) return [];
        using var document = JsonDocument.Parse(evidence);
        return
        [
            .. document.RootElement.EnumerateObject().Where(property => property.Name != RulesProperty).Select(property => new FieldEvidence(
                property.Name, property.Value.GetProperty("degree").GetString()!, property.Value.GetProperty("bits").GetDouble())),
        ];
    }

    public static IReadOnlyList<Contracts.Submissions.Finding> Rules(string? evidence)
    {
        if (evidence is null) return [];
        using var document = JsonDocument.Parse(evidence);
        return [.. document.RootElement.GetProperty(RulesProperty).EnumerateArray().Select(rule => ToFinding(Domain.Quality.Rules.Get(rule.GetString()!)))];
    }

    private static Contracts.Submissions.Finding ToFinding(Rule rule) => new()
    {
        Rule = rule.Id, Paragraph = rule.Source, Refuses = false, German = rule.German, English = rule.English,
    };

    private static string Write(IdentityMatch match)
    {
        var fields = new Dictionary<string, object>();
        foreach (var field in Enum.GetValues<MatchField>())
            if (match.Pattern[field] is not Degree.Missing and var degree)
                fields.Add(Word(field.ToString()), new { degree = Word(degree.ToString()), bits = Math.Round(match.Score.Weights[(int)field], 2) });
        fields.Add(RulesProperty, match.Rules.Select(rule => rule.Id));
        return JsonSerializer.Serialize(fields);
    }

    private static string Word(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
