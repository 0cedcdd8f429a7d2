using System.CommandLine;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Law;

namespace AzrActors.Agency.Commands;

/// <summary>
/// <c>azr returned-mail</c>: mail to a person came back. The register asks the file-keeper to look at an address that has not changed
/// for long (rule Q039).
/// </summary>
internal sealed class ReturnedMailCommand : Command
{
    private readonly Argument<string> _azrNumber = new("AZRNUMBER") { Description = "AZR number of the person." };

    private readonly Argument<string> _address = new("ADDRESS")
    {
        Description = "The address that the mail went to, by its path in the record (azr show --json), for example address/2.",
    };

    private readonly Option<DateOnly?> _on = new("--on") { Description = "Day on which it came back; default today.", HelpName = "DAY" };
    private readonly ConnectionOptions _connection;

    public ReturnedMailCommand(ConnectionOptions connection) : base("returned-mail", "Tell the register that mail to a person came back.")
    {
        _connection = connection;
        Arguments.Add(_azrNumber);
        Arguments.Add(_address);
        Options.Add(_on);
        Validators.Add(result =>
        {
            if (result.GetValue(_on) > Today) result.AddError("Mail has come back today at the latest.");
        });
        SetAction(RunAsync);
    }

    private static DateOnly Today => LegalCalendar.DayOf(TimeProvider.System.GetUtcNow());

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var report = new ReturnedMailReport
        {
            AzrNumber = parsed.GetRequiredValue(_azrNumber), Fact = parsed.GetRequiredValue(_address), ReturnedOn = parsed.GetValue(_on) ?? Today,
        };
        if ((await register.Client.Findings.ReportReturnedMailAsync(report, cancellationToken)).Refusal is { } refusal) return RefusalText.Tell(refusal);
        Console.Out.WriteLine("The register knows. If the address has not changed for long, the office that keeps the file is asked to look at it (Q039).");
        return ExitCode.Accepted;
    }
}
