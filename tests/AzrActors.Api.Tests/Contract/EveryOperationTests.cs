using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Api.Tests.Register;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Tests.Contract;

/// <summary>
/// Every operation of the document that the door serves, over HTTP. What each reply may be is checked by
/// <see cref="ContractHandler"/>, here and in all other tests.
/// </summary>
[Collection<OnLiveRegister>]
public sealed class EveryOperationTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_is_called_with_success_in_front_of_a_register()
    {
        var (contract, _) = await ServedAsync(register.Address);
        var log = new ContractLog();
        using (var day = new ContractDay(register, log)) await day.PlayAsync();
        // Whoever adds an operation, or a status it succeeds with, plays it in ContractDay.
        var promised = contract.Operations.SelectMany(operation => operation.Node["responses"]!.AsObject()
            .Select(reply => (Operation: operation.Id, Status: int.Parse(reply.Key, System.Globalization.CultureInfo.InvariantCulture)))).Where(reply => reply.Status < 400);
        Assert.Empty(promised.Except(log.Seen).Select(reply => $"{reply.Operation} {reply.Status}"));
    }

    [Fact]
    public async Task No_parameter_however_odd_makes_an_operation_fail_or_answer_what_it_does_not_promise()
    {
        var (contract, sample) = await ServedAsync(register.Address);
        using var desk = register.DeskOf(new Caller("REG000", "Erika Muster", "24"));
        var failed = new List<string>();
        foreach (var operation in contract.Operations)
            foreach (var name in operation.Parameters.Where(parameter => (string?)parameter["in"] is "path" or "query").Select(parameter => (string)parameter["name"]!))
                foreach (var value in new[] { "x", "-1", "ä\u0001'\"<", new string('9', 300) })
                {
                    using var request = sample.RequestOf(operation, (name, value));
                    using var reply = await desk.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
                    if ((int)reply.StatusCode >= 500) failed.Add($"{operation.Id} {name}={value}: {reply.StatusCode}");
                }
        Assert.Empty(failed);
    }

    [Fact]
    public async Task Nobody_is_let_in_anywhere_without_a_proof() =>
        await SweepAsync(HttpStatusCode.Unauthorized, "caller.unproven", _ => true, authority: null);

    [Fact]
    public async Task While_the_register_is_out_of_reach_every_operation_says_so_and_when_to_come_back() =>
        await SweepAsync(HttpStatusCode.ServiceUnavailable, "register.unavailable", _ => true, before: host => host.Register.IsDown = true);

    [Fact]
    public async Task Every_body_that_is_no_json_is_400() => await SweepAsync(HttpStatusCode.BadRequest, "request.invalid", operation => operation.HasBody,
        change: request => request.Content = new StringContent("{", Encoding.UTF8, "application/json"));

    [Fact]
    public async Task Every_body_of_another_type_is_415() => await SweepAsync(HttpStatusCode.UnsupportedMediaType, "request.media-type", operation => operation.HasBody,
        change: request => request.Content = new StringContent("x", Encoding.UTF8, "text/plain"));

    [Fact]
    public async Task Every_body_above_the_limit_is_413() => await SweepAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large", operation => operation.HasBody,
        change: request => request.Content = new StringContent($"\"{new string('x', 4_096)}\"", Encoding.UTF8, "application/json"));

    [Fact]
    public void The_check_finds_what_is_not_documented()
    {
        var schema = JsonNode.Parse("""{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"b":{"enum":["x"]}}}""")!;
        var check = new SchemaCheck([]);
        Assert.Empty(check.Faults(JsonNode.Parse("""{"a":1,"b":"x"}"""), schema));
        Assert.Equal(["$.a is missing"], check.Faults(JsonNode.Parse("{}"), schema));
        Assert.Equal(["$.a is no \"integer\""], check.Faults(JsonNode.Parse("""{"a":"1"}"""), schema));
        Assert.Equal(["$.c is not documented"], check.Faults(JsonNode.Parse("""{"a":1,"c":null}"""), schema));
        Assert.Equal(["$.b is none of the values"], check.Faults(JsonNode.Parse("""{"a":1,"b":"y"}"""), schema));
    }

    private static async Task SweepAsync(HttpStatusCode status, string code, Func<ContractOperation, bool> meant,
        string? authority = Samples.Potsdam, Action<ApiHost>? before = null, Action<HttpRequestMessage>? change = null)
    {
        await using var host = await ApiHost.StartAsync(settings: new Dictionary<string, string?> { ["Api:BodyBytesMax"] = "2048" });
        var (contract, sample) = await ServedAsync(host.Address);
        before?.Invoke(host);
        using var client = host.Client(authority);
        foreach (var operation in contract.Operations.Where(meant))
        {
            using var request = sample.RequestOf(operation);
            change?.Invoke(request);
            using var reply = await client.SendAsync(request, Stop);
            await ProblemAssert.IsAsync(reply, status, code);
        }
    }

    private static async Task<(ApiContract Contract, ContractSample Sample)> ServedAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var json = await client.GetStringAsync("/openapi/v1.json", Stop);
        return (ApiContract.Parse(json), new ContractSample(JsonNode.Parse(json)!.AsObject()));
    }
}
