using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AzrActors.Api.Tests.Register;

/// <summary>What came to an office by webhook.</summary>
public sealed record Mail(string Path, HeaderDictionary Headers, string Body)
{
    public JsonNode Data => JsonNode.Parse(Body)!["data"]!;

    public long Sequence => (long)Data["sequence"]!;
}

/// <summary>An office's own server on this machine, to which the register sends notices.</summary>
public sealed class Mailroom : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Mail> _mails = [];

    private Mailroom(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>How the office answers; 204 unless a test says otherwise.</summary>
    public Func<Mail, IResult> Answer { get; set; } = _ => Results.NoContent();

    /// <summary>Everything that came, in the order of arrival.</summary>
    public IReadOnlyList<Mail> Mails => [.. _mails];

    public static async Task<Mailroom> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var room = new Mailroom(builder.Build());
        room._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var headers = new HeaderDictionary();
            foreach (var (name, value) in context.Request.Headers) headers[name] = value;
            var mail = new Mail(context.Request.Path, headers, await reader.ReadToEndAsync(context.RequestAborted));
            room._mails.Enqueue(mail);
            await room.Answer(mail).ExecuteAsync(context);
        });
        await room._app.StartAsync();
        room.Address = new Uri(room._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return room;
    }

    public Task UntilAsync(string fact, Func<IReadOnlyList<Mail>, bool> holds) => Eventually.HoldsAsync(
        fact, () => Task.FromResult(holds(Mails)), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
