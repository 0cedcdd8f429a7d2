using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>Rules on one value of an entry, whatever the record says.</summary>
internal static class EntryRules
{
    private const string Benefit = "BenefitKind";
    private const string EmploymentRefusal = "EmploymentApprovalRefused";
    private static readonly string[] Names = ["familyName", "birthName", "firstNames", "birthPlace"];

    [Judges("Q001")]
    public static bool IsMistyped(string? azrNumber) => azrNumber is not null && !AzrNumber.TryParse(azrNumber, out _);

    [Judges("Q005")]
    public static bool HasForeignCharacters(string field, string value) => Names.Contains(field) && !Din91379.IsName(value);

    [Judges("Q006")]
    public static bool IsTooLong(FieldForm field, string value) => field.LengthMax > 0 && value.Length > field.LengthMax;

    [Judges("Q016")]
    public static bool IsUnknownCode(string list, string code, DateOnly day) => CodeLists.CodeList.Get(list).FindName(code, day) is null;

    [Judges("Q021")]
    public static bool IsPartialDateOdd(string value) => !PartialDate.TryParse(value, out _);

    /// <summary>The rule that a field breaks which the item does not have.</summary>
    public static Rule UnknownIn(string? item, string field) =>
        IsRefusalWithLimit(item, field) ? Rules.RefusalWithLimit : IsBenefit(item) ? Rules.BenefitIncomplete : Rules.UnknownField;

    /// <summary>The rule that a missing mandatory field of the item breaks.</summary>
    public static Rule MissingIn(string? item) => IsBenefit(item) ? Rules.BenefitIncomplete : Rules.MissingField;

    [Judges("Q075")]
    private static bool IsRefusalWithLimit(string? item, string field) => item == EmploymentRefusal && field == "validUntil";

    /// <summary>A benefit has kind, beginning and authority, and no field for anything else, least of all an amount.</summary>
    [Judges("Q090")]
    private static bool IsBenefit(string? item) => item == Benefit;
}
