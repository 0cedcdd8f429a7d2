using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace AzrActors.Municipality;

/// <summary><c>list</c> and <c>show</c>: what the mirror holds.</summary>
internal static class ReadCommands
{
    private const int RedirectedWidth = 240;

    public static Command List(Option<string> mirrorOption)
    {
        var command = new Command("list", "List the persons of the mirror.");
        command.SetAction(parsed =>
        {
            using var mirror = Mirror.OpenForReading(parsed.GetRequiredValue(mirrorOption));
            var table = new Table()
                .Title(Markup.Escape($"{mirror.Authority}, position {mirror.Position}"))
                .AddColumns("Person", "AZR number", "Name", "Birth date", "Version", "Status", "Changed on");
            foreach (var person in mirror.List())
                table.AddRow(
                    new Text(person.Person),
                    new Text(person.AzrNumber ?? ""),
                    new Text(person.Name ?? ""),
                    new Text(person.BirthDate ?? ""),
                    new Text(person.Version.ToString(CultureInfo.InvariantCulture)),
                    new Text(person.Status.ToString()),
                    new Text(person.ChangedOn.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)));
            Write(table);
        });
        return command;
    }

    public static Command Show(Option<string> mirrorOption)
    {
        var name = new Argument<string>("PERSON") { Description = "Opaque name of the person, as list shows it." };
        var command = new Command("show", "Show what the mirror holds about a person.") { name };
        command.SetAction(parsed =>
        {
            using var mirror = Mirror.OpenForReading(parsed.GetRequiredValue(mirrorOption));
            if (mirror.Find(parsed.GetRequiredValue(name)) is not { } person)
            {
                Console.Error.WriteLine("The mirror does not know this person.");
                return 1;
            }
            var table = new Table()
                .Title(Markup.Escape($"{person.Person}: {person.Status}, version {person.Version}"))
                .AddColumns("Path", "Field", "Value", "Since", "Source", "File reference", "Known since (UTC)", "Basis");
            foreach (var item in mirror.ListItems(person.Person))
                table.AddRow(
                    new Text(item.Path),
                    new Text(item.Label),
                    new Text(item.Text),
                    new Text(item.Source.ValidFrom.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
                    new Text($"{item.Source.AuthorityName} ({item.Source.Authority})"),
                    new Text(item.Source.FileReference),
                    new Text(item.Source.KnownSince.UtcDateTime.ToString(
                        "dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture)),
                    new Text(item.Source.Basis));
            Write(table);
            return 0;
        });
        return command;
    }

    private static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        // A file or pipe has no width; the assumed 80 columns would break every row.
        if (Console.IsOutputRedirected) console.Profile.Width = RedirectedWidth;
        console.Write(table);
    }
}
