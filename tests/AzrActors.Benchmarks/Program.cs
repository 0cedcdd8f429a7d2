using System.CommandLine;
using AzrActors.Benchmarks.Doors;
using AzrActors.Benchmarks.Load;

var output = new Option<FileInfo?>("--out") { Description = "File for the figures as JSON." };
var seconds = new Option<int>("--seconds") { Description = "Length of each measured run.", DefaultValueFactory = _ => 10 };
var silo = new Option<FileInfo?>("--silo") { Description = "AzrActors.Silo.dll to measure; default: the one of this checkout, same configuration." };

var load = new Command("load", "Measures the register through the SDK from another process, beside a baseline on the same PostgreSQL.") { output, seconds, silo };
load.SetAction((parsed, cancellationToken) => LoadRun.RunAsync(
    new LoadSettings(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(output), parsed.GetValue(silo)), cancellationToken));

var doors = new Command("doors", "Measures what signing and verifying one call costs, on one thread.");
doors.SetAction((_, _) => DoorRun.RunAsync());

return await new RootCommand("Benchmarks of AzrActors.") { load, doors }.Parse(args).InvokeAsync();
