using System.Diagnostics.CodeAnalysis;

namespace AzrActors.Domain.Vocabulary;

/// <summary>
/// Reference number of one record (AZR-Nummer, AZRG § 3 Abs. 1 Nr. 2): 12 digits without any meaning (AZRG-DV § 2
/// Abs. 1). The last digit is a Damm check digit, so every single wrong digit and every swapped neighbour is noticed
/// (AZRG-DV § 2 Abs. 2). The third digit is always 9, which no number of the real register has there, so that a
/// synthetic number never names a real person.
/// </summary>
public sealed record AzrNumber
{
    public const int Length = 12;

    /// <summary>Numbers there are: ten free digits.</summary>
    public const long SerialMax = 9_999_999_999;

    private const int MarkerIndex = 2;
    private const char Marker = '9';

    // A totally anti-symmetric quasigroup of order 10 (H. M. Damm, 2004).
    private static readonly string[] Quasigroup =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    private AzrNumber(string digits) => Digits = digits;

    public string Digits { get; }

    /// <summary>Makes the number of a serial between 0 and <see cref="SerialMax"/>; equal serials make equal numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The serial is outside the range.</exception>
    public static AzrNumber FromSerial(long serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, SerialMax);
        var free = serial.ToString("D10", System.Globalization.CultureInfo.InvariantCulture);
        var body = free.Insert(MarkerIndex, Marker.ToString());
        return new AzrNumber(body + (char)('0' + Damm(body)));
    }

    /// <summary>Reads 12 digits; blanks between them are allowed. False for anything mistyped (rule Q001).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AzrNumber? number)
    {
        number = null;
        var digits = text?.Replace(" ", "", StringComparison.Ordinal);
        if (digits is not { Length: Length } || !digits.All(char.IsAsciiDigit)) return false;
        if (digits[MarkerIndex] != Marker || Damm(digits) != 0) return false;
        number = new AzrNumber(digits);
        return true;
    }

    /// <summary>Hides the digits: personal data must not reach a log by accident.</summary>
    public override string ToString() => "AZR-***";

    private static int Damm(string digits)
    {
        var interim = 0;
        foreach (var digit in digits) interim = Quasigroup[interim][digit - '0'] - '0';
        return interim;
    }
}
