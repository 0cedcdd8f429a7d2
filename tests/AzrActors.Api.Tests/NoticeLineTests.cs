using AzrActors.Api.Pages;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;

namespace AzrActors.Api.Tests;

/// <summary>A caseworker reads a notice line by line: an address is one of them.</summary>
public sealed class NoticeLineTests
{
    private static readonly RecordView Record = Samples.Records()[Samples.Number];

    [Fact]
    public void A_move_is_a_line_for_the_old_address_and_one_for_the_new() => Check(
        item => item.Path.StartsWith("address/", StringComparison.Ordinal),
        "Anschrift alt: Domplatz 7, 06618 Naumburg (Saale), Einzug 01.04.2023, Auszug 01.09.2026",
        "Anschrift neu: Am Kanal 12, 14467 Potsdam, Einzug 01.09.2026");

    [Fact]
    public void The_end_of_an_address_that_is_known_already_is_a_short_line() => Check(
        item => item.Path == "address/1/movedOutOn", "Anschrift alt: Auszug 01.09.2026");

    [Fact]
    public void Titles_and_movements_are_lines_and_personal_data_stands_alone() => Check(
        item => item.Path is "person/familyName" or "person/nationality/1" || item.Path[0] is 'm' or 's',
        "Familienname: Yıldırım",
        "Staatsangehörigkeit: Türkei",
        "Zuzug/Fortzug: Ersteinreise in das Bundesgebiet, am 06.03.2023",
        "Aufenthaltsstatus: Fachkraft mit akademischer Ausbildung (§ 18b AufenthG), erteilt am 20.04.2023, befristet bis 19.04.2027");

    [Fact]
    public void A_value_without_a_place_in_its_line_is_not_left_out()
    {
        var street = Record.Items.First(item => item.Path == "address/2/street");
        Check([street, street with { Path = "address/2/floor", Label = "Stockwerk", Text = "3" }], "Anschrift neu: Am Kanal, Stockwerk 3");
    }

    [Fact]
    public void A_line_names_the_source_of_its_newest_value()
    {
        var line = Assert.Single(NoticeLine.Of(NoticeOf([.. Record.Items.Where(
            item => item.Path.StartsWith("address/1/", StringComparison.Ordinal))])));
        Assert.Equal("Meldebehörde Potsdam", line.Source.AuthorityName);
    }

    private static void Check(Func<RecordItem, bool> told, params string[] lines) => Check([.. Record.Items.Where(told)], lines);

    private static void Check(IReadOnlyList<RecordItem> told, params string[] lines) =>
        Assert.Equal(lines, NoticeLine.Of(NoticeOf(told)).Select(line => $"{line.Label}: {line.Text}"));

    private static Notice NoticeOf(IReadOnlyList<RecordItem> items) =>
        Samples.Notice(Samples.Potsdam, 1, Record, 4, NoticeKind.Changed, "Einzug") with { Items = items };
}
