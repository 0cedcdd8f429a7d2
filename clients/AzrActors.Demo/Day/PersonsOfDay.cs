using System.Globalization;

namespace AzrActors.Demo.Day;

/// <summary>
/// Names and dates of those who are not of the population. Each day has its own: nobody is stored a second time, and twenty at one
/// address would be a find of the register.
/// </summary>
internal sealed class PersonsOfDay(DateOnly today)
{
    private static readonly string[] GivenNames =
        ["Anahit", "Armine", "Gayane", "Hasmik", "Lusine", "Mariam", "Narine", "Siranush", "Tatevik", "Zaruhi"];

    /// <param name="part">Tells the persons of one day apart.</param>
    public string GivenName(int part) => GivenNames[(today.DayNumber + part) % GivenNames.Length];

    /// <inheritdoc cref="GivenName"/>
    public string BirthDate(int part) => new DateOnly(1960, 1, 1).AddDays(((today.DayNumber * 397) + (part * 4_321)) % 13_000)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string HouseNumber { get; } = ((today.DayNumber % 200) + 1).ToString(CultureInfo.InvariantCulture);
}
