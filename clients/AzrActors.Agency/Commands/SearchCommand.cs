using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AzrActors.Contracts.Search;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr search</c>: whether and as whom a person is known; with <c>--discard</c> that data of others were deleted.</summary>
internal sealed class SearchCommand : Command
{
    private readonly Option<string?> _number = new("--number") { Description = "AZR number." };
    private readonly Option<string?> _familyName = new("--family-name") { Description = "Family name, in any spelling." };
    private readonly Option<string?> _firstNames = new("--first-names") { Description = "First names." };
    private readonly Option<string?> _birthDate = new("--birth-date") { Description = "yyyy-MM-dd, unknown parts as 00." };
    private readonly Option<string?> _birthPlace = new("--birth-place") { Description = "Place of birth." };
    private readonly Option<string?> _sex = new("--sex") { Description = "m, w, d or x." };
    private readonly Option<string[]> _nationality = new("--nationality") { Description = "Key of a state; may be repeated." };
    private readonly Option<string?> _paper = new("--paper") { Description = "STATE:TYPE:SERIAL of a paper; state and type may be empty.", HelpName = "STATE:TYPE:SERIAL" };
    private readonly Option<string?> _foreign = new("--foreign-number") { Description = "STATE:NUMBER that a foreign state gave.", HelpName = "STATE:NUMBER" };
    private readonly Option<string?> _file = new("--file") { Description = "Own file reference, logged with the search." };
    private readonly Option<Guid?> _discard = new("--discard") { Description = "Confirm that data of other persons from this search were deleted; --number is the person it was." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the answer as JSON." };
    private readonly StatingOption _stating = new("Circumstances on which rights depend, logged with the search");
    private readonly ConnectionOptions _connection;

    public SearchCommand(ConnectionOptions connection) : base("search", "Find out whether and as whom a person is known.")
    {
        _connection = connection;
        foreach (var option in new Option[]
        {
            _number, _familyName, _firstNames, _birthDate, _birthPlace, _sex, _nationality, _paper, _foreign, _file, _discard, _json, _stating,
        }) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = RequestOf(parsed);
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        if (parsed.GetValue(_discard) is { } search)
        {
            var confirmed = await register.Client.Identity.ConfirmDiscardAsync(search, request.AzrNumber, cancellationToken);
            if (confirmed.Refusal is not null) return RefusalText.Tell(confirmed.Refusal);
            Console.Out.WriteLine("Confirmed.");
            return ExitCode.Accepted;
        }
        var reply = await register.Client.Identity.SearchAsync(request, cancellationToken);
        if (reply.Refusal is { } refusal) return RefusalText.Tell(refusal);
        if (parsed.GetValue(_json)) Console.Out.WriteLine(JsonSerializer.Serialize(reply, AgencyJson.Options));
        else Print(reply);
        return ExitCode.Accepted;
    }

    private SearchRequest RequestOf(ParseResult parsed) => new()
    {
        AzrNumber = parsed.GetValue(_number), FamilyName = parsed.GetValue(_familyName), FirstNames = parsed.GetValue(_firstNames),
        BirthDate = parsed.GetValue(_birthDate), BirthPlace = parsed.GetValue(_birthPlace), Sex = parsed.GetValue(_sex),
        Nationalities = parsed.GetValue(_nationality), FileReference = parsed.GetValue(_file), Stating = _stating.ValueOf(parsed),
        Paper = parsed.GetValue(_paper)?.Split(':', 3) switch
        {
            null => null,
            [var state, var type, var serial] => new PaperQuery { State = NullIfEmpty(state), Type = NullIfEmpty(type), SerialNumber = serial },
            _ => throw new BadFileException("--paper is STATE:TYPE:SERIAL."),
        },
        ForeignNumber = parsed.GetValue(_foreign)?.Split(':', 2) switch
        {
            null => null,
            [var state, var number] => new ForeignNumberQuery { State = state, Number = number },
            _ => throw new BadFileException("--foreign-number is STATE:NUMBER."),
        },
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static void Print(SearchReply reply)
    {
        Console.Out.WriteLine(reply.Outcome switch
        {
            SearchOutcome.Nobody => "Nobody found whom you may see.",
            SearchOutcome.Found => "Found.",
            SearchOutcome.Similar => $"Not clear who is meant; {reply.Persons.Count} similar persons.",
            _ => throw new System.Diagnostics.UnreachableException($"No text for {reply.Outcome}."),
        });
        if (reply.Persons.Count > 0)
        {
            var table = new Table().AddColumns("AZR number", "Bits", "Person");
            foreach (var person in reply.Persons)
                table.AddRow(
                    new Text(person.View.AzrNumber ?? "—"), new Text(person.Bits.ToString("0.0", CultureInfo.InvariantCulture)),
                    new Text(string.Join(" · ", person.View.Items.Select(item => $"{item.Label}: {item.Text}"))));
            Screens.Out.Write(table);
        }
        if (reply.MustDiscard) Console.Out.WriteLine($"Delete what does not concern the person, then: azr search --discard {reply.Search} [--number AZRNUMBER]");
    }
}
