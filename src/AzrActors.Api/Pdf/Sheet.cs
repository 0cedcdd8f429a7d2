using System.Globalization;
using System.Text;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace AzrActors.Api.Pdf;

/// <summary>
/// Pages of A4 across that fill from top to bottom: headings, lines and tables with wrapped cells. Each piece says what it is, so that
/// a screen reader finds headings and tables (PDF/UA).
/// </summary>
internal sealed class Sheet : IDisposable
{
    private const double Margin = 36;
    private const double Padding = 4;
    private const double LineHeight = 1.25;
    private static readonly XFont Text = ExtractFonts.Of(8);
    private static readonly XFont Strong = ExtractFonts.Of(8, bold: true);
    private static readonly XPen Rule = new(XColors.LightGray, 0.5);

    private readonly PdfDocument _document = new();
    private readonly StructureBuilder _structure;
    private readonly string _foot;
    private XGraphics _page;
    private double _y;

    public Sheet(string title, string foot)
    {
        _foot = foot;
        _document.Info.Title = title;
        _document.Info.Creator = "AzrActors";
        var accessible = UAManager.ForDocument(_document);
        accessible.SetDocumentLanguage("de-DE");
        _structure = accessible.StructureBuilder;
        _page = Turn();
    }

    private double Width => _page.PageSize.Width - (2 * Margin);

    private double Bottom => _page.PageSize.Height - Margin - 14;

    public void Heading(string text, PdfBlockLevelElementTag level)
    {
        var font = ExtractFonts.Of(level switch { PdfBlockLevelElementTag.Heading1 => 15, PdfBlockLevelElementTag.Heading2 => 11, _ => 9 }, bold: true);
        // A heading does not stand alone at the foot of a page.
        Room(font.Size * LineHeight * 4);
        _y += font.Size * 0.6;
        _structure.BeginElement(level);
        Write(Wrap(text, font, Width), font, Margin, Width);
        _structure.End();
        _y += 3;
    }

    public void Line(string text)
    {
        var lines = Wrap(text, Text, Width);
        Room(lines.Count * Text.Size * LineHeight);
        _structure.BeginElement(PdfBlockLevelElementTag.Paragraph);
        Write(lines, Text, Margin, Width);
        _structure.End();
    }

    /// <param name="widths">Shares of the width of the page.</param>
    public void Table(IReadOnlyList<string> heads, IReadOnlyList<double> widths, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        _structure.BeginElement(PdfBlockLevelElementTag.Table);
        Row(heads, widths, PdfBlockLevelElementTag.TableHeaderCell, column => Strong);
        foreach (var row in rows)
        {
            // The heads stand again at the top of each page.
            if (Room(HeightOf(row, widths))) Row(heads, widths, PdfBlockLevelElementTag.TableHeaderCell, column => Strong);
            Row(row, widths, PdfBlockLevelElementTag.TableDataCell, column => column == 1 ? Strong : Text);
        }
        _structure.End();
        _y += 4;
    }

    public byte[] Close()
    {
        _page.Dispose();
        using var file = new MemoryStream();
        _document.Save(file);
        return file.ToArray();
    }

    public void Dispose()
    {
        _page.Dispose();
        _document.Dispose();
    }

    private void Row(IReadOnlyList<string> cells, IReadOnlyList<double> widths, PdfBlockLevelElementTag tag, Func<int, XFont> fontOf)
    {
        var (x, top, height) = (Margin, _y, HeightOf(cells, widths));
        _structure.BeginElement(PdfBlockLevelElementTag.TableRow);
        for (var column = 0; column < cells.Count; column++)
        {
            var width = Width * widths[column];
            _y = top + 2;
            _structure.BeginElement(tag);
            Write(Wrap(cells[column], fontOf(column), width - Padding), fontOf(column), x, width);
            _structure.End();
            x += width;
        }
        _structure.End();
        _y = top + height;
        _structure.BeginArtifact();
        _page.DrawLine(Rule, Margin, _y, Margin + Width, _y);
        _structure.End();
    }

    private double HeightOf(IReadOnlyList<string> cells, IReadOnlyList<double> widths) =>
        (cells.Select((cell, column) => Wrap(cell, Strong, (Width * widths[column]) - Padding).Count).Max() * Text.Size * LineHeight) + 4;

    private void Write(IReadOnlyList<string> lines, XFont font, double x, double width)
    {
        foreach (var line in lines)
        {
            _page.DrawString(line, font, XBrushes.Black, new XRect(x, _y, width, font.Size * LineHeight), XStringFormats.TopLeft);
            _y += font.Size * LineHeight;
        }
    }

    /// <returns>True if a new page was begun.</returns>
    private bool Room(double height)
    {
        if (_y + height <= Bottom) return false;
        _page.Dispose();
        _page = Turn();
        return true;
    }

    private XGraphics Turn()
    {
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        page.Orientation = PageOrientation.Landscape;
        _y = Margin;
        var drawing = XGraphics.FromPdfPage(page);
        // Here, because a page that was left cannot be entered again.
        _structure.BeginArtifact();
        var place = new XRect(Margin, drawing.PageSize.Height - Margin, drawing.PageSize.Width - (2 * Margin), 10);
        drawing.DrawString(_foot, Text, XBrushes.DimGray, place, XStringFormats.CenterLeft);
        drawing.DrawString(
            string.Create(CultureInfo.InvariantCulture, $"Seite {_document.PageCount}"), Text, XBrushes.DimGray, place, XStringFormats.CenterRight);
        _structure.End();
        return drawing;
    }

    /// <summary>Words in lines that are narrow enough; a word that is wider than a line is cut between two of its letters.</summary>
    private List<string> Wrap(string text, XFont font, double width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Normalize(NormalizationForm.FormC).Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Fits(longer)) line = longer;
            else
            {
                if (line.Length > 0) lines.Add(line);
                line = "";
                foreach (var letter in Letters(word))
                {
                    if (line.Length > 0 && !Fits(line + letter))
                    {
                        lines.Add(line);
                        line = "";
                    }
                    line += letter;
                }
            }
        }
        lines.Add(line);
        return lines;

        bool Fits(string part) => _page.MeasureString(part, font).Width <= width;
    }

    private static IEnumerable<string> Letters(string word)
    {
        for (var letters = StringInfo.GetTextElementEnumerator(word); letters.MoveNext();) yield return letters.GetTextElement();
    }
}
