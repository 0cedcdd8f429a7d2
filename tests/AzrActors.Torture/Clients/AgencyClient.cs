using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Clients;

/// <summary>
/// Officials of a foreigners' authority at work. What an earlier life has said without hearing an answer is said again
/// first, with the same id and content, as the contract asks for.
/// </summary>
internal sealed class AgencyClient(IAzrClient client, ClientSettings settings, HistoryFile history)
{
    private const int Officials = 4;

    /// <summary>Between two submissions of an official: the machine is shared, and many faults count more than many submissions.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly int _life = ClientHistory.FilesOf(settings.Histories, ClientHistory.Name(settings.Kind, settings.Authority)).Count;

    public async Task RunAsync(ClientHistory before, CancellationToken cancellationToken)
    {
        var answered = before.Lines.OfType<HistoryLine.Replied>().Select(reply => reply.Submission).ToHashSet();
        foreach (var said in before.Lines.OfType<HistoryLine.Said>().Where(said => answered.Add(said.Submission.SubmissionId)))
            await SubmitAsync(said.Submission, said.Word, cancellationToken);
        var persons = await File.ReadAllLinesAsync(Path.Combine(settings.Histories, TorturePlace.PersonsFile), cancellationToken);
        await Task.WhenAll(Enumerable.Range(1, Officials).Select(official => WorkAsync(official, persons, cancellationToken)));
    }

    /// <summary>Registers persons that all agencies will write to; they are there before the first fault.</summary>
    public async Task<IReadOnlyList<string>> RegisterAsync(int persons, CancellationToken cancellationToken)
    {
        var drafts = DraftsOf(official: 0, []);
        var numbers = new List<string>();
        while (numbers.Count < persons)
            if (await SubmitAsync(drafts.Registration(), cancellationToken) is { AzrNumber: { } number }) numbers.Add(number);
        return numbers;
    }

    private async Task WorkAsync(int official, IReadOnlyList<string> persons, CancellationToken cancellationToken)
    {
        var drafts = DraftsOf(official, persons);
        using var pace = new PeriodicTimer(Pause);
        while (!File.Exists(settings.FinishFile) && await pace.WaitForNextTickAsync(cancellationToken))
        {
            if (drafts.DrawsReading(out var person)) await ReadAsync(person, cancellationToken);
            else if (await SubmitAsync(drafts.Next(), cancellationToken) is { AzrNumber: { } number }) drafts.Know(number);
        }
    }

    private SubmissionDrafts DraftsOf(int official, IReadOnlyList<string> persons) =>
        new(client.Caller, $"{settings.Authority}-{_life}-{official}", new Random(settings.Seed + _life * 100 + official), persons, settings.Begin);

    private Task<HistoryLine.Replied> SubmitAsync((Submission Submission, string? Word) draft, CancellationToken cancellationToken) =>
        SubmitAsync(draft.Submission, draft.Word, cancellationToken);

    /// <summary>Asks for an answer until there is one.</summary>
    private async Task<HistoryLine.Replied> SubmitAsync(Submission submission, string? word, CancellationToken cancellationToken)
    {
        history.Write(new HistoryLine.Said(HistoryFile.Now, submission, word));
        while (true)
        {
            try
            {
                var reply = await client.SubmitAsync(submission, cancellationToken);
                var line = new HistoryLine.Replied(
                    HistoryFile.Now, submission.SubmissionId, reply.Outcome, reply.Receipt?.AzrNumber, reply.Receipt?.Version ?? 0, reply.Refusal?.Code);
                history.Write(line);
                return line;
            }
            catch (RegisterUnavailableException away)
            {
                await Console.Error.WriteLineAsync(away.Message);
            }
        }
    }

    private async Task ReadAsync(string person, CancellationToken cancellationToken)
    {
        var from = HistoryFile.Now;
        try
        {
            var reply = await client.ReadAsync(person, cancellationToken);
            history.Write(new HistoryLine.Viewed(HistoryFile.Now, from, person, reply.View?.Version ?? 0));
        }
        catch (RegisterUnavailableException away)
        {
            // A view that did not come says nothing about the register's memory.
            await Console.Error.WriteLineAsync(away.Message);
        }
    }
}
