using System.CommandLine;
using System.Globalization;
using AzrActors.Contracts.AccessLog;
using Spectre.Console;

namespace AzrActors.Agency.AccessLog;

/// <summary><c>azr log holds</c>: which control procedures keep entries beyond their term (AZRG-DV § 16 Abs. 2).</summary>
internal sealed class HoldsCommand : Command
{
    private readonly Option<string> _reason = LogCommand.ReadingReason("Übersicht der aufbewahrten Aufzeichnungen");
    private readonly ConnectionOptions _connection;

    public HoldsCommand(ConnectionOptions connection) : base("holds", "List the holds on log entries.")
    {
        _connection = connection;
        Options.Add(_reason);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var table = new Table().AddColumns("No.", "Entries from", "to", "Of", "Reason", "Placed by", "Placed (UTC)", "Lifted by");
        foreach (var hold in await register.AccessLog.ListHoldsAsync(parsed.GetRequiredValue(_reason), cancellationToken))
            table.AddRow(
                new Text(hold.Number.ToString(CultureInfo.InvariantCulture)), new Text(Time(hold.EntriesFrom)), new Text(Time(hold.EntriesTo)),
                new Text(hold.IsForOneRecord ? "one record" : "all"), new Text(hold.Reason), new Text(hold.PlacedBy), new Text(Time(hold.PlacedAt)),
                new Text(hold.LiftedBy ?? "—"));
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture) ?? "—";
}

/// <summary><c>azr log hold</c>: keeps entries while a control procedure runs.</summary>
internal sealed class HoldCommand : Command
{
    private readonly Argument<string> _reason = new("REASON") { Description = "Which control procedure it is." };
    private readonly Option<DateTimeOffset> _from = new("--from") { Description = "Entries made at this time or later.", Required = true };
    private readonly Option<DateTimeOffset?> _to = new("--to") { Description = "Entries made before this time; default: no end." };
    private readonly Option<string?> _number = new("--azr-number") { Description = "Only entries about the person with this AZR number." };
    private readonly ConnectionOptions _connection;

    public HoldCommand(ConnectionOptions connection) : base("hold", "Keep entries beyond their term while a control procedure runs.")
    {
        _connection = connection;
        Arguments.Add(_reason);
        foreach (var option in new Option[] { _from, _to, _number }) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (from, to) = (parsed.GetRequiredValue(_from), parsed.GetValue(_to));
        if (to <= from) throw new BadFileException("--to is later than --from.");
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var number = await register.AccessLog.HoldAsync(new LogHold
        {
            AzrNumber = parsed.GetValue(_number), EntriesFrom = from, EntriesTo = to, Reason = parsed.GetRequiredValue(_reason),
        }, cancellationToken);
        Console.Out.WriteLine(number is null ? "There is no record with this AZR number." : $"Hold {number} is placed.");
        return number is null ? ExitCode.Refused : ExitCode.Accepted;
    }
}

/// <summary><c>azr log lift</c>: the control procedure is over.</summary>
internal sealed class LiftCommand : Command
{
    private readonly Argument<long> _hold = new("HOLD") { Description = "Number of the hold." };
    private readonly ConnectionOptions _connection;

    public LiftCommand(ConnectionOptions connection) : base("lift", "Let the term of held entries count again.")
    {
        _connection = connection;
        Arguments.Add(_hold);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var hold = parsed.GetRequiredValue(_hold);
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var lifted = await register.AccessLog.LiftHoldAsync(hold, cancellationToken);
        Console.Out.WriteLine(lifted ? $"Hold {hold} is lifted." : $"There is no hold {hold} that could be lifted.");
        return lifted ? ExitCode.Accepted : ExitCode.Refused;
    }
}
