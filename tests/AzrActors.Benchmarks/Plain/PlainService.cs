using System.CommandLine;
using System.Text.Json.Nodes;
using AzrActors.Benchmarks.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Benchmarks.Plain;

/// <summary>
/// The register as it is usually built: a minimal API over EF Core. It loads the person, checks the change, updates the
/// row under its version and puts a message for each of two offices into the outbox, in one transaction.
/// </summary>
internal static class PlainService
{
    public const string Command = "plain-service";

    private const int AttemptsMax = 5;

    public static Command Create()
    {
        var (urls, connection) = (new Option<string>("--urls") { Required = true }, new Option<string>("--connection") { Required = true });
        var persons = new Option<int>("--persons");
        var command = new Command(Command) { urls, connection, persons };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(urls), parsed.GetRequiredValue(connection), parsed.GetValue(persons),
            ProcessControl.EndWithParent(cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string urls, string connection, int persons, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddDbContextPool<PlainContext>(options => options.UseNpgsql(connection));
        var app = builder.Build();
        await PrepareAsync(app.Services, persons, cancellationToken);
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/compiled", () => Settling.Compiled);
        app.MapPut("/persons/{id:int}/birth-place", UpdateAsync);
        await app.RunAsync(cancellationToken);
        return 0;
    }

    private static async Task PrepareAsync(IServiceProvider services, int persons, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PlainContext>();
        await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
        context.Persons.AddRange(Enumerable.Range(1, persons)
            .Select(id => new PlainPerson { Id = id, Keeper = "A12054", Document = DocumentOf(id) }));
        await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task<IResult> UpdateAsync(int id, PlainUpdate update, PlainContext context, CancellationToken cancellationToken)
    {
        if (update.BirthPlace is not { Length: > 0 and <= 40 }) return Results.BadRequest("birth place: 1 to 40 characters");
        for (var attempt = 1; ; attempt++)
        {
            if (await context.Persons.FindAsync([id], cancellationToken) is not { } person) return Results.NotFound();
            if (person.Keeper != update.Authority) return Results.StatusCode(StatusCodes.Status403Forbidden);
            var document = JsonNode.Parse(person.Document)!;
            document["birthPlace"] = update.BirthPlace;
            document["submission"] = update.SubmissionId;
            person.Document = document.ToJsonString();
            var notice = new JsonObject
            {
                ["person"] = id, ["birthPlace"] = update.BirthPlace, ["submission"] = update.SubmissionId,
            }.ToJsonString();
            foreach (var recipient in (string[])["A12054", "M12054"])
                context.Outbox.Add(new OutboxMessage
                {
                    Recipient = recipient, PersonId = id, Content = notice, CreatedAt = DateTimeOffset.UtcNow,
                });
            try
            {
                await context.SaveChangesAsync(cancellationToken);
                return Results.Ok(new { update.SubmissionId });
            }
            catch (DbUpdateConcurrencyException) when (attempt < AttemptsMax)
            {
                context.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>About 2 KB, with the fields that the register would keep.</summary>
    private static string DocumentOf(int id) => new JsonObject
    {
        ["familyName"] = $"Beispiel-{id}", ["firstNames"] = "Ada Maria", ["birthDate"] = "1990-07-00",
        ["birthPlace"] = "Beispielhausen", ["sex"] = "w", ["nationalities"] = new JsonArray("475"),
        ["papers"] = new JsonArray([.. Enumerable.Range(1, 12).Select(paper => new JsonObject
        {
            ["type"] = "passport", ["serialNumber"] = $"P{id:D7}X{paper}", ["validUntil"] = "2030-01-01", ["issuingState"] = "475",
            ["source"] = $"A12054 {Guid.NewGuid()}",
        })]),
    }.ToJsonString();
}
