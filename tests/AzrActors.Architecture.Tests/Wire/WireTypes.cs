using System.Collections;
using System.Globalization;
using System.Reflection;
using AzrActors.Contracts.Doors;

namespace AzrActors.Architecture.Tests.Wire;

/// <summary>What crosses the wire between processes of this repository, or is kept by Orleans: types with ids, and calls of grains.</summary>
internal static class WireTypes
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly[] Rooms =
    [
        typeof(CallBinding).Assembly, .. new[] { "AzrActors.Streams", "AzrActors.Grains", "AzrActors.Client", "AzrActors.Silo" }.Select(Assembly.Load),
    ];

    private static readonly IReadOnlyList<Type> All = [.. Rooms.SelectMany(room => room.GetTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Types that Orleans writes by ids.</summary>
    public static IReadOnlyList<Type> Contracts { get; } = [.. All.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. All.Where(type => type.IsInterface && typeof(Orleans.Runtime.IAddressable).IsAssignableFrom(type))];

    /// <summary>Grains by their class, which is part of their name.</summary>
    public static IReadOnlyList<Type> Grains { get; } = [.. All.Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type)
        && !type.Name.StartsWith("Proxy_", StringComparison.Ordinal))];

    /// <summary>Members with an id, by rising id.</summary>
    public static IReadOnlyList<(uint Id, MemberInfo Member, Type Type)> MembersOf(Type contract) =>
    [
        .. contract.GetProperties(Own).Select(property => ((MemberInfo)property, property.PropertyType))
            .Concat(contract.GetFields(Own).Select(field => ((MemberInfo)field, field.FieldType)))
            .Select(member => (Id: member.Item1.GetCustomAttribute<IdAttribute>()?.Id, Member: member.Item1, Type: member.Item2))
            .Where(member => member.Id is not null).Select(member => (member.Id!.Value, member.Member, member.Type)).OrderBy(member => member.Item1),
    ];

    /// <summary>How the wire names a type: by its alias if it has one.</summary>
    public static string NameOf(Type type) => type switch
    {
        _ when type.GetCustomAttribute<AliasAttribute>() is { } alias => alias.Alias,
        { IsArray: true } => $"{NameOf(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ when type.Assembly == typeof(object).Assembly => type.Name,
        _ => type.FullName!,
    };

    /// <summary>What an object holds, member by member, as <c>path = value</c>.</summary>
    public static IEnumerable<string> LinesOf(object? value, string path = "") => value switch
    {
        null => [],
        string or ValueType => [$"{path} = {Convert.ToString(value, CultureInfo.InvariantCulture)}"],
        Type type => [$"{path} = {type.FullName}"],
        IEnumerable list => list.Cast<object?>().SelectMany((item, index) => LinesOf(item, $"{path}/{index}")),
        _ => MembersOf(value.GetType()).SelectMany(member => LinesOf(ValueOf(value, member.Member), $"{path}/{member.Member.Name}")),
    };

    private static object? ValueOf(object of, MemberInfo member) => member is PropertyInfo property ? property.GetValue(of) : ((FieldInfo)member).GetValue(of);
}
