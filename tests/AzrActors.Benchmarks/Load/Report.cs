using System.Globalization;
using System.Text;
using Spectre.Console;

namespace AzrActors.Benchmarks.Load;

/// <summary>The figures of a run as they are shown and kept.</summary>
internal sealed class Report(IReadOnlyList<Figure> figures, string commit)
{
    private const int WidthMin = 160;
    private const string Durability = "fsync=on synchronous_commit=on";

    /// <summary>One figure as it is written to a file.</summary>
    internal sealed record Row(
        string Name, double Value, string Unit, double? Baseline, double? Ratio, string Conditions, string Commit,
        string? LimitedBy, string? Goal, bool? Reached);

    public IEnumerable<Row> ToRows() => figures.Select(figure => new Row(
        figure.Name, Round(figure.Value), figure.Unit, figure.Baseline is { } baseline ? Round(baseline) : null,
        figure.Ratio is { } ratio ? Round(ratio) : null, $"{figure.Conditions}; {Durability}; {Environment.ProcessorCount} cores", commit,
        figure.LimitedBy, figure.Goal?.ToString(), figure.Reached));

    public void Print()
    {
        var table = new Table().AddColumns("Figure", "Value", "Unit", "Baseline", "Ratio", "Must reach", "Reached");
        foreach (var figure in figures)
            table.AddRow(
                figure.Name, Text(figure.Value), figure.Unit, Text(figure.Baseline), Text(figure.Ratio),
                figure.Goal?.ToString() ?? "", Word(figure.Reached));
        // A pipe has no width; without one the names would break into single words.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WidthMin);
        AnsiConsole.Write(table);
        foreach (var figure in figures.Where(figure => figure.LimitedBy is not null))
            Console.WriteLine($"{figure.Name}: {figure.LimitedBy}");
    }

    /// <summary>The figures that have a goal, for the README.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| Figure | Register | Baseline | Ratio | Must reach | Reached |\n|---|---|---|---|---|---|\n");
        foreach (var figure in figures.Where(figure => figure.Goal is not null))
            text.Append(CultureInfo.InvariantCulture,
                $"| {figure.Name} | {Text(figure.Value)} {figure.Unit} | {Text(figure.Baseline)} | {Text(figure.Ratio)} "
                + $"| {figure.Goal} | {Word(figure.Reached)} |\n");
        return text
            .Append(CultureInfo.InvariantCulture, $"\nCommit {commit}, {Environment.ProcessorCount} cores, {Durability}.\n").ToString();
    }

    private static string Word(bool? reached) => reached switch { true => "yes", false => "no", null => "" };

    // Three digits say what there is to say; more would pretend to be exact.
    private static double Round(double value) =>
        value == 0 || !double.IsFinite(value) ? value : Math.Round(value, Math.Max(0, 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)))));

    private static string Text(double? value) =>
        value is { } number ? Round(number).ToString("#,0.#####", CultureInfo.InvariantCulture) : "-";
}
