using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Findings;

namespace AzrActors.Demo.Day;

/// <summary>
/// Data that somebody doubts: a name that the person herself disputes, and an address from which mail comes back. Played once;
/// played again it sees that it was.
/// </summary>
internal sealed class DemoDoubts(DemoStage stage, DemoOptions options, IDemoReport report)
{
    private const string Name = "Rahimi";
    private const string NameByPerson = "Raḥīmī";
    private const string NameOfUnreachable = "Tadesse";
    private const string NewStreet = "Holunderstieg";

    private readonly PersonsOfDay _persons = new(options.Today);

    /// <returns>What went otherwise than the script expects; empty if nothing did.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(CancellationToken cancellationToken) =>
        [.. await DisputeAsync(cancellationToken), .. await ReturnMailAsync(cancellationToken)];

    private async Task<IReadOnlyList<string>> DisputeAsync(CancellationToken cancellationToken)
    {
        if (await RegisterAsync("disputed", Name, 2, cancellationToken) is not { } number) return ["14:45 Die Person wurde nicht gespeichert."];
        await stage.SubmitAsync(DemoOffices.Register, "dispute", number,
        [
            Entries.Store("34", ("since", Day(options.Today)), ("restrictedFact", "person/familyName"), ("statement", NameByPerson)),
        ], cancellationToken);
        var reader = DemoOffices.PotsdamResidents;
        var read = (await stage.DeskOf(reader).ReadAsync(number, cancellationToken)).View?.Items.FirstOrDefault(item => item.Path == "person/familyName");
        if (read?.Dispute is not { Statement: NameByPerson } dispute) return ["14:45 Der bestrittene Name ist nicht gekennzeichnet."];
        report.Told("14:45", $"Eine Frau sagt, ihr Name sei falsch geschrieben; klären lässt es sich heute nicht. Beides bleibt stehen (§ 17 AZRG-DV): {reader.Name} liest "
            + string.Create(CultureInfo.GetCultureInfo("de-DE"), $"Familienname {read.Value}, bestritten seit {dispute.Since:d}, Angabe der Person: {dispute.Statement}."));
        return [];
    }

    private async Task<IReadOnlyList<string>> ReturnMailAsync(CancellationToken cancellationToken)
    {
        var (keeper, writer) = (DemoOffices.PotsdamForeigners, DemoOffices.BurgenlandForeigners);
        if (await RegisterAsync("unreachable", NameOfUnreachable, 5, cancellationToken) is not { } number) return ["14:50 Die Person wurde nicht gespeichert."];
        if ((await stage.DeskOf(keeper).ReadAsync(number, cancellationToken)).View?.Items.Any(item => item.Value == NewStreet) == true) return [];
        var reply = await stage.DeskOf(writer).Findings.ReportReturnedMailAsync(
            new ReturnedMailReport { AzrNumber = number, Fact = "address/1", ReturnedOn = options.Today }, cancellationToken);
        if (reply.Refusal is { } refusal) return [$"14:50 Der Rücklauf wurde nicht angenommen: {refusal.German}"];
        FindingView? found = null;
        if (!await DemoStage.UntilAsync(async () => (found = await FindAsync(keeper, number, cancellationToken)) is not null, cancellationToken))
            return ["14:50 Der Rücklauf steht in keinem Arbeitsvorrat."];
        report.Told("14:50", $"Ein Brief der {writer.Name} kommt von einer Anschrift zurück, die seit vier Jahren dieselbe ist. Im Arbeitsvorrat der {keeper.Name} steht "
            + string.Create(CultureInfo.GetCultureInfo("de-DE"), $"{found!.Rule}, fällig am {found.DueOn:d}: {found.German}"));

        await stage.SubmitAsync(DemoOffices.PotsdamResidents, "unreachable-moved", number,
            [Entries.MoveIn("12054000", NewStreet, _persons.HouseNumber, "14467", "Potsdam", options.Today.AddDays(-1))], cancellationToken);
        if (!await DemoStage.UntilAsync(async () => await FindAsync(keeper, number, cancellationToken) is null, cancellationToken))
            return ["14:55 Der Hinweis ist mit der neuen Anschrift nicht erledigt."];
        report.Told("14:55", $"Die Person meldet sich im {NewStreet} an. Mit der neuen Anschrift ist der Hinweis von selbst erledigt.");
        return [];
    }

    private async Task<FindingView?> FindAsync(DemoOffice office, string number, CancellationToken cancellationToken) =>
        (await stage.DeskOf(office).Findings.ListAsync(new FindingQuery { AzrNumber = number, Rule = "Q039" }, cancellationToken)).Findings.FirstOrDefault();

    /// <summary>Somebody who has lived at one address for four years.</summary>
    private async Task<string?> RegisterAsync(string name, string familyName, int part, CancellationToken cancellationToken)
    {
        var person = new PersonData
        {
            FamilyName = familyName, FirstNames = _persons.GivenName(part), BirthDate = _persons.BirthDate(part), Sex = "w", Nationalities = ["423"],
        };
        var reply = await stage.SubmitAsync(DemoOffices.PotsdamForeigners, name, null,
        [
            Entries.RegisterPerson(person), Entries.Arrival(ArrivalKind.FirstEntry, options.Today.AddYears(-6)),
            Entries.MoveIn("12054000", "Kranichstieg", _persons.HouseNumber, "14467", "Potsdam", options.Today.AddYears(-4)),
        ], cancellationToken);
        return reply.Receipt?.AzrNumber;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
