using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Submissions;
using Spectre.Console;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr duplicates</c>: pairs of records that may be of one person, and what officials decide about them.</summary>
internal sealed class DuplicatesCommand : Command
{
    private const int Page = 100;

    public DuplicatesCommand(ConnectionOptions connection) : base("duplicates", "Pairs of records that may be of one person.")
    {
        var outcome = new Option<PairOutcome>("--outcome") { Description = "same, possible or different.", DefaultValueFactory = _ => PairOutcome.Possible };
        var list = new Command("list", "List pairs with the weight of each field.") { outcome };
        list.SetAction((parsed, token) => ListAsync(connection, parsed, parsed.GetValue(outcome), token));
        var (pair, verdict) = (new Argument<long>("PAIR") { Description = "Number of the pair." }, new Argument<PairOutcome>("OUTCOME") { Description = "same or different." });
        var reason = new Option<string>("--reason") { Description = "Evidence in words.", Required = true };
        var decide = new Command("decide", "Decide about a pair; kept for ever.") { pair, verdict, reason };
        decide.SetAction(async (parsed, token) =>
        {
            await using var register = await connection.ConnectAsync(parsed, token);
            var reply = await register.Client.Identity.DecideDuplicateAsync(
                new PairVerdict { Pair = parsed.GetValue(pair), Outcome = parsed.GetValue(verdict), Reason = parsed.GetRequiredValue(reason) }, token);
            return Answers.Print(reply.Refusal, reply);
        });
        var begin = new Option<bool>("--begin") { Description = "Begin one; otherwise show how far the newest is." };
        var sweep = new Command("sweep", "Hold the whole stock against itself (register authority only).") { begin };
        sweep.SetAction(async (parsed, token) =>
        {
            await using var register = await connection.ConnectAsync(parsed, token);
            var state = await register.Client.Identity.SweepAsync(parsed.GetValue(begin), token);
            return Answers.Print(state.Refusal, state);
        });
        Subcommands.Add(list);
        Subcommands.Add(decide);
        Subcommands.Add(sweep);
    }

    private static async Task<int> ListAsync(ConnectionOptions connection, ParseResult parsed, PairOutcome outcome, CancellationToken cancellationToken)
    {
        await using var register = await connection.ConnectAsync(parsed, cancellationToken);
        var table = new Table().AddColumns("Pair", "Bits", "One", "Other", "Evidence", "Rules");
        for (var after = 0L; ;)
        {
            var page = await register.Client.Identity.ListDuplicatesAsync(outcome, after, Page, cancellationToken);
            foreach (var pair in page.Duplicates)
                table.AddRow(
                    new Text(pair.Pair.ToString(CultureInfo.InvariantCulture)), new Text(pair.Bits.ToString("0.0", CultureInfo.InvariantCulture)),
                    PersonOf(pair, 0), PersonOf(pair, 1),
                    new Text(string.Join(", ", pair.Evidence.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Field} {field.Degree} {field.Bits:+0.0;-0.0}")))),
                    new Text(string.Join(' ', pair.Rules.Select(rule => rule.Rule))));
            if (page.Duplicates.Count < Page) break;
            after = page.Duplicates[^1].Pair;
        }
        Screens.Out.Write(table);
        return ExitCode.Accepted;
    }

    private static Text PersonOf(Duplicate pair, int index) => new(pair.Records.Count <= index ? "—" : $"{pair.Records[index].AzrNumber} "
        + string.Join(' ', pair.Records[index].Items.Where(item => item.Path is "person/familyName" or "person/firstNames" or "person/birthDate").Select(item => item.Text)));
}

/// <summary><c>azr merges</c>: two records of one person become one, with the consent of the offices that supplied their data.</summary>
internal sealed class MergesCommand : Command
{
    public MergesCommand(ConnectionOptions connection) : base("merges", "Merges of records of one person.")
    {
        var (one, other, reason) = (new Argument<string>("ONE"), new Argument<string>("OTHER"), new Option<string>("--reason") { Description = "Why.", Required = true });
        var mergeCase = new Argument<Guid>("CASE") { Description = "Id of the case." };
        var refuse = new Option<bool>("--refuse") { Description = "Refuse, or stop." };
        var why = new Option<string?>("--reason") { Description = "Why; needed to refuse." };
        Add("propose", "Propose to merge two records (register authority only).", [one, other, reason], (client, parsed, token) =>
            client.ProposeMergeAsync(new MergeProposal { OneNumber = parsed.GetRequiredValue(one), OtherNumber = parsed.GetRequiredValue(other), Reason = parsed.GetRequiredValue(reason) }, token));
        Add("answer", "Consent or refuse as a supplying office.", [mergeCase, refuse, why], (client, parsed, token) => client.AnswerMergeAsync(StepOf(parsed), token));
        Add("decide", "Merge, or stop (register authority only).", [mergeCase, refuse, why], (client, parsed, token) => client.DecideMergeAsync(StepOf(parsed), token));
        Add("separate", "Part what was merged (register authority only).", [mergeCase, reason], (client, parsed, token) =>
            client.SeparateAsync(new MergeStep { Case = parsed.GetValue(mergeCase), Reason = parsed.GetRequiredValue(reason) }, token));
        Add("show", "Show a case and who has consented.", [mergeCase], (client, parsed, token) => client.ShowMergeAsync(parsed.GetValue(mergeCase), token));
        var list = new Command("list", "List cases, the newest first.");
        list.SetAction(async (parsed, token) =>
        {
            await using var register = await connection.ConnectAsync(parsed, token);
            foreach (var one in (await register.Client.Identity.ListMergesAsync(token)).Cases) Answers.Print(null, one);
            return ExitCode.Accepted;
        });
        Subcommands.Add(list);

        MergeStep StepOf(ParseResult parsed) => new() { Case = parsed.GetValue(mergeCase), Agrees = !parsed.GetValue(refuse), Reason = parsed.GetValue(why) };

        void Add(
            string name, string description, IReadOnlyList<Symbol> parts,
            Func<Client.Identity.IIdentityClient, ParseResult, CancellationToken, Task<MergeReply>> call)
        {
            var command = new Command(name, description);
            foreach (var part in parts)
            {
                if (part is Argument argument) command.Arguments.Add(argument);
                else command.Options.Add((Option)part);
            }
            command.SetAction(async (parsed, token) =>
            {
                await using var register = await connection.ConnectAsync(parsed, token);
                var reply = await call(register.Client.Identity, parsed, token);
                return Answers.Print(reply.Refusal, reply.Case);
            });
            Subcommands.Add(command);
        }
    }
}

/// <summary>Answers as JSON on standard output, refusals in words on standard error.</summary>
internal static class Answers
{
    public static int Print<T>(Refusal? refusal, T answer)
    {
        if (refusal is not null) return RefusalText.Tell(refusal);
        Console.Out.WriteLine(JsonSerializer.Serialize(answer, AgencyJson.Options));
        return ExitCode.Accepted;
    }
}
