using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AzrActors.Client;
using AzrActors.Contracts.Notices;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr watch</c>: the authority's notices as they arrive, until Ctrl+C.</summary>
internal sealed class WatchCommand : Command
{
    private readonly Option<long?> _after = new("--after")
    {
        Description = "Begin behind this sequence (0: with the first notice). Without it only new notices are shown.",
        HelpName = "N",
    };

    private readonly Option<string?> _subscription = new("--subscription")
    {
        Description = "Let the register keep the position under this name and continue there next time.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print each notice as one JSON line." };

    private readonly ConnectionOptions _connection;

    public WatchCommand(ConnectionOptions connection) : base("watch", "Show notices to the authority as they arrive.")
    {
        _connection = connection;
        Options.Add(_after);
        Options.Add(_subscription);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_after) is not null && result.GetResult(_subscription) is not null)
                result.AddError("--after and --subscription exclude each other: the subscription knows its position.");
            if (result.GetValue(_after) < 0) result.AddError("--after is 0 or more.");
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var isJson = parsed.GetValue(_json);
        Task Show(Notice notice, CancellationToken _) =>
            Console.Out.WriteLineAsync(isJson ? JsonSerializer.Serialize(notice, AgencyJson.Options) : Line(notice));

        if (parsed.GetValue(_subscription) is { } subscription)
            await register.Client.SubscribeAsync(subscription, Show, cancellationToken);
        else
            await register.Client.FollowAsync(
                parsed.GetValue(_after) ?? await NewestAsync(register.Client, cancellationToken), Show, cancellationToken);
        return ExitCode.Accepted;
    }

    private static async Task<long> NewestAsync(IAzrClient client, CancellationToken cancellationToken) =>
        (await client.ReadNoticesAsync(after: 0, limit: 1, cancellationToken)).Last;

    private static string Line(Notice notice) => string.Create(CultureInfo.InvariantCulture,
        $"{notice.Sequence,6}  {notice.OccurredOn:dd.MM.yyyy}  {notice.Kind,-8}  {notice.PersonName}, {notice.BirthDate}  " +
        $"{notice.Occasion} ({notice.Paragraph}), {notice.Items.Count} values, {notice.Removed.Count} gone");
}
