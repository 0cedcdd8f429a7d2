using System.CommandLine;
using System.Globalization;
using AzrActors.Silo;
using AzrActors.Torture;
using AzrActors.Torture.Bugs;
using AzrActors.Torture.Clients;

// The numbers of enums are nobody's business on a command line.
var bug = new Option<Bug?>("--bug")
{
    Description = "Build in a deliberate bug, which has to be found: skip-order, memory-first or cursor-first.", HelpName = "NAME",
    CustomParser = result => result.Tokens switch
    {
        [{ Value: var name }] when Enum.TryParse<Bug>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var found) && Enum.IsDefined(found) => found,
        _ => Refuse<Bug?>(result, "--bug is skip-order, memory-first or cursor-first."),
    },
};
var seconds = new Option<int>("--seconds") { Description = "For so long faults are injected.", DefaultValueFactory = _ => 60 };
var seed = new Option<int>("--seed") { Description = "Decides the faults; default: drawn, and printed.", DefaultValueFactory = _ => Random.Shared.Next(1, 1_000_000) };
var silos = new Option<int>("--silos") { Description = "Number of silo processes.", DefaultValueFactory = _ => 3 };
var output = new Option<FileInfo?>("--out") { Description = "File for the result as JSON." };
var keep = new Option<DirectoryInfo?>("--keep") { Description = "Folder for histories and logs of all processes; without it they are thrown away." };
var former = new Option<DirectoryInfo>("--former")
{
    Description = "Folder of this program as a former build has it: half of the silos are of that build, and change with every life.", HelpName = "DIR",
};
former.AcceptExistingOnly();
seconds.Validators.Add(result =>
{
    var length = TimeSpan.FromSeconds(result.GetValueOrDefault<int>());
    if (length < TortureSettings.LengthMin || length > TortureSettings.LengthMax)
        result.AddError($"--seconds is between {TortureSettings.LengthMin.TotalSeconds} and {TortureSettings.LengthMax.TotalSeconds}.");
});
silos.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > TortureSettings.SilosMax) result.AddError($"--silos is between 1 and {TortureSettings.SilosMax}.");
});
var root = new RootCommand("Kills, pauses and restarts the processes of a register at random while agencies work, and proves afterwards that nothing was lost.")
{
    seconds, seed, silos, output, keep, former, bug,
};
root.SetAction((parsed, cancellationToken) => TortureCommand.RunAsync(
    new TortureSettings
    {
        Length = TimeSpan.FromSeconds(parsed.GetValue(seconds)), Seed = parsed.GetValue(seed), Silos = parsed.GetValue(silos),
        Former = parsed.GetValue(former), Out = parsed.GetValue(output), Keep = parsed.GetValue(keep), Bug = parsed.GetValue(bug),
    }, cancellationToken));

var (data, urls) = (new Option<string>("--data") { Required = true }, new Option<string>("--urls") { Required = true });
var (siloPort, gatewayPort) = (new Option<int>("--silo-port"), new Option<int>("--gateway-port"));
var silo = new Command("silo", "A silo with a bug.") { bug, data, urls, siloPort, gatewayPort };
silo.Hidden = true;
silo.SetAction((parsed, cancellationToken) => FaultySilo.RunAsync(
    parsed.GetRequiredValue(bug)!.Value,
    new RegisterSettings
    {
        DataFolder = parsed.GetRequiredValue(data), Urls = parsed.GetRequiredValue(urls), Demo = DemoChoice.None,
        SiloPort = parsed.GetValue(siloPort), GatewayPort = parsed.GetValue(gatewayPort),
        ConnectionString = Environment.GetEnvironmentVariable("ConnectionStrings__Register"),
        MigrationConnectionString = Environment.GetEnvironmentVariable("ConnectionStrings__Migration"),
    }, cancellationToken));

var (kind, authority, folder) = (
    new Option<string>("--kind") { Required = true }, new Option<string>("--authority") { Required = true }, new Option<string>("--folder") { Required = true });
var (begin, gateways) = (new Option<string>("--begin") { Required = true }, new Option<string[]>("--gateway"));
var client = new Command("client", "One client.") { bug, seed, kind, authority, folder, begin, gateways };
client.Hidden = true;
client.SetAction((parsed, cancellationToken) => ClientProcess.RunAsync(
    new ClientSettings(
        parsed.GetRequiredValue(kind), parsed.GetRequiredValue(authority), parsed.GetRequiredValue(folder), parsed.GetRequiredValue(gateways),
        parsed.GetValue(seed), DateTimeOffset.Parse(parsed.GetRequiredValue(begin), CultureInfo.InvariantCulture), parsed.GetValue(bug)),
    cancellationToken));

root.Subcommands.Add(silo);
root.Subcommands.Add(client);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });

static T? Refuse<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
{
    result.AddError(message);
    return default;
}
