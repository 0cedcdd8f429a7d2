namespace AzrActors.Domain.Quality;

/// <summary>This function judges the rule: one function for each, which a test counts.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JudgesAttribute(string rule) : Attribute
{
    public string Rule { get; } = rule;
}
