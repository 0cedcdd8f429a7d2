using System.CommandLine;
using AzrActors.Journal.AccessLog;

namespace AzrActors.Silo;

/// <summary>
/// Adds a key for the access log to the file of all keys, introduced by the newest one. The file then goes to all silos;
/// they read it while they run, and from the stated time on the new key is in force.
/// </summary>
internal static class LogKeyCommand
{
    private static readonly TimeSpan ActiveInMax = TimeSpan.FromDays(30);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(1);

    private static readonly Option<string> In = new("--log-key") { Description = "File with the keys in use.", Required = true };

    private static readonly Option<string?> Out = new("--out") { Description = "File to write to; default: the same." };

    private static readonly Option<TimeSpan> ActiveIn = new("--active-in")
    {
        Description = "Time until the new key is in force (hh:mm:ss): by then every silo needs the file.",
        DefaultValueFactory = _ => TimeSpan.FromHours(1),
    };

    private static readonly Option<bool> Forget = new("--forget-retired")
    {
        Description = "Add no key; of keys that are retired for a day keep the public half only.",
    };

    public static Command Create()
    {
        var command = new Command("log-key", "Introduces the next key of the access log.") { In, Out, ActiveIn, Forget };
        ActiveIn.Validators.Add(result =>
        {
            if (result.GetValue(ActiveIn) is var time && (time < TimeSpan.Zero || time > ActiveInMax)) result.AddError("--active-in is between 0 and 30 days.");
        });
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(In)!;
            try
            {
                Run(LogKeys.FromPem(File.ReadAllText(file)), parsed.GetValue(Out) ?? file, parsed.GetValue(Forget), parsed.GetValue(ActiveIn), TimeProvider.System);
                return 0;
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                Console.Error.WriteLine($"{file}: {fault.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Run(LogKeys keys, string file, bool forget, TimeSpan activeIn, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (forget)
        {
            PrivateFile.Replace(file, keys.ExportPem(forgetRetiredAt: now - ForgetAfter));
            Console.WriteLine($"{file}: private halves of retired keys are gone. Bring it to every silo.");
            return;
        }
        using var next = LogKey.Create();
        var more = keys.HandOver(next, now + activeIn);
        PrivateFile.Replace(file, more.ExportPem());
        Console.WriteLine($"{file}: key {next.Id} follows {keys.Newest.Id} and is in force from {more.ActiveFrom(next):O}.");
        Console.WriteLine("Bring the file to every silo before that; a silo without it takes nothing new from then on.");
    }
}
