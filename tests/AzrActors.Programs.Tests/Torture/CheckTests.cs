using AzrActors.Contracts.Submissions;
using AzrActors.Torture.History;
using Xunit;

namespace AzrActors.Programs.Tests.Torture;

/// <summary>The checker finds each thing that must never be, and nothing where all is well.</summary>
public sealed class CheckTests
{
    private readonly EvidenceBench _run = new();

    [Fact]
    public void A_run_in_which_all_is_well_has_no_anomaly() => CheckFound();

    [Fact]
    public void Three_changes_of_which_the_journal_lost_the_last_were_acknowledged_in_vain()
    {
        _run.Changes.RemoveAt(2);
        _run.Receipts.RemoveAt(2);
        _run.Letters.RemoveAt(2);
        CheckFound("acknowledged.lost");
    }

    [Fact]
    public void A_submission_that_was_stored_twice_is_found_by_its_second_change()
    {
        _run.Changes.Add(_run.Changes[0] with { Version = 4 });
        _run.Letters.Add(_run.Letters[0] with { Sequence = 4, Version = 4 });
        _run.Subscriber.Add(EvidenceBench.Took(4, 4));
        CheckFound("acknowledged.twice", "receipt.missing");
    }

    [Fact]
    public void A_receipt_with_another_version_than_the_answer_is_found()
    {
        _run.Receipts[2] = _run.Receipts[2] with { Version = 2 };
        CheckFound("acknowledged.otherwise", "receipt.otherwise", "receipt.missing");
    }

    [Fact]
    public void Of_a_refused_submission_nothing_may_be_there()
    {
        _run.Agency.AddRange(_run.Answered(EvidenceBench.Submission(9), SubmissionOutcome.Refused, 0));
        CheckFound();
        _run.Receipts.Add(new(EvidenceBench.Office, EvidenceBench.Submission(9), EvidenceBench.Record, 3, false));
        CheckFound("refused.stored");
    }

    [Fact]
    public void An_answer_that_never_came_and_one_that_changed_are_found()
    {
        _run.Agency.Add(_run.Unanswered(EvidenceBench.Submission(9)));
        _run.Agency.Add(new HistoryLine.Replied(long.MaxValue, EvidenceBench.Submission(3), SubmissionOutcome.Accepted, EvidenceBench.Number, 4, null));
        Assert.Equal(["answer.changed", "submission.unanswered"], _run.FindKinds().Order());
    }

    [Fact]
    public void A_change_that_nobody_has_submitted_and_one_that_was_not_logged_are_found()
    {
        _run.NotLogged.Add(EvidenceBench.Submission(2));
        _run.Agency.RemoveRange(4, 2);
        CheckFound("change.invented", "log.missing");
    }

    [Fact]
    public void A_version_that_is_missing_below_others_is_a_gap()
    {
        _run.Changes.RemoveAt(1);
        Assert.Contains("version.gap", _run.FindKinds());
    }

    [Fact]
    public void What_was_said_after_an_answer_must_not_come_before_it()
    {
        (_run.Changes[1], _run.Changes[2]) = (_run.Changes[1] with { Version = 3 }, _run.Changes[2] with { Version = 2 });
        (_run.Receipts[1], _run.Receipts[2]) = (_run.Receipts[1] with { Version = 3 }, _run.Receipts[2] with { Version = 2 });
        (_run.Agency[3], _run.Agency[5]) = (((HistoryLine.Replied)_run.Agency[3]) with { Version = 3 }, ((HistoryLine.Replied)_run.Agency[5]) with { Version = 2 });
        CheckFound("order.backwards", "content.lost");
    }

    [Fact]
    public void A_view_from_before_an_acknowledged_change_is_stale()
    {
        _run.Agency.Add(_run.Viewed(version: 3));
        CheckFound();
        _run.Agency.Add(_run.Viewed(version: 2));
        CheckFound("view.stale");
    }

    [Fact]
    public void A_letter_that_was_not_written_and_a_number_that_is_missing_are_found()
    {
        _run.Letters.RemoveAt(1);
        CheckFound("feed.gap", "letter.missing");
    }

    [Fact]
    public void Letters_about_one_person_in_another_order_than_its_versions_are_found()
    {
        (_run.Letters[1], _run.Letters[2]) = (_run.Letters[1] with { Version = 3 }, _run.Letters[2] with { Version = 2 });
        CheckFound("feed.disorder");
    }

    [Fact]
    public void A_notice_that_was_never_handled_is_lost()
    {
        _run.Subscriber.RemoveAt(2);
        CheckFound("notice.lost", "notice.disorder", "content.lost");
    }

    [Fact]
    public void A_notice_may_be_repeated_by_the_next_life_and_not_within_one()
    {
        _run.SecondLife.AddRange([new HistoryLine.Opened(0, 2), EvidenceBench.Took(3, 3)]);
        CheckFound();
        _run.SecondLife.Add(EvidenceBench.Took(3, 3));
        CheckFound("notice.disorder");
    }

    [Fact]
    public void A_position_ahead_of_what_was_handled_is_found_even_if_nothing_was_lost_yet()
    {
        _run.Subscriber.RemoveAt(3);
        _run.SecondLife.AddRange([new HistoryLine.Opened(0, 3), EvidenceBench.Took(3, 3)]);
        CheckFound("position.ahead");
    }

    [Fact]
    public void A_client_that_gave_up_is_found()
    {
        _run.Subscriber.Add(new HistoryLine.GaveUp(0, "NoticeGapException"));
        CheckFound("client.gave-up");
    }

    private void CheckFound(params string[] kinds) => Assert.Equal(kinds, _run.FindKinds());
}
