using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Silo;

/// <summary>What operators do with master keys: make a new one, and wrap the keys of all records with it.</summary>
internal static class MasterKeysCommand
{
    private static readonly Option<string> Folder = new("--folder") { Description = "Folder with the master keys (NAME.key).", Required = true };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the new key; it must sort behind the others to be the one in use. Default: today.",
        DefaultValueFactory = _ => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static readonly Option<string> Connection = new("--connection")
    {
        Description = "Connection string of the owner of the schema.", Required = true,
    };

    private static readonly Option<int> Page = new("--page")
    {
        Description = "Keys that are rewrapped in one transaction.", DefaultValueFactory = _ => 1_000,
    };

    public static Command Create()
    {
        var make = new Command("new", "Makes a master key. Give it to all silos before one of them starts anew, and keep a copy.") { Folder, Name };
        make.SetAction(parsed => Make(parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Name)));
        var rotate = new Command(
            "rotate", "Wraps the keys of all records with the newest master key, while the register runs. Interrupted, it goes on when called again.")
        {
            Folder, Connection, Page,
        };
        Page.Validators.Add(result =>
        {
            if (result.GetValue(Page) is < 1 or > 100_000) result.AddError("--page is 1 to 100000.");
        });
        rotate.SetAction((parsed, cancellationToken) => RotateAsync(
            parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Connection), parsed.GetValue(Page), cancellationToken));
        return new Command("master-keys", "Makes master keys and changes to a new one.") { make, rotate };
    }

    private static int Make(string folder, string name)
    {
        try
        {
            MasterKeyFolder.Make(folder, name);
            Console.WriteLine(Path.Combine(folder, name + MasterKeyFolder.Suffix));
            return 0;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static async Task<int> RotateAsync(string folder, string connection, int page, CancellationToken cancellationToken)
    {
        try
        {
            var masters = MasterKeyFolder.Open(folder);
            await using var owner = NpgsqlDataSource.Create(connection);
            var rotation = new KeyRotation(owner, masters);
            var waiting = (await rotation.CountAsync(cancellationToken)).Where(count => count.Key != masters.Active.Id).Sum(count => count.Value);
            Console.WriteLine($"{waiting} keys of records are to be wrapped with {masters.Active.Id}.");
            long done = 0;
            for (var some = await rotation.RewrapPageAsync(page, cancellationToken); some > 0; some = await rotation.RewrapPageAsync(page, cancellationToken))
                Console.WriteLine($"{done += some} of {waiting}");
            var counts = await rotation.CountAsync(cancellationToken);
            Console.WriteLine($"Not in use any more: {string.Join(", ", masters.Ids.Where(id => id != masters.Active.Id && !counts.ContainsKey(id)))}");
            return counts.Keys.All(id => id == masters.Active.Id) ? 0 : 1;
        }
        catch (Exception exception) when (exception is InvalidOperationException or NpgsqlException or CryptographicException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
