using System.Diagnostics;
using System.Threading.Channels;
using AzrActors.Client;

namespace AzrActors.Agency.Import;

/// <summary>Is told what became of each line, one at a time, in the order of the answers.</summary>
public interface IImportObserver
{
    /// <param name="result">What became of the line.</param>
    /// <param name="earlier">True when an earlier run received the answer.</param>
    void OnResult(LineResult result, bool earlier);
}

/// <summary>
/// Sends the lines of one file: several at once, but those about one person one after the other in the order of the
/// file. For that every person belongs to one lane; a lane has one submission under way.
/// </summary>
public sealed class ImportRun
{
    private const int LaneLength = 32;

    private readonly IAzrClient _client;
    private readonly ImportProgress _progress;
    private readonly IReadOnlyList<IImportObserver> _observers;
    private readonly List<Channel<ImportLine.Readable>> _lanes;
    private readonly bool _retryRefused;
    private readonly References _references = new();
    private readonly Lock _telling = new();

    /// <param name="client">Speaks for the authority.</param>
    /// <param name="progress">Answers of earlier runs, and where those of this one go.</param>
    /// <param name="observers">Told in this order.</param>
    /// <param name="parallel">Submissions under way at the same time, from 1.</param>
    /// <param name="retryRefused">Whether lines that an earlier run saw refused are sent again.</param>
    public ImportRun(
        IAzrClient client, ImportProgress progress, IReadOnlyList<IImportObserver> observers, int parallel,
        bool retryRefused)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        _client = client;
        _progress = progress;
        _observers = observers;
        _retryRefused = retryRefused;
        _lanes = [.. Enumerable.Range(0, parallel).Select(_ => Channel.CreateBounded<ImportLine.Readable>(LaneLength))];
    }

    /// <summary>Sends everything that no earlier run has an answer to.</summary>
    /// <exception cref="RegisterUnavailableException">The register stayed out of reach; the rest was not sent.</exception>
    /// <exception cref="BadFileException">The file cannot be read at all.</exception>
    public async Task RunAsync(IAsyncEnumerable<ImportLine> lines, CancellationToken cancellationToken)
    {
        List<Func<CancellationToken, Task>> jobs = [token => ReadAsync(lines, token)];
        jobs.AddRange(_lanes.Select(Func<CancellationToken, Task> (lane) => token => SendAsync(lane.Reader, token)));
        // The first job that fails stops the others and is the one reported.
        var together = new ParallelOptions { MaxDegreeOfParallelism = jobs.Count, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jobs, together, async (job, token) => await job(token));
    }

    private async Task ReadAsync(IAsyncEnumerable<ImportLine> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            switch (line)
            {
                case ImportLine.Unreadable unreadable:
                    Tell(LineResult.Unasked(line.Number, LineOutcome.Unreadable, unreadable.Reason));
                    break;
                case ImportLine.Readable readable:
                    await TakeAsync(readable, cancellationToken);
                    break;
                default:
                    throw new UnreachableException($"No way to take {line.GetType().Name}.");
            }
        }
        foreach (var lane in _lanes) lane.Writer.Complete();
    }

    private async Task TakeAsync(ImportLine.Readable line, CancellationToken cancellationToken)
    {
        if (line.Ref is { } named && !_references.TryDeclare(named, line.Number))
            Tell(LineResult.Unasked(line.Number, LineOutcome.Unreadable,
                $"ref '{named}' was given to line {_references.LineOf(named)} already"));
        else if (line.About is { } about && !_references.IsDeclared(about))
            Tell(LineResult.Unasked(line.Number, LineOutcome.Unreadable, $"no earlier line has the ref '{about}'"));
        else if (_progress.Find(line.LineId) is { } answer && !(_retryRefused && answer.Outcome is LineOutcome.Refused))
            Settle(line, answer with { Line = line.Number }, earlier: true);
        else
            await LaneFor(line).WriteAsync(line, cancellationToken);
    }

    private ChannelWriter<ImportLine.Readable> LaneFor(ImportLine.Readable line)
    {
        var person = line.About ?? line.Ref ?? line.Submission.AzrNumber;
        var lane = person is null ? line.Number : string.GetHashCode(person, StringComparison.Ordinal) & int.MaxValue;
        return _lanes[lane % _lanes.Count].Writer;
    }

    private async Task SendAsync(ChannelReader<ImportLine.Readable> lane, CancellationToken cancellationToken)
    {
        await foreach (var line in lane.ReadAllAsync(cancellationToken))
        {
            // The registration went through this lane before, so its answer is known by now.
            var azrNumber = line.About is { } about ? _references.FindNumber(about) : line.Submission.AzrNumber;
            if (line.About is { } lost && azrNumber is null)
            {
                Tell(LineResult.Unasked(line.Number, LineOutcome.NotSent,
                    $"line {_references.LineOf(lost)}, which registers '@{lost}', was refused"));
                continue;
            }
            var submission = line.Submission with { AzrNumber = azrNumber };
            var result = LineResult.Of(line, await _client.SubmitAsync(submission, cancellationToken));
            _progress.Append(result);
            Settle(line, result, earlier: false);
        }
    }

    private void Settle(ImportLine.Readable line, LineResult answer, bool earlier)
    {
        if (line.Ref is { } reference) _references.Settle(reference, answer.AzrNumber);
        Tell(answer, earlier);
    }

    private void Tell(LineResult result, bool earlier = false)
    {
        lock (_telling)
            foreach (var observer in _observers)
                observer.OnResult(result, earlier);
    }
}
