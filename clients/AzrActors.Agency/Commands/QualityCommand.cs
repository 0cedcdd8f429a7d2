using System.CommandLine;
using System.Globalization;
using AzrActors.Contracts.Findings;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr quality</c>: measures of an authority, day by day.</summary>
internal sealed class QualityCommand : Command
{
    private readonly Option<string?> _of = new("--of") { Description = "Another authority (register authority only).", HelpName = "AUTHORITY" };
    private readonly Option<DateOnly?> _from = new("--from") { Description = "First day; default 30 days before the last." };
    private readonly Option<DateOnly?> _to = new("--to") { Description = "Last day; default yesterday." };
    private readonly ConnectionOptions _connection;

    public QualityCommand(ConnectionOptions connection) : base("quality", "Show completeness, lag and findings for 1,000 records.")
    {
        _connection = connection;
        foreach (var option in new Option[] { _of, _from, _to }) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var query = new QualityQuery { Authority = parsed.GetValue(_of), From = parsed.GetValue(_from), To = parsed.GetValue(_to) };
        var reply = await register.Client.Findings.MeasureAsync(query, cancellationToken);
        if (reply.Refusal is { } refusal) return RefusalText.Tell(refusal);
        var table = new Table().AddColumns("Day", "Records", "Complete", "Submissions", "Late", "Lag p50", "Lag p90", "Findings/1,000", "By rule");
        foreach (var day in reply.Days)
            table.AddRow(
                FindingsCommand.Cell(day.Day), FindingsCommand.Cell(day.Records), Number(day.Completeness, "P1"), FindingsCommand.Cell(day.Submissions),
                FindingsCommand.Cell(day.Late), FindingsCommand.Cell(day.LagMedianDays), FindingsCommand.Cell(day.LagNinetiethDays),
                Number(day.FindingsPerThousand, "F1"), new Text(string.Join(", ", day.Rules.Select(rule => $"{rule.Rule} {rule.Standing}"))));
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static Text Number(double? value, string format) => new(value?.ToString(format, CultureInfo.InvariantCulture) ?? "-");
}
