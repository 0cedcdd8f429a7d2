using System.Globalization;
using AzrActors.Demo.Synthetic.Matching;
using AzrActors.Domain.Identity;

namespace AzrActors.Benchmarks.Matching;

/// <summary>A population as a file for <c>azr match</c>; two ids that begin with the same number are one person.</summary>
internal static class KnownFile
{
    public static void Write(string path, IEnumerable<KnownRecord> records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new StreamWriter(path);
        file.WriteLine("id,family_name,given_names,birth_date,sex,nationality,birth_place,paper_number,street,postcode,town");
        foreach (var record in records) file.WriteLine(string.Join(',', Cells(record)));
    }

    private static IEnumerable<string> Cells(KnownRecord record)
    {
        var person = record.Identity;
        string?[] cells =
        [
            record.Id, person.FamilyName, person.GivenNames, person.BirthDate.IsUnknown ? null : DateOf(person.BirthDate), person.Sex,
            string.Join(' ', person.Nationalities), person.BirthPlace, person.PaperNumber, person.Street, person.Postcode, person.Town,
        ];
        return cells.Select(cell => cell is null ? "" : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    private static string DateOf(WrittenDate date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}");
}
