using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AzrActors.Contracts.Doors;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AzrActors.Architecture.Tests.Wire;

/// <summary>
/// Bytes that former builds have written to the wire, or into the storage of Orleans, are read as what they meant then; and
/// what a client of a former build has signed, a silo of this build finds signed.
/// </summary>
public class WireBytesTests
{
    private const string Regenerate = "AZR_WRITE_GOLDENS";

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    /// <summary>Every type by its alias, but for faults, which carry text alone.</summary>
    public static TheoryData<string> Names => [.. Sampled.Select(WireTypes.NameOf)];

    // What speaks in types of Orleans itself has the form that Orleans gives it.
    private static IEnumerable<Type> Sampled => WireTypes.Contracts.Where(type =>
        !typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract && !type.IsEnum
        && WireTypes.MembersOf(type).All(member => member.Type.Namespace?.StartsWith("Orleans", StringComparison.Ordinal) != true));

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_of_every_former_build_are_read(string name)
    {
        var type = Sampled.Single(type => WireTypes.NameOf(type) == name);
        var sample = Sample.Of(type);
        var now = new Recorded(name, Convert.ToBase64String(Serializer.SerializeToArray<object>(sample)), FormOf(sample), [.. WireTypes.LinesOf(sample)]);
        var recorded = Read();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1" && !recorded.Any(known => known.Says(now))) Write(recorded = [.. recorded, now]);
        var ofType = recorded.Where(known => known.Type == name).ToList();
        Assert.True(ofType.Any(known => known.Says(now)), $"Run this test with {Regenerate}=1 and commit what it adds to wire-bytes.json: {name} is new or has new members.");
        Assert.All(ofType, known =>
        {
            var read = Serializer.Deserialize<object>(Convert.FromBase64String(known.Bytes));
            Assert.IsType(type, read);
            Assert.Empty(known.Lines.Except(WireTypes.LinesOf(read)));
            // A member that came later and has a value by default would make the former signature void: it has to be null without one.
            if (known.Form is not null) Assert.Equal(known.Form, FormOf(read));
        });
    }

    /// <summary>The hash that an assertion signs; null for what no client says.</summary>
    private static string? FormOf(object value)
    {
        if (value.GetType().Assembly != typeof(CallBinding).Assembly) return null;
        try
        {
            var form = new CanonicalForm();
            form.Add(value);
            return Convert.ToHexString(form.Hash());
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Recorded> Read() => JsonSerializer.Deserialize<List<Recorded>>(File.ReadAllText(Golden), Json)!;

    private static void Write(IReadOnlyList<Recorded> recorded) =>
        File.WriteAllText(Golden, JsonSerializer.Serialize(recorded.OrderBy(one => one.Type, StringComparer.Ordinal), Json) + '\n', new UTF8Encoding(false));

    private static string Golden => Path.Combine(Repository.Root, "tests", "AzrActors.Architecture.Tests", "Wire", "Goldens", "wire-bytes.json");

    /// <param name="Type">Alias.</param>
    /// <param name="Lines">What was said, member by member.</param>
    private sealed record Recorded(string Type, string Bytes, string? Form, IReadOnlyList<string> Lines)
    {
        public bool Says(Recorded other) => Type == other.Type && Lines.SequenceEqual(other.Lines);
    }

    /// <summary>An object in which every member with an id has a value, the same in every run.</summary>
    private sealed class Sample
    {
        private int _drawn;

        public static object Of(Type type) => new Sample().Make(type);

        private object Make(Type type)
        {
            var number = ++_drawn;
            return type switch
            {
                _ when Nullable.GetUnderlyingType(type) is { } inner => Make(inner),
                _ when type == typeof(string) => $"text {number}",
                _ when type == typeof(int) => number,
                _ when type == typeof(long) => (long)number,
                _ when type == typeof(double) => (double)number,
                _ when type == typeof(bool) => true,
                _ when type == typeof(byte) => (byte)number,
                _ when type == typeof(Guid) => new Guid(number, 0, 0, new byte[8]),
                _ when type == typeof(DateOnly) => new DateOnly(2026, 1, 1).AddDays(number),
                _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number),
                { IsEnum: true } => Enum.GetValues(type).Cast<object>().Last(),
                { IsArray: true } => List(type.GetElementType()!),
                { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(List<>) =>
                    Activator.CreateInstance(type, List(type.GetGenericArguments()[0]))!,
                { IsGenericType: true } when type.GetGenericArguments() is [var element] && type.IsAssignableFrom(element.MakeArrayType()) => List(element),
                { IsGenericType: true } => Dictionary(type.GetGenericArguments()),
                _ => Contract(type),
            };
        }

        private Array List(Type element)
        {
            var list = Array.CreateInstance(element, 2);
            for (var index = 0; index < list.Length; index++) list.SetValue(Make(element), index);
            return list;
        }

        private object Dictionary(Type[] of)
        {
            var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
            dictionary[Make(of[0])] = Make(of[1]);
            return dictionary;
        }

        private object Contract(Type type)
        {
            var made = RuntimeHelpers.GetUninitializedObject(type);
            foreach (var (_, member, memberType) in WireTypes.MembersOf(type))
                if (member is PropertyInfo property) property.SetValue(made, Make(memberType));
                else ((FieldInfo)member).SetValue(made, Make(memberType));
            return made;
        }
    }
}
