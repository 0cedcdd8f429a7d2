using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AzrActors.Api.Tests.Styles;

/// <summary>The pages are sent what they can need of KERN's style sheet: the published file, cut to the classes that stand in them.</summary>
public sealed partial class KernTests
{
    private const string Regenerate = "AZR_WRITE_GOLDENS";
    private const string Version = "2.7.2";

    private static readonly string[] Kinds = ["*.razor", "*.cs", "*.js"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Published => Path.Combine(Here(), "Kern", Version, "kern.min.css");

    private static string Pages => Path.Combine(Here(), "..", "..", "..", "src", "AzrActors.Api");

    private static string Served => Path.Combine(Pages, "wwwroot", "lib", "kern", Version, "kern-used.css");

    [Fact]
    public async Task The_style_sheet_that_is_cut_is_the_published_one() => Assert.Equal(
        "fc2428f71ee156d7187a3d416bedd5550c3543925204e9ac4b02544e649eb7f8",
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Published, Stop))));

    [Fact]
    public async Task Nothing_is_lost_in_pieces()
    {
        var sheet = (await File.ReadAllTextAsync(Published, Stop)).TrimEnd('\n');
        Assert.Equal(sheet, string.Concat(StylePiece.Split(sheet)));
    }

    [Fact]
    public async Task What_is_served_is_what_the_pages_can_need_of_it()
    {
        var cut = await CutAsync();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1") await File.WriteAllTextAsync(Served, cut, new UTF8Encoding(false), Stop);
        Assert.True(await File.ReadAllTextAsync(Served, Stop) == cut,
            $"The pages use other classes or variables of KERN than before. {Regenerate}=1 dotnet run --project tests/AzrActors.Api.Tests -- "
            + "--filter-class '*KernTests' writes kern-used.css anew; commit it.");
    }

    [Theory]
    [InlineData(".in{a:b}", ".in{a:b}")]
    [InlineData(".out{a:b}", "")]
    [InlineData(".in,.out,p{a:b}", ".in,p{a:b}")]
    [InlineData(".in .out{a:b}", "")]
    [InlineData("p:hover>.in:not(.out):focus{a:b}", "p:hover>.in:not(.out):focus{a:b}")]
    [InlineData(":is(.in,.out) p{a:b}", ":is(.in,.out) p{a:b}")]
    [InlineData("[class*=\".out\"]{a:b}", "[class*=\".out\"]{a:b}")]
    [InlineData("@media print{.out{a:b}.in{a:b}}", "@media print{.in{a:b}}")]
    [InlineData("@media print{.out{a:b}}", "")]
    [InlineData(".in{a:url(\"data:,;}.out{\")}", ".in{a:url(\"data:,;}.out{\")}")]
    [InlineData(":root{--x:1;--y:2}.in{a:var(--x)}", ":root{--x:1}.in{a:var(--x)}")]
    [InlineData(":root{--x:var(--y);--y:2;--z:3}.in{a:var(--x,0)}", ":root{--x:var(--y);--y:2}.in{a:var(--x,0)}")]
    [InlineData(".out{--x:1}.in{--x:2;a:var(--x)}", ".in{--x:2;a:var(--x)}")]
    [InlineData(":root{--ours:1;--x:var(--x)}", ":root{--ours:1}")]
    [InlineData("@keyframes turn{to{a:b}}.in{animation:turn 1s}", "@keyframes turn{to{a:b}}.in{animation:turn 1s}")]
    [InlineData("@keyframes turn{to{a:b}}.out{animation:turn 1s}", "")]
    public void A_rule_stays_if_a_page_can_match_it_and_a_variable_if_what_stays_reads_it(string sheet, string expected) => Assert.Equal(
        expected, string.Concat(new StyleCut(new HashSet<string> { "in" }).Of(sheet, "p{a:var(--ours)}")));

    [Fact]
    public void What_nobody_thought_of_is_not_left_out_in_silence() =>
        Assert.Throws<FormatException>(() => new StyleCut(new HashSet<string>()).Of("@container (width>1px){p{a:b}}", ""));

    [Fact]
    public void Names_of_classes_are_written_in_full_so_that_they_are_found() =>
        Assert.DoesNotContain(ClassesOfPages(), one => one.EndsWith('-') || one.EndsWith('_'));

    private static async Task<string> CutAsync()
    {
        var own = Directory.EnumerateFiles(Path.Combine(Pages, "wwwroot"), "*.css").Concat(Sources()).Order(StringComparer.Ordinal);
        var readers = string.Join('\n', await Task.WhenAll(own.Select(file => File.ReadAllTextAsync(file, Stop))));
        var pieces = new StyleCut(ClassesOfPages()).Of((await File.ReadAllTextAsync(Published, Stop)).TrimEnd('\n'), readers);
        // The charset stands first or not at all.
        return string.Join('\n',
        [
            pieces[0],
            $"/* From kern.min.css of @kern-ux/native {Version}, licensed under EUPL-1.2: see LICENSE.md and SOURCE.md beside this file. Changed: what the",
            "   pages cannot need is left out. Written by AzrActors.Api.Tests/Styles/KernTests; do not edit. */",
            .. pieces.Skip(1), "",
        ]);
    }

    private static HashSet<string> ClassesOfPages() =>
        [.. Sources().SelectMany(file => Name().Matches(File.ReadAllText(file))).Select(match => match.Value)];

    private static IEnumerable<string> Sources() => Directory.EnumerateDirectories(Pages).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .SelectMany(folder => Kinds.SelectMany(kind => Directory.EnumerateFiles(folder, kind, SearchOption.AllDirectories)));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"(?<![\w-])kern-[\w-]+")]
    private static partial Regex Name();
}
