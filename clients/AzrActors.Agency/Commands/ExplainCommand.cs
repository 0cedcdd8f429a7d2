using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AzrActors.Contracts.Law;
using AzrActors.Domain.Law;

namespace AzrActors.Agency.Commands;

/// <summary>
/// <c>azr explain</c>: what the law says, from the tables that every silo of this version carries. The law is public, so
/// it needs neither a register nor a key.
/// </summary>
internal sealed class ExplainCommand : Command
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string> _item = new("--item")
    {
        Description = "Row and letter of the annex of the AZRG-DV, for example 5b.a, or the item's name.",
        HelpName = "ROW.LETTER",
        Required = true,
    };

    private readonly Option<int> _group = new("--group")
    {
        Description = "Group of persons: 1 third-country, 2 Union citizen with loss finding, 3 Union citizen without.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<RightDirection?> _direction = new("--direction") { Description = "write or read; both if not given." };

    private readonly Option<DateOnly?> _day = new("--day")
    {
        Description = "Day of receipt (yyyy-MM-dd), which chooses the legal state; default today.",
        HelpName = "DAY",
    };

    private readonly StatingOption _stating = new("Circumstances that the request would state, or none: the answer is then yes or no instead of yes, if");

    private readonly Option<bool> _asJson = new("--json") { Description = "Answer as JSON." };

    private readonly ConnectionOptions _connection;

    public ExplainCommand(ConnectionOptions connection)
        : base("explain", "Say whether the law lets a kind of authority (--authority KIND, for example ResidentsOffice) write or read an item, and why.")
    {
        _connection = connection;
        foreach (var option in new Option[] { _item, _group, _direction, _day, _stating, _asJson }) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var day = parsed.GetValue(_day) ?? LegalCalendar.DayOf(TimeProvider.System.GetUtcNow());
        RightDirection[] directions = parsed.GetValue(_direction) is { } one ? [one] : [RightDirection.Write, RightDirection.Read];
        var answers = directions.Select(direction => LawInquiry.Ask(direction, _connection.AuthorityOf(parsed),
            parsed.GetRequiredValue(_item), parsed.GetValue(_group), _connection.StatedPurpose(parsed), day,
            LawQuestion.ToStating(_stating.ValueOf(parsed)))).ToList();
        if (answers[0].Fault is { } fault)
        {
            Console.Error.WriteLine($"--{fault.Part}: {fault.German} ({fault.English})");
            return ExitCode.Usage;
        }
        if (parsed.GetValue(_asJson)) Console.WriteLine(JsonSerializer.Serialize(answers.Select(ToJson), Json));
        else foreach (var answer in answers) Console.WriteLine(ToText(answer));
        return ExitCode.Accepted;
    }

    private static string ToText(LawInquiry answer)
    {
        var explanation = answer.Explanation!;
        var verb = answer.Direction == RightDirection.Write ? "write" : "read";
        var purpose = answer.Direction == RightDirection.Write ? "" : $", Zweck {answer.Purpose?.Code ?? "keiner"}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{verb,-5} {(explanation.Allowed ? "yes" : "no"),-3} {explanation.Item.Reference} {explanation.Item.Heading} · {answer.Kind!.German} · Personenkreis {(int)answer.Group}{purpose} · Anlage {answer.State.Name}\n          {explanation.German(answer.Kind!)}");
    }

    private static object ToJson(LawInquiry answer) => new
    {
        direction = answer.Direction.ToString().ToLowerInvariant(),
        allowed = answer.Explanation!.Allowed,
        authority = answer.Kind!.Id,
        row = answer.Explanation.Item.Row,
        letter = answer.Explanation.Item.Letter,
        item = answer.Explanation.Item.Id,
        name = answer.Explanation.Item.German,
        group = (int)answer.Group,
        purpose = answer.Purpose?.Code,
        legalState = answer.State.Name,
        paragraph = answer.Explanation.Paragraph,
        reason = answer.Explanation.Reason?.ToString(),
        conditions = answer.Explanation.ConditionTexts,
        german = answer.Explanation.German(answer.Kind!),
        english = answer.Explanation.English(answer.Kind!),
    };
}
