using AzrActors.Domain.Vocabulary;
using CsCheck;

namespace AzrActors.Domain.Tests.Vocabulary;

public class AzrNumberTests
{
    private static readonly Gen<string> Numbers = Gen.Long[0, AzrNumber.SerialMax].Select(serial => AzrNumber.FromSerial(serial).Digits);

    [Fact]
    public void Every_serial_makes_a_readable_number() =>
        Numbers.Sample(digits => AzrNumber.TryParse(digits, out var number) && number.Digits == digits && digits.Length == 12);

    [Fact]
    public void Every_single_wrong_digit_is_noticed() =>
        Gen.Select(Numbers, Gen.Int[0, 11], Gen.Int[1, 9]).Sample((digits, place, shift) =>
            !AzrNumber.TryParse(With(digits, place, (char)('0' + ((digits[place] - '0' + shift) % 10))), out _));

    [Fact]
    public void Every_swapped_neighbour_is_noticed() =>
        Gen.Select(Numbers, Gen.Int[0, 10]).Sample((digits, place) =>
            digits[place] == digits[place + 1]
            || !AzrNumber.TryParse(With(With(digits, place, digits[place + 1]), place + 1, digits[place]), out _));

    [Fact]
    public void No_number_has_the_form_of_the_real_register() =>
        Numbers.Sample(digits => digits[2] == '9'); // There the third digit starts a month, 0 or 1.

    [Fact]
    public void The_check_digit_is_the_published_one() => Assert.EndsWith("4", DammOf("572"), StringComparison.Ordinal);

    [Fact]
    public void Different_serials_make_different_numbers() =>
        Gen.Select(Gen.Long[0, AzrNumber.SerialMax], Gen.Long[0, AzrNumber.SerialMax]).Sample((one, other) =>
            one == other || AzrNumber.FromSerial(one) != AzrNumber.FromSerial(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("1234567890123")]
    [InlineData("12945678901a")]
    public void What_is_not_twelve_digits_is_no_number(string? text) => Assert.False(AzrNumber.TryParse(text, out _));

    [Fact]
    public void A_number_hides_itself_from_logs() => Assert.Equal("AZR-***", AzrNumber.FromSerial(1).ToString());

    // 572 is the example of the published scheme; 9 as the third digit takes part like any other.
    private static string DammOf(string digits)
    {
        var table = new[]
        {
            "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
            "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
        };
        var interim = digits.Aggregate(0, (sofar, digit) => table[sofar][digit - '0'] - '0');
        return digits + interim;
    }

    private static string With(string digits, int place, char digit) => digits[..place] + digit + digits[(place + 1)..];
}
