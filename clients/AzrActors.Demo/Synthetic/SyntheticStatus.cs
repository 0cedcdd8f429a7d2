using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Demo.Synthetic;

/// <summary>A residence status as it was granted.</summary>
public sealed record SyntheticStatus(string Code, DateOnly GrantedOn, DateOnly? ValidUntil, string DocumentNumber)
{
    /// <summary>Aufenthaltsgestattung, which the BAMF reports.</summary>
    public bool IsAsylumPermission => Code == "55";

    public Entry Grant() => Entries.GrantStatus(Code, GrantedOn, ValidUntil, DocumentNumber);
}

/// <summary>Draws residence statuses by origin, age and length of stay.</summary>
internal static class SyntheticStatuses
{
    private const double Expired = 0.02;
    private const int TolerationDays = 180;

    private static readonly HashSet<string> Protection = ["475", "423", "438", "439", "273", "224", "225", "459", "997", "998", "999"];

    // Free movement by treaty: European Economic Area and Switzerland.
    private static readonly HashSet<string> Treaty = ["136", "141", "149", "158"];

    private static readonly ILookup<string, StatusShare> ByGroup = SyntheticTables.Statuses.ToLookup(share => share.Group);

    /// <summary>The share of the table for a code, for a person who is to hold just this status.</summary>
    public static StatusShare Find(string code) => SyntheticTables.Statuses.First(share => share.Code == code);

    /// <summary>Null for those who need no title because they move freely.</summary>
    public static StatusShare? Draw(SeededDraw draw, string nationality, int age, DateOnly today)
    {
        if (States.Find(nationality, today) is { InUnion: true } || Treaty.Contains(nationality)) return null;
        var group = Protection.Contains(nationality) ? "protection" : nationality == "166" ? "displaced" : "other";
        var possible = ByGroup[group]
            .Where(share => age >= share.AgeMin && age <= share.AgeMax && age >= share.StayMinYears)
            .ToList();
        return possible.Count == 0 ? null : new Weighted<StatusShare>(possible, share => share.Weight).Draw(draw);
    }

    /// <param name="mayBeExpired">Some titles have run out; those asked for by name have not.</param>
    public static SyntheticStatus Grant(SeededDraw draw, StatusShare share, DateOnly arrivedOn, DateOnly today, bool mayBeExpired)
    {
        var status = StatusCodes.Get(share.Code);
        var number = DocumentNumber(draw, status.Kind);
        if (status.Kind == StatusKind.Toleration)
        {
            var since = Later(arrivedOn, today.AddDays(-draw.Between(5, TolerationDays - 30)));
            return new SyntheticStatus(share.Code, since, since.AddDays(TolerationDays), number);
        }
        if (status.Kind == StatusKind.AsylumPermission) return new SyntheticStatus(share.Code, arrivedOn, null, number);
        if (share.Years == 0)
            return new SyntheticStatus(share.Code, draw.Day(arrivedOn.AddYears(share.StayMinYears), today.AddDays(-20)), null, number);
        var days = share.Years * 365;
        var back = mayBeExpired && draw.Chance(Expired) ? days + draw.Between(2, 120) : draw.Between(20, days - 20);
        var grantedOn = Later(arrivedOn, today.AddDays(-back));
        return new SyntheticStatus(share.Code, grantedOn, grantedOn.AddDays(days), number);
    }

    /// <summary>A number in the form of the document; its digits start with 99, the mark of everything synthetic here.</summary>
    public static string DocumentNumber(SeededDraw draw, StatusKind kind)
    {
        string Digits(int count)
        {
            var free = draw.Below((int)Math.Pow(10, count - 2));
            return "99" + free.ToString("D" + (count - 2), CultureInfo.InvariantCulture);
        }

        return kind switch
        {
            StatusKind.Toleration => "T" + Digits(7),
            StatusKind.AsylumPermission => "V" + Digits(7),
            _ => "X" + Digits(8),
        };
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
