using System.CommandLine;
using System.Globalization;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Submissions;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr findings</c>: what is wrong with the authority's records, oldest due first; with a number, that it was checked.</summary>
internal sealed class FindingsCommand : Command
{
    private const int PageSize = 100;

    private readonly Argument<long?> _finding = new("FINDING")
    {
        Description = "Number of a finding whose data were checked and stay as they are (needs --reason).", DefaultValueFactory = _ => null,
    };

    private readonly Option<string?> _of = new("--of") { Description = "Another authority's findings (register authority only).", HelpName = "AUTHORITY" };
    private readonly Option<string?> _rule = new("--rule") { Description = "Only this rule, for example Q038.", HelpName = "RULE" };
    private readonly Option<int?> _older = new("--older-than") { Description = "Only findings that have stood so long.", HelpName = "DAYS" };
    private readonly Option<bool> _summary = new("--summary") { Description = "Only how many of each rule." };
    private readonly Option<int> _limit = new("--limit") { Description = "Most findings to show.", DefaultValueFactory = _ => PageSize };

    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Why the finding rests: correct, evidence, exception or pending.", HelpName = "REASON",
    };

    private readonly ConnectionOptions _connection;

    public FindingsCommand(ConnectionOptions connection) : base("findings", "Show what is wrong with the authority's records and what to do.")
    {
        _connection = connection;
        Arguments.Add(_finding);
        foreach (var option in new Option[] { _of, _rule, _older, _summary, _limit, _reason }) Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_finding) is null != result.GetValue(_reason) is null) result.AddError("A finding and --reason belong together.");
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
        var findings = register.Client.Findings;
        if (parsed.GetValue(_finding) is { } finding)
        {
            var contest = new FindingContest { Finding = finding, Reason = parsed.GetRequiredValue(_reason)! };
            if ((await findings.ContestAsync(contest, cancellationToken)).Refusal is { } refusal) return RefusalText.Tell(refusal);
            Console.Out.WriteLine("The finding rests until the data change.");
            return ExitCode.Accepted;
        }
        var query = new FindingQuery { Authority = parsed.GetValue(_of), Rule = parsed.GetValue(_rule), OlderThanDays = parsed.GetValue(_older) };
        return parsed.GetValue(_summary)
            ? Show(await findings.SummariseAsync(query, cancellationToken))
            : await ListAsync(findings, query, parsed.GetValue(_limit), cancellationToken);
    }

    private static async Task<int> ListAsync(
        Client.Findings.IFindingClient findings, FindingQuery query, int limit, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("Number", "Rule", "Due", "Age", "AZR number", "Where", "What to do", "Proposal");
        for (var left = limit; left > 0;)
        {
            query = query with { Limit = Math.Min(left, PageSize) };
            var page = await findings.ListAsync(query, cancellationToken);
            if (page.Refusal is { } refusal) return RefusalText.Tell(refusal);
            foreach (var finding in page.Findings)
                table.AddRow(
                    Cell(finding.Id), new Text(finding.Rule), Cell(finding.DueOn), Cell(finding.AgeDays), new Text(finding.AzrNumber ?? "-"),
                    new Text(finding.Path ?? "-"), new Text(finding.German), new Text(Write(finding.Proposal)));
            left -= page.Findings.Count;
            if (page.Next is null) break;
            query = query with { Cursor = page.Next };
        }
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static int Show(FindingsSummary summary)
    {
        if (summary.Refusal is { } refusal) return RefusalText.Tell(refusal);
        var table = new Table().AddColumns("Rule", "Findings", "Overdue", "Oldest due", "What to do");
        foreach (var rule in summary.Rules)
            table.AddRow(new Text(rule.Rule), Cell(rule.Count), Cell(rule.Overdue), Cell(rule.OldestDueOn), new Text(rule.German));
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    internal static Text Cell(IFormattable? value) =>
        new(value?.ToString(value is DateOnly ? "O" : null, CultureInfo.InvariantCulture) ?? "-");

    private static string Write(Entry? proposal) => proposal is null
        ? ""
        : $"{proposal.Kind} {string.Join(' ', proposal.Fields.Select(field => $"{field.Name}={field.Value}"))}";
}
