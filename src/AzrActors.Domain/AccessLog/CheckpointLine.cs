using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AzrActors.Domain.AccessLog;

/// <summary>A checkpoint as one line of JSON: the form in which it is handed out and kept by others.</summary>
public static class CheckpointLine
{
    public static string Write(SignedCheckpoint checkpoint)
    {
        var (size, root, at, previous) = checkpoint.Checkpoint;
        return JsonSerializer.Serialize(new Line(size, root, at, previous, checkpoint.KeyId, checkpoint.Signature), LineJson.Default.Line);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        try
        {
            checkpoint = JsonSerializer.Deserialize(text, LineJson.Default.Line) is { } line
                ? new SignedCheckpoint(new Checkpoint(line.Size, line.Root, line.At, line.Previous), line.Key, line.Signature)
                : null;
        }
        catch (JsonException)
        {
            checkpoint = null;
        }
        return checkpoint is not null;
    }

    internal sealed record Line(long Size, byte[] Root, DateTimeOffset At, byte[] Previous, string Key, byte[] Signature);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CheckpointLine.Line))]
[JsonSerializable(typeof(HandOverLine.Line), TypeInfoPropertyName = "HandOver")]
internal sealed partial class LineJson : JsonSerializerContext;
