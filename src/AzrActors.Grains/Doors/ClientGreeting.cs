using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;

namespace AzrActors.Grains.Doors;

/// <summary>
/// The first thing a client says to a gateway: under which name it wants to be called. The form is that of Orleans, whose
/// own type is internal: four bytes of length, then these members under these ids.
/// </summary>
[GenerateSerializer, Alias("azr.ClientGreeting")]
internal sealed class ClientGreeting
{
    // Orleans ends a connection that says more.
    private const int LengthMax = 1024;

    [Id(0)]
    public NetworkProtocolVersion Protocol { get; init; }

    [Id(1)]
    public GrainId Client { get; init; }

    [Id(2)]
    public SiloAddress? Silo { get; init; }

    [Id(3)]
    public string? Cluster { get; init; }

    /// <summary>Reads it from the beginning of what a client has said.</summary>
    /// <returns>False when it is not complete yet.</returns>
    /// <exception cref="InvalidDataException">
    /// It is none, or Orleans might read it differently: a greeting has one form, and this is not it.
    /// </exception>
    public static bool TryRead(ReadOnlySequence<byte> said, Serializer<ClientGreeting> serializer, [NotNullWhen(true)] out ClientGreeting? greeting)
    {
        greeting = null;
        if (said.Length < sizeof(int)) return false;
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        said.Slice(0, sizeof(int)).CopyTo(prefix);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is < 0 or > LengthMax) throw new InvalidDataException("The greeting of a client has no possible length.");
        if (said.Length < sizeof(int) + length) return false;
        var written = said.Slice(sizeof(int), length).ToArray();
        greeting = serializer.Deserialize(written) ?? throw new InvalidDataException("The greeting of a client is empty.");
        if (!serializer.SerializeToArray(greeting).AsSpan().SequenceEqual(written))
            throw new InvalidDataException("The greeting of a client is not written as Orleans writes it.");
        return true;
    }
}
