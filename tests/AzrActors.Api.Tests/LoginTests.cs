using System.Net;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class LoginTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A12054")]
    [InlineData("a12054")]
    [InlineData("Ausländerbehörde Potsdam")]
    [InlineData("Ausländerbehörde Potsdam (A12054)")]
    [InlineData("  potsdam ausländer ")]
    public async Task An_authority_is_named_by_key_name_or_words(string typed)
    {
        var (status, html) = await LogInAsync(new() { ["authority"] = typed });
        Assert.True(status == HttpStatusCode.Found, html);
    }

    [Theory]
    [InlineData("", "Bitte geben Sie Ihre Behörde an.")]
    [InlineData("Entenhausen", "Eine solche Behörde gibt es nicht. Bitte prüfen Sie die Schreibweise.")]
    [InlineData("Potsdam", "Mehrere Behörden passen dazu. Bitte wählen Sie unter dem Feld eine aus.")]
    public async Task What_is_not_one_authority_is_explained(string typed, string explained)
    {
        var (status, html) = await LogInAsync(new() { ["authority"] = typed });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(explained, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_several_fit_one_of_them_is_picked()
    {
        var (_, html) = await LogInAsync(new() { ["authority"] = "Potsdam" });
        foreach (var key in new[] { "A12054", "L12054", "M12054" })
            Assert.Contains($"name=\"candidate\" value=\"{key}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"A15084\"", html, StringComparison.Ordinal);
        var (picked, _) = await LogInAsync(new() { ["authority"] = "Potsdam", ["candidate"] = "M12054" });
        Assert.Equal(HttpStatusCode.Found, picked);
        var (other, _) = await LogInAsync(new() { ["authority"] = "Potsdam", ["candidate"] = "A15084" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other);
    }

    private static async Task<(HttpStatusCode Status, string Html)> LogInAsync(Dictionary<string, string> fields)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        fields["official"] = "Erika Muster";
        using var reply = await session.SignInAsync(fields);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync(Stop));
    }
}
