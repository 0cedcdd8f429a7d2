using System.Text;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.Law;

/// <summary>
/// Who may write and read what, as a contract: one golden per legal state. A changed table changes lines here, and whoever
/// reviews the change reads them.
/// </summary>
public class MatrixTests
{
    private const string Regenerate = "AZR_WRITE_GOLDENS";
    private const string Heading = "kind,group,item,write,reads";

    public static TheoryData<string> States { get; } = [.. LegalStates.All.Select(state => state.Name)];

    [Theory, MemberData(nameof(States))]
    public void The_matrix_of_rights_is_the_reviewed_one(string state)
    {
        var file = Path.Combine(Folder(), $"matrix-{state}.csv");
        var lines = Lines(LegalStates.All.Single(law => law.Name == state)).ToList();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1") File.WriteAllText(file, string.Join('\n', lines) + '\n', new UTF8Encoding(false));
        var reviewed = File.ReadAllLines(file);
        var changes = reviewed.Except(lines).Select(line => $"- {line}").Concat(lines.Except(reviewed).Select(line => $"+ {line}")).ToList();
        Assert.True(changes.Count == 0 && reviewed.Length == lines.Count,
            $"The rights of the state of {state} have changed. If that is meant, run this test with {Regenerate}=1, which writes "
            + $"Law/Goldens/matrix-{state}.csv anew, and commit the lines with the reason.\n{string.Join('\n', changes.Take(40))}");
    }

    private static IEnumerable<string> Lines(LegalState law) => AuthorityKind.All.SelectMany(kind => LinesOf(kind, law)).Prepend(Heading);

    // Items of a row that follow each other and have the same rights share a line: 10.b.aa..10.b.cc.
    private static IEnumerable<string> LinesOf(AuthorityKind kind, LegalState law)
    {
        var runs = new List<(RightsRow First, RightsRow Last)>();
        foreach (var row in LawInquiry.RightsOf(kind, law).OrderBy(row => row.Group).ThenBy(row => row.Item.Index))
            if (runs.Count > 0 && Continues(runs[^1].Last, row)) runs[^1] = (runs[^1].First, row);
            else runs.Add((row, row));
        return runs.Select(run => $"{kind.Id},{(int)run.First.Group},{Span(run.First.Item, run.Last.Item)},{(run.First.Writes ? "w" : "")},{string.Join(' ', run.First.Reads)}");
    }

    private static bool Continues(RightsRow row, RightsRow next) =>
        (row.Group, row.Item.Row, row.Item.Index + 1, row.Writes) == (next.Group, next.Item.Row, next.Item.Index, next.Writes) && row.Reads.SequenceEqual(next.Reads);

    private static string Span(AnnexItem first, AnnexItem last) => first == last ? first.Reference : $"{first.Reference}..{last.Reference}";

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Goldens");
}
