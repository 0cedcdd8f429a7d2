using System.CommandLine;
using AzrActors.Client.Findings;
using AzrActors.Contracts.Findings;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr rules</c>: what a rule would find in the whole stock.</summary>
internal sealed class RulesCommand : Command
{
    public RulesCommand(ConnectionOptions connection) : base("rules", "Try rules on the whole stock.") => Subcommands.Add(new TryCommand(connection));

    /// <summary><c>azr rules try</c>: the register does it by itself; ending the command ends nothing but the watching.</summary>
    private sealed class TryCommand : Command
    {
        private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

        private readonly Argument<string> _rule = new("RULE|TRIAL")
        {
            Description = "Id of a rule, for example Q067; or the number of a trial to go on watching it.",
        };

        private readonly ConnectionOptions _connection;

        public TryCommand(ConnectionOptions connection) : base("try", "Count the records of each office in which a rule finds something.")
        {
            _connection = connection;
            Arguments.Add(_rule);
            SetAction(RunAsync);
        }

        private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
        {
            await using var register = await _connection.ConnectAsync(parsed, cancellationToken);
            var findings = register.Client.Findings;
            var said = parsed.GetRequiredValue(_rule);
            var reply = long.TryParse(said, out var number)
                ? await findings.FindTrialAsync(number, cancellationToken)
                : await findings.TryRuleAsync(said, cancellationToken);
            if (reply.Refusal is { } refusal) return RefusalText.Tell(refusal);
            var trial = await WatchAsync(findings, reply.Trial!, cancellationToken);
            var table = new Table().AddColumns("Authority", "Records");
            foreach (var office in trial.Offices) table.AddRow(new Text(office.Authority), FindingsCommand.Cell(office.Records));
            Screens.Out.Write(table);
            Console.Out.WriteLine($"{trial.Rule} finds something in {trial.Offices.Sum(office => (long)office.Records)} of {trial.Looked} records.");
            if (trial.Unreadable > 0) Console.Error.WriteLine($"{trial.Unreadable} records could not be read.");
            return ExitCode.Accepted;
        }

        private static async Task<RuleTrialView> WatchAsync(IFindingClient findings, RuleTrialView trial, CancellationToken cancellationToken)
        {
            Console.Error.WriteLine($"Trial {trial.Id} of {trial.Rule} over {trial.Total} records; watch it again with: azr rules try {trial.Id}");
            while (!trial.Done)
            {
                await Task.Delay(Pace, cancellationToken);
                trial = (await findings.FindTrialAsync(trial.Id, cancellationToken)).Trial ?? trial;
                Console.Error.WriteLine($"{trial.Looked} of {trial.Total}");
            }
            return trial;
        }
    }
}
