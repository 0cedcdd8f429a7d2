using System.CommandLine;
using System.Globalization;
using AzrActors.Contracts.Law;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;
using CsvHelper;

namespace AzrActors.Agency.Commands;

/// <summary><c>azr matrix</c>: every right of the law as one table.</summary>
internal sealed class MatrixCommand : Command
{
    private readonly Option<string?> _out = new("--out") { Description = "File to write (CSV); default standard output.", HelpName = "FILE" };

    private readonly Option<string?> _kind = new("--kind") { Description = "Only this kind of authority.", HelpName = "KIND" };

    private readonly Option<DateOnly?> _day = new("--day")
    {
        Description = "Day (yyyy-MM-dd), which chooses the legal state; default today.",
        HelpName = "DAY",
    };

    public MatrixCommand() : base("matrix", "Export who may write and read which item of which group of persons for which purposes.")
    {
        foreach (var option in new Option[] { _out, _kind, _day }) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var law = LegalState.On(parsed.GetValue(_day) ?? LegalCalendar.DayOf(TimeProvider.System.GetUtcNow()));
        IReadOnlyList<AuthorityKind> kinds = AuthorityKind.All;
        if (parsed.GetValue(_kind) is { } text)
        {
            if (LawInquiry.FindKind(text) is not { } kind)
            {
                Console.Error.WriteLine("--kind: there is no such kind of authority.");
                return ExitCode.Usage;
            }
            kinds = [kind];
        }
        using var csv = parsed.GetValue(_out) is { } file
            ? CsvWriter.Create(File.Create(file), new CsvWriterOptions(), leaveOpen: false)
            : CsvWriter.Create(Console.Out, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord("legal_state", "authority", "group", "item", "item_id", "name_de", "write", "read_purposes");
        foreach (var kind in kinds)
            foreach (var row in LawInquiry.RightsOf(kind, law))
                csv.WriteRecord(law.Name, kind.Id, ((int)row.Group).ToString(CultureInfo.InvariantCulture), row.Item.Reference, row.Item.Id, row.Item.German,
                    row.Writes ? "yes" : "no", string.Join(' ', row.Reads));
        return ExitCode.Accepted;
    }
}
