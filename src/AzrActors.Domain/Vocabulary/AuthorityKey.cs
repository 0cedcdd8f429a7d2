using System.Diagnostics.CodeAnalysis;

namespace AzrActors.Domain.Vocabulary;

/// <summary>Key of one authority (Behördenkennzeichen, DSAusländer): 6 characters A-Z and 0-9.</summary>
public sealed record AuthorityKey
{
    public const int Length = 6;

    private AuthorityKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>The register authority itself (Registerbehörde, AZRG § 1), origin of automatic consequences.</summary>
    public static AuthorityKey Register { get; } = new("REG000");

    public static bool TryParse(string? text, [NotNullWhen(true)] out AuthorityKey? key)
    {
        var valid = text is { Length: Length } && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
        key = valid ? new AuthorityKey(text!) : null;
        return valid;
    }

    /// <exception cref="FormatException">The text is not an authority key.</exception>
    public static AuthorityKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("An authority key has 6 characters A-Z and 0-9.");

    public override string ToString() => Value;
}
