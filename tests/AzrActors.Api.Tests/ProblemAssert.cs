using System.Net;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests;

/// <summary>Checks that a reply is a complete problem document and returns it.</summary>
internal static class ProblemAssert
{
    public static async Task<JsonObject> IsAsync(HttpResponseMessage reply, HttpStatusCode status, string code)
    {
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == reply.StatusCode, $"{(int)reply.StatusCode}: {text}");
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(code, (string)problem["code"]!);
        Assert.Equal($"urn:azr:problem:{code}", (string)problem["type"]!);
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.False(string.IsNullOrWhiteSpace((string)problem["title"]!));
        return problem;
    }
}
