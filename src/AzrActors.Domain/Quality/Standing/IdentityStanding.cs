namespace AzrActors.Domain.Quality.Standing;

/// <summary>Who the person is: nationality, age, papers.</summary>
internal static class IdentityStanding
{
    private const string Nationality = "nationality";
    private const string Document = "IdentityDocument";
    private const string Stateless = "997";
    private static readonly string[] Proofs = [Document, "StatelessTravelDocument"];
    private static readonly string[] Health = ["HealthExamination", "Vaccination", "CollectiveAccommodationClearance"];
    private static readonly string[] GermanDocuments = ["ForeignersTravelDocument", "RefugeeTravelDocument", "StatelessTravelDocument"];

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.StatelessUnproven, StatelessUnproven), new(Quality.Rules.NationalityLongOpen, NationalityLongOpen),
        new(Quality.Rules.CheckDigitWrong, CheckDigitWrong), new(Quality.Rules.VeryOld, VeryOld), new(Quality.Rules.BirthDateGuessed, BirthDateGuessed),
        new(Quality.Rules.HealthDataOld, HealthDataOld),
    ];

    [Judges("Q011")]
    private static IEnumerable<Fault> StatelessUnproven(StandingCase standing, Rule rule)
    {
        if (standing.Record.Nationalities.Contains(Stateless) && !standing.Has(Proofs))
            yield return new Fault(null, Nationality, Span.Since(standing.Record.Person[Nationality].Source.ValidFrom));
    }

    /// <summary>Each step towards a clarification gives another term.</summary>
    [Judges("Q012")]
    private static IEnumerable<Fault> NationalityLongOpen(StandingCase standing, Rule rule)
    {
        if (!standing.Record.Nationalities.Any(key => key is "998" or "999")) yield break;
        var last = standing.Record.Person[Nationality].Source.ValidFrom;
        foreach (var (_, when) in standing.Facts("on", "TravelDocumentProcurementOpened").Concat(standing.Facts("checkedOn", Document)))
            if (when.From > last) last = when.From;
        yield return new Fault(null, Nationality, Span.Since(rule.Terms[0].Over(last)));
    }

    /// <summary>Numbers that German documents print with their check digit behind them.</summary>
    [Judges("Q018")]
    private static IEnumerable<Fault> CheckDigitWrong(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("issuedOn", GermanDocuments))
            if (MachineReadable.IsMistyped(fact.Value("number"))) yield return new Fault(fact.Path.ToString(), "number", when);
        foreach (var (fact, when) in standing.Facts("checkedOn", Document))
            if (fact.Value("issuingState") == CodeLists.States.German && MachineReadable.IsMistyped(fact.Value("serialNumber")))
                yield return new Fault(fact.Path.ToString(), "serialNumber", when);
    }

    /// <summary>Only of somebody who is here.</summary>
    [Judges("Q024")]
    private static IEnumerable<Fault> VeryOld(StandingCase standing, Rule rule)
    {
        if (standing.Record.IsResident && standing.Record.BirthDate is { } birth)
            yield return new Fault(null, "birthDate", Span.Since(rule.Terms[0].Over(birth.Latest)).NotBefore(standing.ResidentSince!.Value));
    }

    /// <summary>A passport that came after the date was said may know better.</summary>
    [Judges("Q027")]
    private static IEnumerable<Fault> BirthDateGuessed(StandingCase standing, Rule rule)
    {
        if (standing.Record.BirthDate is not { Day: 1, Month: 1 or 7 }) yield break;
        var said = standing.Record.Person["birthDate"].Source.KnownSince;
        foreach (var fact in standing.Record.FactsOf(Document))
            if (fact.Value("type") == "passport" && fact.Source.KnownSince > said)
                yield return new Fault(null, "birthDate", Span.Since(fact.Source.ValidFrom));
    }

    [Judges("Q139")]
    private static IEnumerable<Fault> HealthDataOld(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("on", Health))
            yield return new Fault(fact.Path.ToString(), "on", Span.Since(rule.Terms[0].Over(when.From)));
    }
}

/// <summary>Numbers as the machine-readable line of a German document has them (ICAO 9303 part 3).</summary>
internal static class MachineReadable
{
    private const int SerialLength = 9;
    private static readonly int[] Weights = [7, 3, 1];

    /// <summary>True for a serial of nine characters with a check digit that does not fit; other numbers have none.</summary>
    public static bool IsMistyped(string? number)
    {
        if (number is not { Length: SerialLength + 1 } || !char.IsAsciiDigit(number[^1])) return false;
        var sum = 0;
        for (var at = 0; at < SerialLength; at++)
        {
            if (Value(number[at]) is not { } value) return false;
            sum += value * Weights[at % Weights.Length];
        }
        return sum % 10 != number[^1] - '0';
    }

    private static int? Value(char one) => one switch
    {
        >= '0' and <= '9' => one - '0',
        >= 'A' and <= 'Z' => one - 'A' + 10,
        '<' => 0,
        _ => null,
    };
}
