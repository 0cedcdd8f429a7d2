using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Architecture.Tests;

public partial class ClosedSetTests
{
    [Theory]
    [InlineData(typeof(RecordCommand))]
    [InlineData(typeof(RecordEvent))]
    [InlineData(typeof(Rejection))]
    [InlineData(typeof(Decision))]
    public void The_cases_of_a_closed_set_are_sealed_and_nested(Type set)
    {
        var cases = set.Assembly.GetTypes().Where(set.IsAssignableFrom).Where(type => type != set).ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, type => Assert.True(type.IsSealed && type.DeclaringType == set, type.FullName));
    }

    [Fact]
    public void Every_event_has_a_name_in_storage()
    {
        var named = typeof(RecordEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(name => name.DerivedType);
        Assert.Equal(typeof(RecordEvent).GetNestedTypes().OrderBy(type => type.Name), named.Keys.OrderBy(type => type.Name));
        Assert.Equal(named.Count, named.Values.Select(name => name.TypeDiscriminator).Distinct().Count());
    }

    [Fact]
    public void Nothing_unknown_is_skipped_in_a_fold() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "AzrActors.Domain"), "*.cs", SearchOption.AllDirectories),
        file => Assert.DoesNotMatch(SwallowingDefault(), File.ReadAllText(file)));

    [Fact]
    public void Only_the_desks_are_open_to_agencies()
    {
        var open = typeof(IRegisterDesk).Assembly.GetTypes().Where(type => type.GetCustomAttribute<AgencyFacingAttribute>() is not null);
        Assert.Equal(
            ["IAccessLogDesk", "IDirectoryDesk", "IDuplicateDesk", "IFindingsDesk", "ILawDesk", "IMergeDesk", "INoticeDesk", "IParkingDesk", "IReceiptDesk", "IRegisterDesk",
                "IRequestKeyDesk", "ISearchDesk", "IWebhookDesk"],
            open.Select(type => type.Name).Order());
    }

    [GeneratedRegex(@"_ => (state|record)\b")]
    private static partial Regex SwallowingDefault();
}
