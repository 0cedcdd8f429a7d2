using System.CommandLine;
using AzrActors.Benchmarks.Doors;
using AzrActors.Benchmarks.Keys;
using AzrActors.Benchmarks.Law;
using AzrActors.Benchmarks.Load;
using AzrActors.Benchmarks.Matching;
using AzrActors.Benchmarks.Pages;
using AzrActors.Benchmarks.Plain;

var law = new Command("law", "Measures what a decision costs: one lookup of a right, and a submission by entry.");
law.SetAction(_ => LawRun.Run());

var rules = new Command("rules", "Measures what the catalogue of rules costs one submission.");
rules.SetAction(_ => RulesRun.Run());

var doors = new Command("doors", "Measures what signing and verifying one call costs, on one thread.");
doors.SetAction((_, _) => DoorRun.RunAsync());

return await new RootCommand("Benchmarks of AzrActors.")
{
    LoadCommand.Create(), PagesCommand.Create(), LogRun.Create(), CryptoRun.Create(), MatchRun.Create(), StockRun.Create(), law, rules, doors,
    HostedSilo.Create(HostedSilo.Command), HostedSilo.Create(HostedSilo.WithoutLog), PlainService.Create(),
}.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
