using System.Collections.Frozen;
using AzrActors.Domain.Identity;

namespace AzrActors.Agency.Match;

/// <summary>What the columns of a file to match mean, by their names; those of the FEBRL data sets are known too.</summary>
internal sealed class MatchColumns
{
    private const string Id = "id";

    private static readonly FrozenDictionary<string, string> Meanings = new Dictionary<string, string>
    {
        [Id] = Id,
        ["rec_id"] = Id,
        ["record_id"] = Id,
        ["family_name"] = "family_name",
        ["surname"] = "family_name",
        ["last_name"] = "family_name",
        ["given_names"] = "given_names",
        ["given_name"] = "given_names",
        ["first_name"] = "given_names",
        ["first_names"] = "given_names",
        ["birth_date"] = "birth_date",
        ["date_of_birth"] = "birth_date",
        ["dob"] = "birth_date",
        ["sex"] = "sex",
        ["gender"] = "sex",
        ["nationality"] = "nationality",
        ["nationalities"] = "nationality",
        ["birth_place"] = "birth_place",
        ["place_of_birth"] = "birth_place",
        ["paper_number"] = "paper_number",
        ["soc_sec_id"] = "paper_number",
        ["street"] = "street",
        ["address_1"] = "street",
        ["street_number"] = "house_number",
        ["house_number"] = "house_number",
        ["postcode"] = "postcode",
        ["postal_code"] = "postcode",
        ["town"] = "town",
        ["suburb"] = "town",
        ["city"] = "town",
    }.ToFrozenDictionary();

    private readonly Dictionary<string, int> _places = [];

    /// <exception cref="BadFileException">There is no id, nothing to compare, or a meaning occurs twice.</exception>
    public MatchColumns(IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            if (!Meanings.TryGetValue(name, out var meaning)) Unused.Add(names[i].Trim());
            else if (!_places.TryAdd(meaning, i)) throw new BadFileException($"line 1: the column '{names[i].Trim()}' says {meaning} a second time.");
        }
        if (!_places.ContainsKey(Id)) throw new BadFileException("line 1: the header lacks the column 'id' (or 'rec_id').");
        if (_places.Count == 1)
            throw new BadFileException($"line 1: no column to compare by; known are {string.Join(", ", Meanings.Values.Distinct().Where(known => known != Id))}.");
    }

    /// <summary>Columns that say nothing the matcher knows.</summary>
    public List<string> Unused { get; } = [];

    /// <summary>Reads one line; the fault names the column, never the value.</summary>
    public MatchRecord? Read(IReadOnlyList<string> cells, out string? fault)
    {
        fault = null;
        if (Cell(cells, Id) is not { } id)
        {
            fault = "id is missing";
            return null;
        }
        var date = default(WrittenDate);
        if (Cell(cells, "birth_date") is { } text)
        {
            if (WrittenDate.TryParse(text, out var read)) date = read.Value;
            else fault = "birth_date is no date (yyyy-MM-dd, dd.MM.yyyy, yyyyMMdd or yyyy, 00 for unknown parts); compared without it";
        }
        return new MatchRecord(id, new PersonIdentity
        {
            FamilyName = Cell(cells, "family_name"),
            GivenNames = Cell(cells, "given_names"),
            BirthDate = date,
            Sex = Cell(cells, "sex"),
            Nationalities = Cell(cells, "nationality") is { } nationality ? WrittenNationality.Read(nationality) : [],
            BirthPlace = Cell(cells, "birth_place"),
            PaperNumber = Cell(cells, "paper_number"),
            Street = Cell(cells, "street") is { } street ? WrittenStreet.Read(street, Cell(cells, "house_number")) : null,
            Postcode = Cell(cells, "postcode"),
            Town = Cell(cells, "town"),
        });
    }

    private string? Cell(IReadOnlyList<string> cells, string meaning) =>
        _places.TryGetValue(meaning, out var place) && cells[place].Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>One line of a file to match.</summary>
internal sealed record MatchRecord(string Id, PersonIdentity Identity);
