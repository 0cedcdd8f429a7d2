using System.CommandLine;
using System.Globalization;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Receipts;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary>
/// <c>azr deliveries</c>: who has received the notices that an own submission has caused; without a submission how far all
/// recipients are behind, for the register authority.
/// </summary>
internal sealed class DeliveriesCommand : Command
{
    private readonly Argument<Guid?> _submission = new("SUBMISSION")
    {
        Description = "Id of the submission; without it all recipients (register authority only).",
        DefaultValueFactory = _ => null,
    };

    private readonly ConnectionOptions _connection;

    public DeliveriesCommand(ConnectionOptions connection) : base("deliveries", "Show who has received what.")
    {
        _connection = connection;
        Arguments.Add(_submission);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        return parsed.GetValue(_submission) is { } submission
            ? Show(await register.Client.Deliveries.ListDeliveriesAsync(submission, cancellationToken))
            : Show(await register.Client.Deliveries.ListRecipientsAsync(cancellationToken));
    }

    private static int Show(DeliveriesReply reply)
    {
        if (reply.Deliveries is null)
        {
            Console.Error.WriteLine("The authority has handed in no such submission.");
            return ExitCode.Refused;
        }
        var table = new Table().AddColumns("Recipient", "Kind", "Status", "Age", "Reason", "Text");
        foreach (var delivery in reply.Deliveries)
            table.AddRow(
                new Text(delivery.Recipient ?? "-"), new Text(delivery.RecipientKind), new Text(delivery.Status.ToString()),
                new Text(Age(delivery.AgeSeconds)), new Text(delivery.Reason?.ToString() ?? ""), new Text(delivery.Text ?? ""));
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static int Show(RecipientsReply reply)
    {
        if (reply.Refusal is { } refusal) return RefusalText.Tell(refusal);
        var table = new Table().AddColumns("Recipient", "Last", "Received", "Behind", "Oldest", "Parked", "Last receipt");
        foreach (var state in reply.Recipients)
            table.AddRow(
                new Text(state.Recipient), Number(state.Last), Number(state.ReceivedUpTo), Number(state.Last - state.ReceivedUpTo),
                new Text(Age(state.OldestAgeSeconds)), Number(state.Parked ?? 0),
                new Text(state.LastReceiptAt is { } at ? LegalCalendar.LocalTimeOf(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "-"));
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static Text Number(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    private static string Age(long? seconds) =>
        seconds is { } known ? TimeSpan.FromSeconds(known).ToString("c", CultureInfo.InvariantCulture) : "-";
}
