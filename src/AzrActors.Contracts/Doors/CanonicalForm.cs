using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AzrActors.Contracts.Doors;

/// <summary>
/// Bytes of the arguments of a call that client and silo compute alike, whatever their versions: values of different
/// kind or length never give the same bytes, members of a contract are named by their <see cref="IdAttribute"/>, and a
/// member without value is left out, so that one which only one side knows changes nothing until it is used.
/// </summary>
public sealed class CanonicalForm
{
    private static readonly ConcurrentDictionary<Type, (uint Id, PropertyInfo Property)[]> Members = new();

    // Orleans' own types that occur when a client subscribes to a stream; their text says all they hold.
    private static readonly HashSet<string> WrittenAsText =
        ["Orleans.Runtime.GrainId", "Orleans.Runtime.QualifiedStreamId", "Orleans.Runtime.StreamId", "Orleans.Runtime.GuidId"];

    // Gathered and hashed at once: a call of the hash per value costs more than hashing.
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private enum Kind : byte
    {
        Nothing = 0,
        Text = 1,
        Number = 2,
        Guid = 3,
        Day = 4,
        List = 5,
        Contract = 6,
        Member = 7,
        End = 8,
        Instant = 9,
    }

    public byte[] Hash() => SHA256.HashData(_bytes.WrittenSpan);

    /// <exception cref="NotSupportedException">There is no canonical form for this type.</exception>
    public void Add(object? value)
    {
        switch (value)
        {
            case null: Write(Kind.Nothing); break;
            // Cancels the call and says nothing in it.
            case CancellationToken: break;
            case string text: AddText(text); break;
            case int number: AddNumber(Kind.Number, number); break;
            case long number: AddNumber(Kind.Number, number); break;
            case bool truth: AddNumber(Kind.Number, truth ? 1 : 0); break;
            case Enum choice: AddNumber(Kind.Number, Convert.ToInt64(choice, CultureInfo.InvariantCulture)); break;
            case DateOnly day: AddNumber(Kind.Day, day.DayNumber); break;
            case DateTimeOffset instant: AddNumber(Kind.Instant, instant.UtcTicks); break;
            case Guid guid: AddGuid(guid); break;
            case IEnumerable list: AddList(list); break;
            default: AddOther(value); break;
        }
    }

    // UTF-16 as it lies in memory: exact also where a text is no valid Unicode, and the same on every machine .NET runs on.
    private void AddText(string text)
    {
        AddNumber(Kind.Text, text.Length);
        _bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private void AddNumber(Kind kind, long number)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(long)];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], number);
        _bytes.Write(bytes);
    }

    private void AddGuid(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[17];
        bytes[0] = (byte)Kind.Guid;
        guid.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        _bytes.Write(bytes);
    }

    private void AddList(IEnumerable list)
    {
        Write(Kind.List);
        foreach (var item in list) Add(item);
        Write(Kind.End);
    }

    private void AddOther(object value)
    {
        var type = value.GetType();
        if (WrittenAsText.Contains(type.FullName!))
        {
            AddText(value.ToString()!);
            return;
        }
        var members = Members.GetOrAdd(type, MembersOf);
        if (members.Length == 0) throw new NotSupportedException($"{type.Name} has no canonical form.");
        Write(Kind.Contract);
        foreach (var (id, property) in members)
            if (property.GetValue(value) is { } content)
            {
                AddNumber(Kind.Member, id);
                Add(content);
            }
        Write(Kind.End);
    }

    private void Write(Kind kind) => _bytes.Write([(byte)kind]);

    private static (uint, PropertyInfo)[] MembersOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property.GetCustomAttribute<IdAttribute>()?.Id, Property: property))
            .Where(member => member.Id is not null)
            .Select(member => (member.Id!.Value, member.Property))
            .OrderBy(member => member.Value),
    ];
}
