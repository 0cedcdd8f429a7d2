using System.Globalization;
using AzrActors.Domain.Identity;

namespace AzrActors.Demo.Synthetic.Matching;

/// <summary>A second record of a person, as another office would have made it: every field with its own faults.</summary>
internal static class OtherRecord
{
    private const double Romanised = 0.4;
    private const double MarksLost = 0.2;
    private const double DoubleCoded = 0.05;
    private const double NameMistyped = 0.06;
    private const double NamesExchanged = 0.02;
    private const double AllInOneName = 0.015;
    private const double GivenMissing = 0.01;
    private const double SecondGivenDropped = 0.4;
    private const double Married = 0.04;

    public static PersonIdentity Of(SeededDraw draw, KnownMember member, DateOnly today)
    {
        var identity = member.Identity;
        var home = draw.Chance(0.4) ? KnownPopulation.Home(draw) : member.Home;
        identity = home.On(Names(draw, identity, member)) with
        {
            BirthDate = Birth(draw, identity.BirthDate, today),
            Sex = draw.Share() switch { < 0.005 => identity.Sex == "m" ? "w" : "m", < 0.03 => null, _ => identity.Sex },
            Nationalities = draw.Chance(0.03) ? [] : identity.Nationalities,
            BirthPlace = Place(draw, identity.BirthPlace, member.Origin.Language),
            PaperNumber = Paper(draw, identity.PaperNumber),
        };
        if (draw.Chance(0.1)) return identity with { Street = null, Postcode = null, Town = null };
        return draw.Chance(0.08) && identity.Street is { } street ? identity with { Street = NameVariants.Mistyped(draw, street) } : identity;
    }

    private static PersonIdentity Names(SeededDraw draw, PersonIdentity identity, KnownMember member)
    {
        var family = Name(draw, identity.FamilyName, member.Origin.Language);
        var given = Name(draw, identity.GivenNames, member.Origin.Language);
        if (identity.Sex == "w" && member.Age > 20 && draw.Chance(Married))
            family = SyntheticNames.Draw(draw, member.Origin.Language, "m", married: false).Family;
        if (given?.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank && draw.Chance(SecondGivenDropped)) given = given[..blank];
        if (draw.Chance(NamesExchanged) && given is not null) (family, given) = (given, family);
        else if (draw.Chance(AllInOneName)) (family, given) = (draw.Chance(0.5) ? $"{given} {family}" : $"{family} {given}", null);
        else if (draw.Chance(GivenMissing)) given = null;
        return identity with { FamilyName = family, GivenNames = given };
    }

    private static string? Name(SeededDraw draw, string? name, string language)
    {
        if (name is null) return null;
        if (draw.Chance(Romanised)) name = NameVariants.Romanised(draw, name, language);
        if (draw.Chance(MarksLost)) name = SyntheticNames.WithoutMarks(name);
        if (draw.Chance(NameMistyped)) name = NameVariants.Mistyped(draw, name);
        return draw.Chance(DoubleCoded) ? NameVariants.DoubleCoded(name) : name;
    }

    private static WrittenDate Birth(SeededDraw draw, WrittenDate date, DateOnly today) => draw.Share() switch
    {
        < 0.02 when date.Day is > 0 and <= 12 => new WrittenDate(date.Year, date.Day, date.Month),
        < 0.05 when date.Year < today.Year - 1 => new WrittenDate(date.Year, 1, 1),
        < 0.06 => new WrittenDate(date.Year, 0, 0),
        < 0.065 => new WrittenDate(date.Year, date.Month, 0),
        < 0.08 => date with { Year = date.Year + (draw.Chance(0.5) ? 1 : -1) },
        < 0.10 when date.Day > 0 => date with { Day = draw.Between(1, 28) },
        < 0.11 when date.Month > 0 => date with { Month = draw.Between(1, 12), Day = Math.Min(date.Day, 28) },
        < 0.112 => default,
        _ => date,
    };

    private static string? Place(SeededDraw draw, string? place, string language)
    {
        if (place is null || draw.Chance(0.15)) return null;
        if (draw.Chance(0.2)) place = NameVariants.Romanised(draw, place, language);
        return draw.Chance(0.05) ? NameVariants.Mistyped(draw, place) : place;
    }

    private static string? Paper(SeededDraw draw, string? paper) => draw.Share() switch
    {
        < 0.25 => null,
        < 0.6 => string.Create(CultureInfo.InvariantCulture, $"X{draw.Below(1_000_000_000):D9}"),
        < 0.63 when paper is not null => NameVariants.Mistyped(draw, paper),
        _ => paper,
    };
}
