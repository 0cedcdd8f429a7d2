using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Identity;

namespace AzrActors.Domain.Tests.Identity;

/// <summary>Nationalities and addresses as two files write them otherwise and mean the same.</summary>
public class WrittenFormTests
{
    [Theory]
    [InlineData("475", "475 SY syr Syrien Syria syrisch Syrische syrischer Syrian")]
    [InlineData("423", "AF AFG Afghanistan afghanisch Afghan")]
    [InlineData("166", "UA UKR Ukraine ukrainisch Ukrainian")]
    [InlineData("163", "TR TUR Türkei Tuerkei Turkey Türkiye türkisch Turkish")]
    [InlineData("287", "EG EGY Ägypten Egypt ägyptisch Egyptian")]
    [InlineData("997", "997 XXA staatenlos stateless")]
    [InlineData("998", "unbekannt unknown ungeklärt XXX")]
    public void A_nationality_is_read_as_key_code_name_and_adjective(string key, string forms) =>
        Assert.All(forms.Split(' '), form => Assert.Equal([key], WrittenNationality.Read(form)));

    [Theory]
    [InlineData("Iran, Islamische Republik", "439")]
    [InlineData("Korea, Republik", "467")]
    [InlineData("Congo, The Democratic Republic of the", "246")]
    [InlineData("Côte d'Ivoire", "231")]
    [InlineData("deutsch / türkisch", "000 163")]
    [InlineData("SYR|TR", "475 163")]
    [InlineData("475 163", "475 163")]
    [InlineData("475, afghanisch", "475 423")]
    [InlineData("kongolesisch", "245 246")]
    [InlineData("Kleinstaatlich", "Kleinstaatlich")]
    public void Several_in_a_cell_and_the_words_of_two_states_are_told_apart_and_what_nobody_knows_stays(string cell, string keys) =>
        Assert.Equal(keys.Split(' '), WrittenNationality.Read(cell));

    [Fact]
    public void Every_state_has_forms_and_only_words_that_two_states_share_are_read_as_two()
    {
        var rows = Table.Load("Identity.nationality-forms.csv").Rows;
        Assert.Empty(rows.Select(row => row["key"]).Except(States.All.Select(state => state.Key)));
        // Former states that others came from, and what is not stated.
        Assert.Equal(["133", "138", "276", "999"], States.All.Select(state => state.Key).Except(rows.Select(row => row["key"])).Order(StringComparer.Ordinal));
        Assert.Equal(["CS", "Congolese", "Korea", "Korean", "kongolesisch", "koreanisch"], rows.SelectMany(row => row["codes"].Split(' ').Concat(row["words"].Split(';')))
            .Where(form => WrittenNationality.Read(form).Count > 1).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Musterstr. 5, Whg. 3")]
    [InlineData("Musterstr. 5 Whg 3")]
    [InlineData("Musterstraße 5, Wohnung 12b")]
    [InlineData("Musterstr.5, Apartment 4b")]
    [InlineData("Apartment 4b, Musterstr. 5")]
    [InlineData("Musterstr. 5, 3. OG")]
    [InlineData("Musterstr. 5 3. OG links")]
    [InlineData("3. Stock, Musterstr. 5")]
    [InlineData("Musterstr. 5, 2. OG links, Whg. 7")]
    [InlineData("Musterstr. 5, 2nd floor")]
    [InlineData("Musterstr. 5 EG rechts")]
    [InlineData("Musterstr. 5 (Hinterhaus)")]
    [InlineData("Musterstr. 5 HH")]
    [InlineData("Musterstr. 5, c/o Schmidt")]
    [InlineData("c/o Schmidt, Musterstr. 5")]
    [InlineData("Musterstr. 5 c/o Frau Schmidt")]
    [InlineData("Musterstr.", "5")]
    [InlineData("Musterstr., 3. OG", "5")]
    [InlineData("Musterstr. Whg 3", "5")]
    [InlineData("Musterstr. 3. OG", "5")]
    [InlineData("Musterstr.", "5, Whg 3")]
    [InlineData("Musterstr.", "5 EG")]
    public void What_says_where_in_the_house_is_no_part_of_the_address(string street, string? number = null) =>
        Assert.Equal(Taken("Musterstraße 5"), Taken(WrittenStreet.Read(street, number)));

    [Theory]
    [InlineData("Musterstr. 5a")]
    [InlineData("Am Stock 5")]
    [InlineData("Am Stock", "5")]
    [InlineData("Straße des 17. Juni 135")]
    [InlineData("12 Flat Rock Road")]
    [InlineData("5 Stock Street")]
    [InlineData("5 Stock Street, Neudorf")]
    [InlineData("Whg 3")]
    [InlineData("Q 7, 24")]
    [InlineData("Bei den Mühren 5")]
    [InlineData("Mittelstr. 12 c")]
    public void A_street_stays_that_has_a_word_of_an_addition_in_its_name(string street, string? number = null) =>
        Assert.Equal(Taken($"{street} {number}"), Taken(WrittenStreet.Read(street, number)));

    [Theory]
    [InlineData("12 High Street, Flat 4", "12 High Street")]
    [InlineData("Flat 4 12 High Street", "12 High Street")]
    [InlineData("Unit 3, 12 Smith St", "12 Smith St")]
    public void The_number_may_come_first(string street, string plain) => Assert.Equal(Taken(plain), Taken(WrittenStreet.Read(street, null)));

    private static (string?, string) Taken(string street) => AddressForm.Of(street, null, null) is { } form ? (form.Street, form.HouseNumber) : default;
}
