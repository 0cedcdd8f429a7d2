using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using AzrActors.Api.Tests.Fakes;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace AzrActors.Api.Tests;

/// <summary>A person's extract as a file, read by other code than that which wrote it.</summary>
public sealed class ExtractTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_value_is_in_the_file_with_who_said_it_and_the_file_names_nobody()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.Client.GetAsync($"/datensatz/{Samples.Number}/auszug.pdf", Stop);
        Assert.Equal("application/pdf", reply.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain(Samples.Number, reply.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.True(reply.Headers.CacheControl!.NoStore);
        var text = TextOf(await reply.Content.ReadAsByteArrayAsync(Stop));
        foreach (var item in Samples.Records()[Samples.Number].Items)
            foreach (var part in new[] { item.Label, item.Text, item.Source.Authority, item.Source.FileReference })
                Assert.Contains(Squeezed(part), text, StringComparison.Ordinal);
        Assert.Contains(Squeezed("Yıldırım, Elif Şükran"), text, StringComparison.Ordinal);
        Assert.Contains(Squeezed("Zweck: ausländerrechtliche Aufgabe"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disputed_value_is_marked_with_what_the_person_says()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        var text = TextOf(await session.Client.GetByteArrayAsync($"/datensatz/{Samples.OtherNumber}/auszug.pdf", Stop));
        Assert.Contains(Squeezed("(bestritten; Angabe der Person: 1992, nicht 1991)"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_record_fills_several_pages_and_each_says_what_its_columns_are()
    {
        await using var host = await ApiHost.StartAsync();
        var view = Samples.Records()[Samples.Number];
        host.Register.Show(view with
        {
            Items = [.. Enumerable.Range(1, 120).Select(number => view.Items[0] with { Path = $"person/further/{number}", Text = $"Wert {number} " + new string('W', 90) })],
        });
        using var session = await Session.LogInAsync(host);
        using var file = PdfDocument.Open(await session.Client.GetByteArrayAsync($"/datensatz/{Samples.Number}/auszug.pdf", Stop));
        Assert.True(file.NumberOfPages > 3);
        Assert.All(file.GetPages(), page => Assert.Contains("Grundlage", page.Text, StringComparison.Ordinal));
        Assert.Contains($"Seite {file.NumberOfPages}", file.GetPage(file.NumberOfPages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_caller_may_not_see_has_no_extract()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.Client.GetAsync("/datensatz/999999999999/auszug.pdf", Stop);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal("text/html", reply.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("DejaVuSans.ttf")]
    [InlineData("DejaVuSans-Bold.ttf")]
    public void The_fonts_hold_every_character_of_DIN_91379(string font)
    {
        using var stream = typeof(AzrApi).Assembly.GetManifestResourceStream("Fonts/" + font)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var glyphs = CharacterMap(bytes);
        var needed = NamesOfDin91379().ToHashSet();
        Assert.True(needed.Count > 500);
        Assert.Empty(needed.Where(code => !glyphs.Contains(code)).Select(code => code.ToString("X4", CultureInfo.InvariantCulture)));
    }

    private static string TextOf(byte[] file)
    {
        using var document = PdfDocument.Open(file);
        return Squeezed(string.Concat(document.GetPages().Select((Page page) => page.Text)));
    }

    // Where a line is broken is the layout's affair.
    private static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>Code points of the table of the domain, sequences as the marks they consist of.</summary>
    private static IEnumerable<int> NamesOfDin91379()
    {
        using var table = typeof(Domain.Quality.Din91379).Assembly.GetManifestResourceStream(
            typeof(Domain.Quality.Din91379).Assembly.GetManifestResourceNames().Single(name => name.EndsWith("din-91379.csv", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(table);
        foreach (var line in reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or 'f')))
        {
            var (from, to, sequence) = line.Trim().Split(',') is [var a, var b, var c] ? (a, b, c) : throw new InvalidDataException(line);
            if (sequence.Length > 0)
                foreach (var code in sequence.Split(' ')) yield return Hex(code);
            else
                for (var code = Hex(from); code <= Hex(to.Length > 0 ? to : from); code++) yield return code;
        }
    }

    private static int Hex(string code) => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Characters for which a TrueType font has a shape: the segments of its table <c>cmap</c>, format 4.</summary>
    private static HashSet<int> CharacterMap(byte[] font)
    {
        int Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));
        int Long(int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(at));
        var cmap = Enumerable.Range(0, Word(4)).Select(table => 12 + (16 * table))
            .Where(at => font.AsSpan(at, 4).SequenceEqual("cmap"u8)).Select(at => Long(at + 8)).Single();
        var table = Enumerable.Range(0, Word(cmap + 2)).Select(entry => cmap + Long(cmap + 8 + (8 * entry))).First(at => Word(at) == 4);
        var (segments, known) = (Word(table + 6) / 2, new HashSet<int>());
        for (var segment = 0; segment < segments; segment++)
        {
            var ends = table + 14 + (2 * segment);
            var starts = ends + 2 + (2 * segments);
            var (end, start, delta, offset) = (Word(ends), Word(starts), Word(starts + (2 * segments)), Word(starts + (4 * segments)));
            for (var code = start; code <= end && code != 0xFFFF; code++)
            {
                var glyph = offset == 0 ? (code + delta) & 0xFFFF : Word(starts + (4 * segments) + offset + (2 * (code - start)));
                if (glyph != 0) known.Add(code);
            }
        }
        return known;
    }
}
