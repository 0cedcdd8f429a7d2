using AzrActors.Client;
using AzrActors.Client.Identity;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Identity;
using Xunit;

namespace AzrActors.Cluster.Tests.Findings;

/// <summary>A merge moves open findings with their age and with what was checked, and parting brings them back.</summary>
[Collection(TimedSuite.Name)]
public sealed class MergedFindingTests(TimedRegister register)
{
    private readonly Desk _potsdam = register.Cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _burgenland = register.Cluster.Desk(Offices.BurgenlandForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IIdentityClient Identity => register.Cluster.Desk("REG000").Client.Identity;

    [Fact]
    public async Task An_expired_permit_of_the_record_that_is_given_up_is_as_old_at_the_kept_one_and_at_its_own_again()
    {
        var (kept, other) = await WithExpiredPermitAsync();
        var found = await PermitAsync(other);
        register.PassDays(10);

        var merge = await MergeAsync(kept, other);

        Assert.Null(await FindPermitAsync(other));
        var moved = await PermitAsync(kept);
        Assert.Equal((found.Path, found.OpenedOn, found.DueOn, 10), ("status/1", moved.OpenedOn, moved.DueOn, moved.AgeDays));

        await SeparateAsync(merge);

        Assert.Null(await FindPermitAsync(kept));
        var back = await PermitAsync(other);
        Assert.Equal((found.Path, found.OpenedOn, found.DueOn, 10), (back.Path, back.OpenedOn, back.DueOn, back.AgeDays));
    }

    [Fact]
    public async Task A_permit_that_was_checked_rests_at_the_kept_record_and_at_its_own_again_until_its_data_change()
    {
        var (kept, other) = await WithExpiredPermitAsync();
        var found = await PermitAsync(other);
        Assert.Null((await _burgenland.Client.Findings.ContestAsync(new FindingContest { Finding = found.Id, Reason = "evidence" }, Stop)).Refusal);

        var merge = await MergeAsync(kept, other);
        Assert.True(await IsCheckedAsync(kept));
        Assert.Null(await FindPermitAsync(kept));

        await SeparateAsync(merge);
        Assert.Equal((false, true), (await IsCheckedAsync(kept), await IsCheckedAsync(other)));
        Assert.Null(await FindPermitAsync(other));
        await _burgenland.AcceptedAsync(other, Entries.Correct("status/1", ("grantedOn", $"{Desk.Today.AddDays(-60):yyyy-MM-dd}"), ("validUntil", $"{found.OpenedOn.AddDays(-40):yyyy-MM-dd}")));
        Assert.NotNull(await FindPermitAsync(other));
    }

    /// <summary>Two offices know the same person; the permit that the second one granted has run out.</summary>
    private async Task<(string Kept, string Other)> WithExpiredPermitAsync()
    {
        var kept = await _potsdam.RegisterAsync();
        var other = (await _burgenland.AcceptedAsync(null,
            [
                .. Desk.Registration(Desk.NewGivenName() + "son")[..2],
                Entries.MoveIn("15084355", "Marktweg", "3", "06618", "Naumburg (Saale)", Desk.Today.AddDays(-90)),
            ])).AzrNumber;
        await _burgenland.AcceptedAsync(other, Entries.GrantStatus("18b", Desk.Today.AddDays(-100), register.Today.AddDays(5)));
        register.PassDays(40);
        await TimedRegister.UntilAsync("the expired permit is found", async () => await FindPermitAsync(other) is not null);
        return (kept, other);
    }

    private async Task<Guid> MergeAsync(string kept, string other)
    {
        var merge = (await Identity.ProposeMergeAsync(
            new MergeProposal { OneNumber = kept, OtherNumber = other, Reason = "Pass und Lichtbild stimmen überein." }, Stop)).Case!;
        Assert.Equal(kept, merge.KeptNumber);
        foreach (var office in new[] { _potsdam, _burgenland })
            Assert.Null((await office.Client.Identity.AnswerMergeAsync(new MergeStep { Case = merge.Case }, Stop)).Refusal);
        Assert.Null((await Identity.DecideMergeAsync(new MergeStep { Case = merge.Case }, Stop)).Refusal);
        await ReachesAsync(merge.Case, MergeState.Merged);
        return merge.Case;
    }

    private async Task SeparateAsync(Guid merge)
    {
        Assert.Null((await Identity.SeparateAsync(new MergeStep { Case = merge, Reason = "Fingerabdrücke verschieden" }, Stop)).Refusal);
        await ReachesAsync(merge, MergeState.Separated);
    }

    private Task ReachesAsync(Guid merge, MergeState state) => TimedRegister.UntilAsync(
        $"the case is {state}", async () => (await Identity.ShowMergeAsync(merge, Stop)).Case?.State == state);

    private async Task<FindingView> PermitAsync(string number) =>
        await FindPermitAsync(number) ?? throw new InvalidOperationException("The permit is no finding.");

    /// <summary>The finding in the worklist of whichever of the two offices it belongs to.</summary>
    private async Task<FindingView?> FindPermitAsync(string number)
    {
        var found = (await WorklistTests.OfAsync(_potsdam, number)).Concat(await WorklistTests.OfAsync(_burgenland, number));
        return found.SingleOrDefault(finding => finding.Rule == "Q067");
    }

    /// <summary>An expired permit of the record rests because somebody has checked it.</summary>
    private Task<bool> IsCheckedAsync(string number) => register.Cluster.Rows.IsTrueAsync("""
        select exists (select from finding join azr_number using (record_id)
        where azr_number = $1 and rule = 'Q067' and closed_on is null and contested_reason = 'evidence')
        """, number);
}
