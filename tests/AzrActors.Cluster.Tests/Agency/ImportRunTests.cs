using System.Collections.Concurrent;
using AzrActors.Agency;
using AzrActors.Agency.Import;
using AzrActors.Client;
using Xunit;

namespace AzrActors.Cluster.Tests.Agency;

/// <summary>What an import sends, in which order, and what a repeated one does not send.</summary>
public sealed class ImportRunTests : IDisposable
{
    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Bad_lines_are_reported_with_their_numbers_and_good_ones_go_through()
    {
        _bench.Write("persons.jsonl", ImportBench.Registration("1"), "bad", ImportBench.Registration("3"), "worse");

        var summary = await _bench.ImportAsync();

        Assert.Equal(2, _bench.Register.StoredCount);
        Assert.Equal([2, 4], _bench.Results.Values.Where(r => r.Outcome is LineOutcome.Unreadable).Select(r => r.Line));
        Assert.False(summary.AllAccepted);
    }

    [Fact]
    public async Task Lines_about_one_person_are_sent_one_after_the_other_in_the_order_of_the_file()
    {
        var underWay = new ConcurrentDictionary<string, bool>();
        _bench.Register.Answer = async (submission, token) =>
        {
            Assert.True(underWay.TryAdd(submission.AzrNumber!, true), "Two submissions about one person were under way.");
            await Task.Yield();
            underWay.TryRemove(submission.AzrNumber!, out _);
            return ScriptedClient.Accepted(submission);
        };
        _bench.Write("changes.jsonl", [.. Enumerable.Range(0, 600).Select(i => ImportBench.Change($"{i % 7}", $"{i:000}"))]);

        await _bench.ImportAsync(parallel: 5);

        Assert.Equal(600, _bench.Register.StoredCount);
        foreach (var person in _bench.Register.Submitted.GroupBy(submission => submission.AzrNumber))
            Assert.Equal(person.Select(s => s.FileReference).Order(StringComparer.Ordinal), person.Select(s => s.FileReference));
    }

    [Fact]
    public async Task Lines_about_different_persons_are_under_way_together_but_never_more_than_allowed()
    {
        using var together = new Barrier(3);
        var (current, most) = (0, 0);
        _bench.Register.Answer = async (submission, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref current));
            // Returns only when three lines are here at the same time.
            await Task.Run(() => together.SignalAndWait(token), token);
            Interlocked.Decrement(ref current);
            return ScriptedClient.Accepted(submission);
        };
        _bench.Write("persons.jsonl", [.. Enumerable.Range(0, 6).Select(i => ImportBench.Registration($"{i}"))]);

        await _bench.ImportAsync(parallel: 3);

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_reference_stands_for_the_number_of_the_person_registered_under_it()
    {
        _bench.Write("family.jsonl",
            ImportBench.Registration("mother", "m"), ImportBench.Registration("child", "c"),
            ImportBench.Change("@c", "2"), ImportBench.Change("@m", "1"));

        await _bench.ImportAsync();

        Assert.Equal(
            [(ScriptedClient.NumberFor("mother"), "1"), (ScriptedClient.NumberFor("child"), "2")],
            _bench.Register.Submitted.Where(s => s.AzrNumber is not null)
                .Select(s => (s.AzrNumber!, s.FileReference)).OrderBy(s => s.FileReference, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reference_that_is_unknown_or_given_twice_makes_its_line_unreadable()
    {
        _bench.Write("family.jsonl",
            ImportBench.Change("@m", "1"), ImportBench.Registration("mother", "m"), ImportBench.Registration("other", "m"));

        await _bench.ImportAsync();

        Assert.Equal("no earlier line has the ref 'm'", _bench.Results[1].Reason);
        Assert.Equal(LineOutcome.Accepted, _bench.Results[2].Outcome);
        Assert.Equal("ref 'm' was given to line 2 already", _bench.Results[3].Reason);
    }

    [Fact]
    public async Task A_line_about_a_person_whose_registration_was_refused_is_not_sent_until_that_succeeds()
    {
        _bench.Register.Answer = (_, _) => Task.FromResult(ScriptedClient.Refused());
        _bench.Write("family.jsonl", ImportBench.Registration("mother", "m"), ImportBench.Change("@m", "1"));
        await _bench.ImportAsync();
        Assert.Equal([LineOutcome.Refused, LineOutcome.NotSent], _bench.Results.Values.Select(r => r.Outcome));
        Assert.Single(_bench.Register.Submitted);

        _bench.Register.Answer = null;
        var summary = await _bench.ImportAsync(retryRefused: true);

        Assert.True(summary.AllAccepted);
        Assert.Equal(2, _bench.Register.StoredCount);
    }

    [Fact]
    public async Task A_repeated_import_sends_nothing_and_reports_the_same()
    {
        _bench.Register.Answer = (s, _) => Task.FromResult(
            s.FileReference == "2" ? ScriptedClient.Refused() : ScriptedClient.Accepted(s));
        _bench.Write("persons.jsonl",
            ImportBench.Registration("1"), ImportBench.Registration("2"), ImportBench.Registration("3"));
        await _bench.ImportAsync();
        var first = _bench.Results.Values.Select(r => (r.Line, r.Outcome, r.AzrNumber, r.Refusal?.Code)).ToList();

        var summary = await _bench.ImportAsync();

        Assert.Equal(3, _bench.Register.Submitted.Count);
        Assert.Equal(first, _bench.Results.Values.Select(r => (r.Line, r.Outcome, r.AzrNumber, r.Refusal?.Code)));
        Assert.Equal((3, 3, 1), (summary.Total, summary.Earlier, summary.Of(LineOutcome.Refused)));
    }

    [Fact]
    public async Task A_repeated_import_without_progress_file_changes_nothing()
    {
        _bench.Write("family.jsonl", ImportBench.Registration("mother", "m"), ImportBench.Change("@m", "1"));
        await _bench.ImportAsync();
        File.Delete(_bench.ProgressPath);

        await _bench.ImportAsync();

        Assert.Equal((4, 2), (_bench.Register.Submitted.Count, _bench.Register.StoredCount));
    }

    [Fact]
    public async Task A_stopped_import_goes_on_where_it_stopped_also_with_references()
    {
        _bench.Register.Answer = (s, _) => s.FileReference == "2"
            ? throw new RegisterUnavailableException("The silo is gone.")
            : Task.FromResult(ScriptedClient.Accepted(s));
        _bench.Write("family.jsonl",
            ImportBench.Registration("mother", "m"),
            ImportBench.Change("@m", "1"), ImportBench.Change("@m", "2"), ImportBench.Change("@m", "3"));
        await Assert.ThrowsAsync<RegisterUnavailableException>(() => _bench.ImportAsync());
        Assert.Equal(["mother", "1", "2"], _bench.Register.Submitted.Select(s => s.FileReference));

        _bench.Register.Answer = null;
        var summary = await _bench.ImportAsync();

        Assert.Equal(["mother", "1", "2", "2", "3"], _bench.Register.Submitted.Select(s => s.FileReference));
        Assert.Equal(ScriptedClient.NumberFor("mother"), _bench.Register.Submitted[^1].AzrNumber);
        Assert.Equal((true, 2), (summary.AllAccepted, summary.Earlier));
    }

    [Fact]
    public async Task An_answer_cut_off_while_it_was_written_is_asked_for_again()
    {
        _bench.Write("persons.jsonl", ImportBench.Registration("1"), ImportBench.Registration("2"));
        await _bench.ImportAsync(parallel: 1);
        using (var progress = new FileStream(_bench.ProgressPath, FileMode.Open)) progress.SetLength(progress.Length - 5);

        var summary = await _bench.ImportAsync();

        Assert.Equal(["1", "2", "2"], _bench.Register.Submitted.Select(s => s.FileReference));
        Assert.Equal((2, 1), (_bench.Register.StoredCount, summary.Earlier));
        Assert.Equal(2, (await _bench.ImportAsync()).Earlier);
    }

    [Fact]
    public async Task A_cancelled_import_stops_and_keeps_what_was_answered()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _bench.Register.Answer = async (submission, _) =>
        {
            if (submission.FileReference == "2") await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
            return ScriptedClient.Accepted(submission);
        };
        _bench.Write("persons.jsonl",
            ImportBench.Registration("1"), ImportBench.Registration("2"), ImportBench.Registration("3"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.ImportAsync(parallel: 1, stop: stop.Token));

        _bench.Register.Answer = null;
        var summary = await _bench.ImportAsync();

        Assert.Equal((true, 1), (summary.AllAccepted, summary.Earlier));
    }

    [Fact]
    public async Task A_changed_file_and_another_authority_are_noticed()
    {
        _bench.Write("persons.jsonl", ImportBench.Registration("1"));
        await _bench.ImportAsync();
        using var progress = await ImportProgress.OpenAsync(_bench.ProgressPath, TestContext.Current.CancellationToken);
        var imported = progress.Imported!;

        Assert.Null(progress.Refuses(imported, continueChanged: false));
        Assert.Contains("changed", progress.Refuses(imported with { Sha256 = "other" }, continueChanged: false));
        Assert.Null(progress.Refuses(imported with { Sha256 = "other" }, continueChanged: true));
        Assert.Contains("A12054", progress.Refuses(imported with { Authority = "A15084" }, continueChanged: true));
    }

    [Fact]
    public async Task Answers_of_a_changed_file_are_found_by_what_the_lines_say()
    {
        _bench.Write("persons.jsonl", ImportBench.Registration("1"), "bad", ImportBench.Registration("3"));
        await _bench.ImportAsync();

        _bench.Write("persons.jsonl",
            "", ImportBench.Registration("3"), ImportBench.Registration("2"), ImportBench.Registration("1"));
        var summary = await _bench.ImportAsync();

        Assert.Equal((3, 2), (summary.Total, summary.Earlier));
        Assert.Equal(3, _bench.Register.StoredCount);
        Assert.Equal(ScriptedClient.NumberFor("3"), _bench.Results[2].AzrNumber);
    }

    [Fact]
    public async Task A_progress_file_of_something_else_is_not_overwritten()
    {
        _bench.Write("persons.jsonl", ImportBench.Registration("1"));
        await File.WriteAllTextAsync(_bench.ProgressPath, "my notes\n", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<BadFileException>(() => _bench.ImportAsync());

        Assert.Equal("my notes\n", await File.ReadAllTextAsync(_bench.ProgressPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_file_is_not_imported_twice_at_the_same_time()
    {
        _bench.Write("persons.jsonl", ImportBench.Registration("1"));
        using var other = await ImportProgress.OpenAsync(_bench.ProgressPath, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<BadFileException>(() => _bench.ImportAsync());
    }
}
