using AzrActors.Contracts.Search;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Pages;

/// <summary>Input of a search, and of what was made of its list.</summary>
public sealed class SearchForm
{
    public string? Nummer { get; set; }
    public string? Familienname { get; set; }
    public string? Vornamen { get; set; }
    public string? Geburtsdatum { get; set; }
    public string? Geburtsort { get; set; }
    public string? Geschlecht { get; set; }
    public string? Staat { get; set; }
    public string? Ausweis { get; set; }
    public string? Ausweisstaat { get; set; }
    public string? Ausweisart { get; set; }
    public string? Auslandsnummer { get; set; }
    public string? Auslandsstaat { get; set; }
    public string? Geschaeftszeichen { get; set; }
    /// <summary>Circumstances that are stated; a form without any has no such field, and then this is null.</summary>
    public string[]? Umstand { get; set; }

    /// <summary>The search whose list is discarded.</summary>
    public Guid? Suche { get; set; }

    /// <summary>AZR number of the person it was.</summary>
    public string? Behalten { get; set; }

    /// <summary>What is asked for, by name of the input; nothing but what a new page of the form has to hold again.</summary>
    public IEnumerable<(string Name, string Value)> Typed() => new[]
    {
        ("nummer", Nummer), ("familienname", Familienname), ("vornamen", Vornamen), ("geburtsdatum", Geburtsdatum), ("geburtsort", Geburtsort),
        ("geschlecht", Geschlecht), ("staat", Staat), ("ausweis", Ausweis), ("ausweisstaat", Ausweisstaat), ("ausweisart", Ausweisart),
        ("auslandsnummer", Auslandsnummer), ("auslandsstaat", Auslandsstaat), ("geschaeftszeichen", Geschaeftszeichen),
    }.Concat((Umstand ?? []).Select(one => ("umstand", (string?)one))).Where(said => !string.IsNullOrWhiteSpace(said.Item2))
        .Select(said => (said.Item1, said.Item2!.Trim()));

    public bool IsEmpty() => !Typed().Any();

    public bool IsNumberOnly() => Typed().Select(said => said.Name).SequenceEqual(["nummer"]);

    /// <summary>A number as it may be typed or pasted, in groups and with its name before it.</summary>
    public static string DigitsOf(string typed) =>
        typed.Any(char.IsAsciiDigit) ? string.Concat(typed.Where(char.IsAsciiDigit)) : string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>The request, or what keeps it from being one.</summary>
    public (SearchRequest Request, IReadOnlyList<FieldError> Errors) ToRequest()
    {
        var errors = new List<FieldError>();
        var birthDate = "";
        if (Said(Geburtsdatum) is { } typed && !TypedDate.TryParse(typed, out birthDate))
            errors.Add(new FieldError("geburtsdatum", "Bitte mit vierstelligem Jahr, zum Beispiel 09.03.1991, 03.1991 oder 1991.") { Label = "Geburtsdatum" });
        if (Said(Ausweis) is null && (Said(Ausweisstaat) ?? Said(Ausweisart)) is not null)
            errors.Add(new FieldError("ausweis", "Bitte geben Sie die Nummer des Ausweises an.") { Label = "Seriennummer" });
        if (Said(Auslandsnummer) is null != Said(Auslandsstaat) is null)
            errors.Add(new FieldError(Said(Auslandsnummer) is null ? "auslandsnummer" : "auslandsstaat", "Nummer und Staat gehören zusammen.")
            {
                Label = "Ausländische Personennummer",
            });
        return (new SearchRequest
        {
            AzrNumber = Said(Nummer) is { } number ? DigitsOf(number) : null, FamilyName = Said(Familienname), FirstNames = Said(Vornamen),
            BirthDate = birthDate.Length > 0 ? birthDate : null, BirthPlace = Said(Geburtsort), Sex = Said(Geschlecht),
            Nationalities = Said(Staat) is { } state ? [state] : null,
            Paper = Said(Ausweis) is { } paper ? new PaperQuery { SerialNumber = paper, State = Said(Ausweisstaat), Type = Said(Ausweisart) } : null,
            ForeignNumber = (Said(Auslandsnummer), Said(Auslandsstaat)) is ({ } foreign, { } from) ? new ForeignNumberQuery { Number = foreign, State = from } : null,
            FileReference = Said(Geschaeftszeichen), Stating = Umstand,
        }, errors);
    }

    /// <summary>A refusal of the register at the input that it is about.</summary>
    public FieldError ErrorOf(Refusal refusal) => refusal.Code switch
    {
        "azr-number.invalid" or "record.unknown" => NumberError(refusal.German),
        "search.too-thin" => new FieldError(Said(Familienname) is null ? "familienname" : "geburtsdatum", refusal.German)
        {
            Label = Said(Familienname) is null ? "Familienname" : "Geburtsdatum",
        },
        _ => new FieldError(null, refusal.German),
    };

    public static FieldError NumberError(string text) => new("nummer", text) { Label = "AZR-Nummer" };

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
