using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AzrActors.Domain.Identity;

namespace AzrActors.Agency.Match;

/// <summary><c>azr match</c>: finds records of one person in one file or between two. Needs no register.</summary>
internal sealed class MatchCommand : Command
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    private readonly Argument<string> _left = new("A")
    {
        Description = "CSV, UTF-8, with a header: id and any of family_name, given_names, birth_date, sex, nationality, birth_place, "
            + "paper_number, street, postcode, town, in any order; nationalities as key, ISO code, name or adjective. The names of the FEBRL "
            + "data sets are understood too.",
    };

    private readonly Argument<string?> _right = new("B")
    {
        Description = "Second file: pairs between the two. Without it: pairs within A.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "File of pairs to write: left_id, right_id, score (bits: logarithm to base 2 of the odds of the two alone), "
            + "outcome (same, possible; all records of one person are the same, also two that are alike in little).",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> _explain = new("--explain") { Description = "Add the weight of each field; prior and weights add up to the score." };

    private readonly Option<bool> _oneToOne = new("--one-to-one")
    {
        Description = "Both files hold the same persons, each once: every record is in one pair at most.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "Write compared pairs with the outcome different as well." };

    private readonly Option<double> _same = new("--same")
    {
        Description = "Score from which on a pair is one person.", HelpName = "BITS", DefaultValueFactory = _ => MatchThresholds.Default.Same,
    };

    private readonly Option<double> _possible = new("--possible")
    {
        Description = "Score from which on a pair is to be looked at.", HelpName = "BITS", DefaultValueFactory = _ => MatchThresholds.Default.Possible,
    };

    public MatchCommand() : base("match", "Find records of one person within a file or between two, without a register.")
    {
        Arguments.Add(_left);
        Arguments.Add(_right);
        foreach (var option in new Option[] { _out, _explain, _oneToOne, _all, _same, _possible }) Options.Add(option);
        Validators.Add(parsed =>
        {
            if (parsed.GetValue(_oneToOne) && parsed.GetValue(_right) is null) parsed.AddError("--one-to-one needs two files.");
            if (parsed.GetValue(_possible) > parsed.GetValue(_same)) parsed.AddError("--possible is above --same.");
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(_out);
        var (leftPath, rightPath) = (parsed.GetRequiredValue(_left), parsed.GetValue(_right));
        if (new[] { leftPath, rightPath }.Any(input => input is not null && Path.GetFullPath(input) == Path.GetFullPath(path)))
            throw new BadFileException("--out would overwrite a file to match.");
        var left = await MatchFile.ReadAsync(leftPath, Tell, cancellationToken);
        var right = rightPath is null ? null : await MatchFile.ReadAsync(rightPath, Tell, cancellationToken);
        Tell(Text($"{left.Persons.Count + (right?.Persons.Count ?? 0):N0} records read; learning weights …"));
        var thresholds = new MatchThresholds(parsed.GetValue(_same), parsed.GetValue(_possible));
        var matcher = new IdentityMatcher(left.Persons, right?.Persons, thresholds, cancellationToken);
        var counts = new int[Enum.GetValues<MatchOutcome>().Length];
        using var results = new MatchResults(path, parsed.GetValue(_explain), left, right ?? left);
        var least = parsed.GetValue(_all) ? MatchOutcome.Different : MatchOutcome.Possible;
        var pairs = PairsOf(matcher, left.Persons.Count, cancellationToken).Where(pair => pair.Outcome >= least);
        foreach (var pair in parsed.GetValue(_oneToOne) ? OneToOne.Assign(pairs) : PersonGroups.Settle(matcher, pairs, thresholds))
        {
            results.Write(pair);
            counts[(int)pair.Outcome]++;
        }
        results.Complete();
        Console.Out.WriteLine(Text($"same {counts[(int)MatchOutcome.Same]}, possible {counts[(int)MatchOutcome.Possible]}"));
        return left.Skipped + (right?.Skipped ?? 0) == 0 ? ExitCode.Accepted : ExitCode.Refused;
    }

    private static IEnumerable<MatchedPair> PairsOf(IdentityMatcher matcher, int records, CancellationToken cancellationToken)
    {
        var shown = Stopwatch.GetTimestamp();
        for (var left = 0; left < records; left++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var pair in matcher.PairsOf(left)) yield return pair;
            if (Stopwatch.GetElapsedTime(shown) < ProgressInterval) continue;
            shown = Stopwatch.GetTimestamp();
            Tell(Text($"{left + 1:N0} of {records:N0} records compared …"));
        }
    }

    private static void Tell(string line) => Console.Error.WriteLine(line);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
