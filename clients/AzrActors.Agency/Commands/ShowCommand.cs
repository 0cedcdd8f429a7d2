using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AzrActors.Contracts.Records;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr show</c>: what the authority may see of one record, each value with its source.</summary>
internal sealed class ShowCommand : Command
{
    private readonly Argument<string> _azrNumber = new("AZRNUMBER") { Description = "AZR number of the person." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the record as JSON." };
    private readonly StatingOption _stating = new("Circumstances on which rights depend and for which the authority answers, logged with the request");
    private readonly ConnectionOptions _connection;

    public ShowCommand(ConnectionOptions connection) : base("show", "Show a record, each value with its source.")
    {
        _connection = connection;
        Arguments.Add(_azrNumber);
        Options.Add(_json);
        Options.Add(_stating);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var reply = await register.Client.ReadAsync(
            new RecordRequest { AzrNumber = parsed.GetRequiredValue(_azrNumber), Stating = _stating.ValueOf(parsed) }, cancellationToken);
        if (reply.Refusal is { } refusal) return RefusalText.Tell(refusal);
        if (parsed.GetValue(_json)) Console.Out.WriteLine(JsonSerializer.Serialize(reply.View, AgencyJson.Options));
        else Screens.Out.Write(Table(reply.View!));
        return ExitCode.Accepted;
    }

    private static Table Table(RecordView view)
    {
        var table = new Table().Title(Markup.Escape($"AZR {view.AzrNumber ?? "—"}, version {view.Version}"));
        foreach (var column in new[] { "Field", "Value", "Since", "Source", "File reference", "Known since (UTC)", "Basis" })
            table.AddColumn(column);
        foreach (var item in view.Items)
        {
            table.AddRow(
                new Text(item.Label),
                new Text(item.Dispute is { } dispute ? $"{item.Text} (disputed; the person says: {dispute.Statement ?? "not so"})" : item.Text),
                new Text(item.Source.ValidFrom.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
                new Text($"{item.Source.AuthorityName} ({item.Source.Authority})"),
                new Text(item.Source.FileReference),
                new Text(item.Source.KnownSince.UtcDateTime.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(item.Source.Basis));
        }
        return table;
    }
}
