using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace AzrActors.Api.Pdf;

/// <summary>
/// The two fonts of an extract, which travel inside this assembly: they hold every letter of DIN 91379, and a machine without fonts
/// writes the same file.
/// </summary>
internal sealed class ExtractFonts : IFontResolver
{
    private const string Family = "DejaVu Sans";
    private const string Regular = "DejaVuSans.ttf";
    private const string Bold = "DejaVuSans-Bold.ttf";

    static ExtractFonts() => GlobalFontSettings.FontResolver = new ExtractFonts();

    private ExtractFonts()
    {
    }

    /// <summary>Of a size in points.</summary>
    public static XFont Of(double size, bool bold = false) => new(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Regular);

    public byte[]? GetFont(string faceName)
    {
        using var font = typeof(ExtractFonts).Assembly.GetManifestResourceStream("Fonts/" + faceName)
            ?? throw new InvalidOperationException($"The font {faceName} is not in this assembly.");
        using var copy = new MemoryStream();
        font.CopyTo(copy);
        return copy.ToArray();
    }
}
