using System.CommandLine;
using AzrActors.Benchmarks.Doors;
using AzrActors.Benchmarks.Keys;
using AzrActors.Benchmarks.Law;
using AzrActors.Benchmarks.Load;
using AzrActors.Benchmarks.Matching;
using AzrActors.Silo;

var output = new Option<FileInfo?>("--out") { Description = "File for the figures as JSON." };
var seconds = new Option<int>("--seconds") { Description = "Length of each measured run.", DefaultValueFactory = _ => 10 };
var silo = new Option<FileInfo?>("--silo") { Description = "AzrActors.Silo.dll to measure; default: the one of this checkout, same configuration." };

var warmUp = new Option<int>("--warm-up") { Description = "Seconds of load before each measured run.", DefaultValueFactory = _ => 5 };
var callers = new Option<int[]>("--callers")
{
    Description = "Numbers of callers at once.", DefaultValueFactory = _ => [1, 16, 64, 256], AllowMultipleArgumentsPerToken = true,
};
var load = new Command("load", "Measures the register through the SDK from another process, beside a baseline on the same PostgreSQL.")
{
    output, seconds, warmUp, callers, silo,
};
load.SetAction((parsed, cancellationToken) => LoadRun.RunAsync(
    new LoadSettings(
        TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(warmUp)), parsed.GetRequiredValue(callers),
        parsed.GetValue(output), parsed.GetValue(silo)),
    cancellationToken));

var turns = new Option<int>("--turns") { Description = "Measurements of each silo and number of callers.", DefaultValueFactory = _ => 3 };
var log = new Command("log", "Measures updates with and without access log in turns; fails below nine tenths.") { seconds, silo, turns };
log.SetAction((parsed, cancellationToken) => LogRun.RunAsync(
    parsed.GetValue(silo) ?? LoadRun.SiloOfCheckout(), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(turns), cancellationToken));

var law = new Command("law", "Measures what a decision costs: one lookup of a right, and a submission by entry.");
law.SetAction(_ => LawRun.Run());

var crypto = new Command(
    "crypto", "Measures what sealing personal data costs and what snapshots save, on the journal alone and beside the same without.") { seconds, turns };
crypto.SetAction((parsed, cancellationToken) => CryptoRun.RunAsync(
    TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(turns), cancellationToken));

var persons = new Option<int[]>("--persons")
{
    Description = "Sizes of the populations.", DefaultValueFactory = _ => [10_000, 100_000], AllowMultipleArgumentsPerToken = true,
};
var duplicates = new Option<double>("--duplicates") { Description = "Share of persons with a second record.", DefaultValueFactory = _ => 0.1 };
var seed = new Option<int>("--seed") { Description = "Seed of the populations.", DefaultValueFactory = _ => 1 };
var write = new Option<DirectoryInfo?>("--write") { Description = "Folder for the populations as files for azr match; the id is person-record." };
var match = new Command(
    "match", "Measures how well and how fast duplicates are found in populations with known truth; weights come from the data alone.")
{
    persons, duplicates, seed, write,
};
match.SetAction((parsed, cancellationToken) => Task.Run(
    () => MatchRun.Run(parsed.GetRequiredValue(persons), parsed.GetValue(duplicates), parsed.GetValue(seed), parsed.GetValue(write), cancellationToken),
    cancellationToken));

// The options that SiloProcess gives to every silo.
var (demo, data, urls) = (new Option<string>("--demo"), new Option<string>("--data") { Required = true }, new Option<string>("--urls") { Required = true });
var (siloPort, gateway) = (new Option<int>("--silo-port"), new Option<int>("--gateway-port"));
var unlogged = new Command("silo-without-log") { demo, data, urls, siloPort, gateway };
unlogged.Hidden = true;
unlogged.SetAction((parsed, cancellationToken) => UnloggedSilo.RunAsync(
    new RegisterSettings
    {
        DataFolder = parsed.GetRequiredValue(data), Urls = parsed.GetRequiredValue(urls), Demo = DemoChoice.None,
        SiloPort = parsed.GetValue(siloPort), GatewayPort = parsed.GetValue(gateway),
    }, cancellationToken));

var doors = new Command("doors", "Measures what signing and verifying one call costs, on one thread.");
doors.SetAction((_, _) => DoorRun.RunAsync());

return await new RootCommand("Benchmarks of AzrActors.") { load, log, law, crypto, doors, match, unlogged }.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
