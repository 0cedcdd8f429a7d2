using System.Reflection;
using System.Text;

namespace AzrActors.Architecture.Tests.Wire;

/// <summary>
/// Silos and clients of this build and of those before it stand side by side while they are replaced one after the other. So
/// what the wire knows stays: a type, an id with its type, a choice, a grain, a call. New ones may come.
/// </summary>
public class WireContractTests
{
    private const string Regenerate = "AZR_WRITE_GOLDENS";

    [Fact]
    public void What_the_wire_knew_it_still_knows()
    {
        var (lines, recorded) = (Lines(), File.ReadAllLines(Golden));
        var gone = recorded.Except(lines).ToList();
        Assert.True(gone.Count == 0,
            "A silo or client of the former build would no longer be understood. Leave these as they are and add something new beside them; "
            + "where that is impossible, take the lines out by hand and say in CHANGELOG.md (operators) and README.md that this step needs a full "
            + $"stop.\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void What_is_new_on_the_wire_is_recorded()
    {
        var (lines, recorded) = (Lines(), File.ReadAllLines(Golden));
        // What has gone stays in the file, or a run of this test would be enough to break the rule above.
        if (Environment.GetEnvironmentVariable(Regenerate) == "1")
            File.WriteAllText(Golden, string.Join('\n', recorded.Union(lines).Order(StringComparer.Ordinal)) + '\n', new UTF8Encoding(false));
        var unrecorded = lines.Except(File.ReadAllLines(Golden)).ToList();
        Assert.True(unrecorded.Count == 0, $"Run this test with {Regenerate}=1 and commit what it adds to wire-contract.txt.\n{string.Join('\n', unrecorded)}");
    }

    [Fact]
    public void Whatever_has_ids_has_a_name_that_outlives_its_place_in_the_code() => Assert.All(
        WireTypes.Contracts, type => Assert.True(type.GetCustomAttribute<AliasAttribute>() is not null, $"{type} has no alias."));

    private static List<string> Lines() =>
    [
        .. WireTypes.Contracts.SelectMany(MembersOf),
        .. WireTypes.Contracts.SelectMany(type => WireTypes.MembersOf(type)).Select(member => EnumOf(member.Type)).OfType<Type>()
            .Distinct().SelectMany(ChoicesOf),
        .. WireTypes.Interfaces.SelectMany(CallsOf),
        .. WireTypes.Grains.Select(grain => $"grain {grain.Name}"),
    ];

    private static IEnumerable<string> MembersOf(Type type) => WireTypes.MembersOf(type)
        .Select(member => $"type {WireTypes.NameOf(type)} {member.Id} {member.Member.Name} {WireTypes.NameOf(member.Type)}")
        .Prepend($"type {WireTypes.NameOf(type)}");

    private static Type? EnumOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } choice ? choice
        : type.IsGenericType ? type.GetGenericArguments().Select(EnumOf).FirstOrDefault(found => found is not null) : null;

    private static IEnumerable<string> ChoicesOf(Type choice) => Enum.GetValuesAsUnderlyingType(choice).Cast<object>()
        .Select(value => $"enum {WireTypes.NameOf(choice)} {value} {Enum.GetName(choice, value)}");

    private static IEnumerable<string> CallsOf(Type grain) => grain.GetMethods().Select(method =>
        $"call {WireTypes.NameOf(grain)}/{method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name}"
        + $"({string.Join(", ", method.GetParameters().Select(parameter => WireTypes.NameOf(parameter.ParameterType)))}) {WireTypes.NameOf(method.ReturnType)}");

    private static string Golden => Path.Combine(Repository.Root, "tests", "AzrActors.Architecture.Tests", "Wire", "Goldens", "wire-contract.txt");
}
