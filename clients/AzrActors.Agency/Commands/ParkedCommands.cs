using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr parked</c>: notices that a program of the authority has set aside.</summary>
internal sealed class ParkedCommand : Command
{
    private const int PageSize = 1000;

    private readonly Option<string> _subscription = SubscriptionOption();
    private readonly ConnectionOptions _connection;

    public ParkedCommand(ConnectionOptions connection) : base("parked", "List notices that a program has set aside.")
    {
        _connection = connection;
        Options.Add(_subscription);
        SetAction(RunAsync);
    }

    internal static Option<string> SubscriptionOption() => new("--subscription")
    {
        Description = "Name of the program's subscription.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "mirror",
    };

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var table = new Table().AddColumns("Number", "Person", "Tries", "Reason", "Behind", "Since", "Replay asked");
        for (var after = 0L; ;)
        {
            var page = await register.Client.Deliveries.ListParkedAsync(
                parsed.GetRequiredValue(_subscription), after, PageSize, cancellationToken);
            foreach (var parked in page)
                table.AddRow(
                    Text(parked.Sequence), new Text(parked.Person), Text(parked.Tries), new Text(parked.Reason), Text(parked.Behind),
                    Text(parked.ParkedAt), Text(parked.ReplayAskedAt));
            if (page.Count < PageSize) break;
            after = page[^1].Sequence;
        }
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static Text Text(IFormattable? value) =>
        new(value?.ToString(value is DateTimeOffset ? "u" : null, CultureInfo.InvariantCulture) ?? "");
}

/// <summary><c>azr replay</c>: has parked notices delivered again.</summary>
internal sealed class ReplayCommand : Command
{
    private const string Everything = "all";

    private readonly Argument<string> _which = new("NUMBER|all")
    {
        Description = "A parked notice, which comes again with all others of its person, or all.",
    };

    private readonly Option<string> _subscription = ParkedCommand.SubscriptionOption();
    private readonly ConnectionOptions _connection;

    public ReplayCommand(ConnectionOptions connection) : base("replay", "Have notices that were set aside delivered again, in order.")
    {
        _connection = connection;
        Arguments.Add(_which);
        Options.Add(_subscription);
        _which.Validators.Add(result =>
        {
            if (result.GetValue(_which) is not Everything and var text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError("Name the number of a parked notice, or all.");
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        long? sequence = parsed.GetRequiredValue(_which) is not Everything and var text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        var asked = await register.Client.Deliveries.ReplayAsync(parsed.GetRequiredValue(_subscription), sequence, cancellationToken);
        Console.Out.WriteLine($"{asked} notices will be delivered again.");
        return asked > 0 ? ExitCode.Accepted : ExitCode.Refused;
    }
}
