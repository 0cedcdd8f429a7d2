using AzrActors.Api.Tests.Contract;
using AzrActors.Examples;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class ExampleTests(LiveRegister register)
{
    [Fact]
    public async Task The_example_for_integrators_does_what_it_says()
    {
        using var http = new HttpClient(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = register.Address };
        using var output = new StringWriter();
        await AuthorityExample.RunAsync(http, output, TestContext.Current.CancellationToken);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Matches("^registered as [0-9]{12}, repeated: true$", lines[0]);
        Assert.Equal("version \"1\" became \"2\"", lines[1]);
        Assert.Equal(["notice", "notice"], lines[2..].Select(line => line.Split(' ')[0]));
    }
}
