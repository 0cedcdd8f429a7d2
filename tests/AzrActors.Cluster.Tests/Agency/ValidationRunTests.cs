using AzrActors.Agency.Import;
using AzrActors.Contracts.Submissions;
using Xunit;

namespace AzrActors.Cluster.Tests.Agency;

/// <summary>What <c>azr validate</c> says to the lines of a file.</summary>
public sealed class ValidationRunTests
{
    [Fact]
    public async Task Every_line_is_asked_about_and_none_is_handed_in()
    {
        var register = new ScriptedClient
        {
            Answer = (submission, _) => Task.FromResult(submission.FileReference == "2"
                ? new SubmissionReply
                {
                    Outcome = SubmissionOutcome.Refused,
                    Refusal = new Refusal { Code = "submission.faulty", Paragraph = "§ 8 Abs. 2 AZRG", German = "Fehlerhaft.", English = "Faulty." },
                }
                : ScriptedClient.Accepted(submission)),
        };
        var output = new StringWriter();
        var run = new ValidationRun(register, output);
        await run.RunAsync(LinesAsync(), TestContext.Current.CancellationToken);
        Assert.Equal((1, 3), (run.Good, run.Bad));
        Assert.Empty(register.Submitted);
        Assert.Equal(
            ["line 2: submission.faulty, § 8 Abs. 2 AZRG: Fehlerhaft.", "line 3: unreadable: no object",
                "line 4: not checked: speaks of @one, whom an import would register first", "1 would be accepted, 3 would not. Nothing was stored."],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static async IAsyncEnumerable<ImportLine> LinesAsync()
    {
        yield return new ImportLine.Readable(1, Guid.NewGuid(), Of("1"));
        yield return new ImportLine.Readable(2, Guid.NewGuid(), Of("2"));
        yield return new ImportLine.Unreadable(3, "no object");
        yield return new ImportLine.Readable(4, Guid.NewGuid(), Of("4")) { About = "one" };
        await Task.CompletedTask;
    }

    private static Submission Of(string reference) => new()
    {
        SubmissionId = Guid.NewGuid(), Authority = "A12054", Official = "Muster", Purpose = "1", FileReference = reference,
        OccurredOn = new DateOnly(2026, 11, 24), AzrNumber = "129417350665", Entries = [],
    };
}
