using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Api.Tests.Register;

/// <summary>
/// The HTTP door gives every kind of authority for every purpose what the SDK gives it; the cluster tests hold that
/// against permissions written a second time.
/// </summary>
[Collection<OnLiveRegister>]
public sealed class EveryKindTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_sees_over_HTTP_what_it_sees_through_the_SDK()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        var number = await foreigners.RegisterAsync(here);
        await foreigners.SubmitAsync(number, Facts.Permit());
        await EnterOneOfEveryKindAsync();
        var today = LegalCalendar.DayOf(DateTimeOffset.UtcNow);
        // Of a Union citizen most may know nothing, not even that the record is there (§ 10 Abs. 1a AZRG).
        string[] numbers = [number, await foreigners.RegisterUnionCitizenAsync()];
        var (given, refused) = (0, 0);
        foreach (var kind in AuthorityKind.All.Where(kind => kind != AuthorityKind.RegisterAuthority))
            foreach (var purpose in Purpose.All.Where(purpose => purpose.FindBasis(kind, today) is not null))
                foreach (var asked in numbers)
                    if (await SeesTheSameAsync(new Caller(KeyOf(kind), "Erika Muster", purpose.Code), asked)) given++;
                    else refused++;
        Assert.True(given > 100 && refused > 100, $"{given} views, {refused} refusals");
    }

    private async Task<bool> SeesTheSameAsync(Caller caller, string number)
    {
        var expected = (await register.Behind.For(caller).ReadAsync(number, Stop)).View;
        using var desk = register.DeskOf(caller);
        using var reply = await desk.Http.GetAsync($"/api/v1/records/{number}", Stop);
        Assert.Equal(expected is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, reply.StatusCode);
        if (expected is null) return false;
        var seen = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal(expected.AzrNumber, (string?)seen["azrNumber"]);
        Assert.Equal(expected.Items.Select(item => item.Path), seen["items"]!.AsArray().Select(item => (string)item!["path"]!));
        return true;
    }

    private static string KeyOf(AuthorityKind kind) => "K" + (kind.Index + 1).ToString("00000", CultureInfo.InvariantCulture);

    private async Task EnterOneOfEveryKindAsync()
    {
        var entering = register.Behind.For(new Caller("REG000", "Erika Muster", "1"));
        foreach (var kind in AuthorityKind.All.Where(kind => kind != AuthorityKind.RegisterAuthority))
            Assert.Null((await entering.PutAuthorityAsync(
                new AuthorityInfo { Key = KeyOf(kind), Kind = kind.Id, Name = kind.German, Districts = [] }, Stop)).Refusal);
    }
}
