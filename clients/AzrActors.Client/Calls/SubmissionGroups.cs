using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Client.Calls;

/// <summary>
/// Submissions of one caller that come while others are on their way travel together: one signature and one message for
/// all of them. Who comes alone does not wait, and each gets its own answer.
/// </summary>
internal sealed class SubmissionGroups(Caller caller, RegisterCalls calls)
{
    /// <summary>More than one, so that the register has work while an answer travels and a slow group holds up no other.</summary>
    private const int GroupsAtOnce = 3;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _onTheWay;

    public Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (_, token) => AnswerAsync(new Waiting(submission, token)), cancellationToken);

    private Task<SubmissionReply> AnswerAsync(Waiting waiting)
    {
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_onTheWay == GroupsAtOnce) return waiting.AnswerAsync();
            _onTheWay++;
        }
        // The group is nobody's own: what surrounds this call, a trace for example, must not surround those of others.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(SendAsync, CancellationToken.None);
        return waiting.AnswerAsync();
    }

    private async Task SendAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                var replies = await calls.OnceAsync(
                    caller,
                    client => client.Desk<IRegisterDesk>().SubmitManyAsync([.. group.Select(one => one.Submission)], CancellationToken.None));
                for (var i = 0; i < group.Count; i++) group[i].Answer(replies[i]);
            }
            catch (Exception failure)
            {
                // Each of them decides for itself whether this passes and how long it has patience.
                foreach (var one in group) one.Fail(failure);
            }
        }
    }

    /// <returns>Who travels next; nobody when all are on their way.</returns>
    private List<Waiting> Next()
    {
        var group = new List<Waiting>();
        lock (_gate)
        {
            while (group.Count < IRegisterDesk.SubmissionsMax && _waiting.TryDequeue(out var next))
                if (!next.HasGone) group.Add(next);
            if (group.Count == 0) _onTheWay--;
        }
        return group;
    }

    private sealed class Waiting(Submission submission, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<SubmissionReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Submission Submission => submission;

        /// <summary>Its author gave up before it was sent.</summary>
        public bool HasGone => cancellationToken.IsCancellationRequested;

        public Task<SubmissionReply> AnswerAsync() => _answer.Task.WaitAsync(cancellationToken);

        /// <param name="reply">Null: the register cannot answer this one now.</param>
        public void Answer(SubmissionReply? reply)
        {
            if (reply is null) Fail(new RegisterBusyException());
            else _answer.TrySetResult(reply);
        }

        public void Fail(Exception failure) => _answer.TrySetException(failure);
    }
}
