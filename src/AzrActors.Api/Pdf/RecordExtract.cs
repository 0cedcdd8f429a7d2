using AzrActors.Api.Pages;
using AzrActors.Contracts.Doors;
using PdfSharp.UniversalAccessibility;

namespace AzrActors.Api.Pdf;

/// <summary>What a record shows its reader, every value with its source, as a file: the same as the print view.</summary>
internal static class RecordExtract
{
    public const string MediaType = "application/pdf";
    private const string Foot = "Register ausländischer Personen – Nachbau mit erfundenen Daten, kein Angebot einer Behörde.";
    private static readonly string[] Heads = ["Angabe", "Wert", "Herkunft", "gilt ab", "bekannt seit", "Grundlage"];
    private static readonly double[] Widths = [0.16, 0.24, 0.24, 0.09, 0.12, 0.15];

    // The fonts and what was drawn last are kept by the library for the whole process.
    private static readonly Lock Drawing = new();

    public static byte[] Of(RecordDisplay record, Caller caller, string authority, DateTimeOffset at)
    {
        lock (Drawing)
        {
            using var sheet = new Sheet($"Auszug aus dem Register: {record.Name}", Foot);
            sheet.Heading($"Auszug aus dem Register: {record.Name}", PdfBlockLevelElementTag.Heading1);
            sheet.Line($"{record.Headline} · AZR-Nummer {GermanText.Grouped(record.Number)} · Version {record.View.Version}");
            sheet.Line($"erstellt {GermanText.Instant(at)} für {authority}, {caller.Official} · Zweck: {Purposes.Describe(caller.Purpose)}");
            foreach (var section in record.Sections)
            {
                sheet.Heading(section.Heading, PdfBlockLevelElementTag.Heading2);
                foreach (var part in section.Parts)
                {
                    if (part.Title is { } title) sheet.Heading(part.Mark is { } mark ? $"{title} ({mark})" : title, PdfBlockLevelElementTag.Heading3);
                    sheet.Table(Heads, Widths, [.. part.Items.Select(RowOf)]);
                }
            }
            return sheet.Close();
        }
    }

    private static string[] RowOf(Contracts.Records.RecordItem item) =>
    [
        item.Label, item.Text + RecordDisplay.DisputeOf(item), RecordDisplay.OriginOf(item),
        GermanText.Day(item.Source.ValidFrom), GermanText.Instant(item.Source.KnownSince), item.Source.Basis,
    ];
}
