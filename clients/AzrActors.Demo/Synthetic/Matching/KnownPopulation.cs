using System.Globalization;
using AzrActors.Domain.Identity;

namespace AzrActors.Demo.Synthetic.Matching;

/// <summary>A record of which it is known whose it is.</summary>
/// <param name="Person">Number of the person; two records of one number are a pair to find.</param>
/// <param name="Id">Unlike in all records.</param>
public sealed record KnownRecord(int Person, string Id, PersonIdentity Identity);

/// <summary>
/// Records with known truth, for measuring how well duplicates are found: persons in families, with twins, sons named
/// after their father and shelters of many persons, and of some of them a second record with the faults that offices
/// make. It follows from the seed. Rates are guesses after published examples and rather too high than too low.
/// </summary>
public sealed class KnownPopulation(int seed, DateOnly today)
{
    /// <summary>Persons drawn together: one family, or as many single persons.</summary>
    private const int Together = 4;

    private const double Family = 0.45;
    private const double InShelter = 0.1;
    private const int PerShelter = 50;
    private const double Twins = 0.06;
    private const double NamedAfterFather = 0.03;
    private const double ConsecutivePapers = 0.3;
    private const double ListedName = 0.3;
    private const int PostcodesPerTown = 40;

    private static readonly Weighted<Origin> Origins =
        new(SyntheticTables.Origins.Where(origin => !origin.IsOpen), origin => origin.Weight);

    /// <summary>The first records of the persons from 0 on, and behind each the second record of every so many persons.</summary>
    /// <param name="duplicates">Share of persons with a second record, from 0 to 1.</param>
    public IEnumerable<KnownRecord> Take(int persons, double duplicates)
    {
        for (var first = 0; first < persons; first += Together)
        {
            var members = Household(first);
            for (var i = 0; i < Together && first + i < persons; i++)
            {
                var person = first + i;
                yield return new KnownRecord(person, Id(person, 0), members[i].Identity);
                var draw = new SeededDraw(seed + 1, person);
                if (draw.Chance(duplicates)) yield return new KnownRecord(person, Id(person, 1), OtherRecord.Of(draw, members[i], today));
            }
        }
    }

    private static string Id(int person, int record) => string.Create(CultureInfo.InvariantCulture, $"{person}-{record}");

    private KnownMember[] Household(int first)
    {
        var draw = new SeededDraw(seed, first);
        if (!draw.Chance(Family)) return [.. Enumerable.Range(first, Together).Select(person => Single(new SeededDraw(seed + 2, person), person))];
        var origin = Origins.Draw(draw);
        var father = Member(draw, first, origin, "m", draw.Between(28, 70), null);
        var fatherSerial = Serial(first);
        var members = new KnownMember[Together];
        members[0] = father;
        var consecutive = draw.Chance(ConsecutivePapers);
        var twins = draw.Chance(Twins);
        for (var i = 1; i < Together; i++)
        {
            var sex = i == 1 ? "w" : draw.Chance(0.5) ? "m" : "w";
            var age = Math.Max(0, i == 1 ? father.Age - draw.Between(-3, 8) : father.Age - draw.Between(20, 40));
            var member = Member(draw, first + i, origin, sex, age, father);
            var identity = member.Identity;
            if (i == 3 && twins) identity = identity with { BirthDate = members[2].Identity.BirthDate, BirthPlace = members[2].Identity.BirthPlace };
            if (sex == "m" && draw.Chance(NamedAfterFather)) identity = identity with { GivenNames = father.Identity.GivenNames };
            if (consecutive) identity = identity with { PaperNumber = fatherSerial[..^1] + ((fatherSerial[^1] - '0' + i) % 10).ToString(CultureInfo.InvariantCulture) };
            members[i] = member with { Identity = identity };
        }
        return members;
    }

    private KnownMember Single(SeededDraw draw, int person)
    {
        var member = Member(draw, person, Origins.Draw(draw), draw.Chance(0.55) ? "m" : "w", draw.Between(18, 80), null);
        if (!draw.Chance(InShelter)) return member;
        var shelter = Home(new SeededDraw(seed + 3, person / (int)(PerShelter / InShelter)));
        return member with { Identity = shelter.On(member.Identity), Home = shelter };
    }

    private KnownMember Member(SeededDraw draw, int person, Origin origin, string sex, int age, KnownMember? head)
    {
        var name = SyntheticNames.Draw(draw, origin.Language, sex, married: false);
        var pool = SyntheticTables.Names[origin.Language];
        var family = head?.Identity.FamilyName ?? (draw.Chance(ListedName) ? name.Family : Invented(draw, pool.Family));
        var given = name.Given is null || draw.Chance(ListedName) ? name.Given : Invented(draw, sex == "w" ? pool.Female : pool.Male);
        var birth = SyntheticBirth.Draw(draw, age, origin.NewYear, today);
        var home = head?.Home ?? Home(draw);
        var identity = home.On(new PersonIdentity
        {
            FamilyName = family,
            GivenNames = given,
            BirthDate = WrittenDate.TryParse(birth.Text, out var date) ? date.Value : default,
            Sex = sex,
            Nationalities = [origin.Key],
            BirthPlace = head is not null && draw.Chance(0.6) ? head.Identity.BirthPlace : Place(draw, origin),
            PaperNumber = Serial(person),
        });
        return new KnownMember(identity, origin, age, home);
    }

    private static string? Place(SeededDraw draw, Origin origin) =>
        draw.Chance(0.4) && origin.Places.Count > 0 ? draw.Pick(origin.Places) : Invented(draw, SyntheticTables.Names[origin.Language].Family);

    internal static KnownHome Home(SeededDraw draw)
    {
        var address = SyntheticAddresses.Draw(draw, SyntheticAddresses.DrawDistrict(draw));
        // The code list knows one postcode of each town; in one of them a third of all would live.
        var postcode = int.Parse(address.PostalCode, CultureInfo.InvariantCulture) + draw.Below(PostcodesPerTown);
        return new KnownHome(
            $"{address.Street} {address.HouseNumber}{address.HouseNumberSuffix}", postcode.ToString("D5", CultureInfo.InvariantCulture), address.Town);
    }

    private static string Serial(int person) => string.Create(CultureInfo.InvariantCulture, $"X{new SeededDraw(7, person).Below(1_000_000_000):D9}");

    // A listed name is one of a dozen; a beginning and an end of two of them make as many as a country has.
    private static string Invented(SeededDraw draw, IReadOnlyList<string> pool)
    {
        var (one, other) = (draw.Pick(pool).Split(' ')[0], draw.Pick(pool).Split(' ')[^1]);
        var start = one[..Math.Max(2, draw.Between(one.Length / 2, one.Length - 1))];
        var end = other[Math.Min(other.Length - 1, draw.Between(1, Math.Max(1, other.Length / 2)))..];
        return start + end.ToLowerInvariant();
    }
}

/// <summary>A person of the population beside what a second record of them is made from.</summary>
internal sealed record KnownMember(PersonIdentity Identity, Origin Origin, int Age, KnownHome Home);

/// <summary>Where somebody lives.</summary>
internal sealed record KnownHome(string Street, string Postcode, string Town)
{
    public PersonIdentity On(PersonIdentity identity) => identity with { Street = Street, Postcode = Postcode, Town = Town };
}
