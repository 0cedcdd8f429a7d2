using System.Text.Json;
using AzrActors.Api.Http;
using AzrActors.Contracts.Notices;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Live;

/// <summary>How a notice is written into a stream.</summary>
internal interface INoticeRendering
{
    ValueTask<string> RenderAsync(Notice notice);
}

/// <summary>For programs: the notice as JSON, exactly as <c>GET /notices</c> returns it.</summary>
internal sealed class JsonRendering(HttpContext context) : INoticeRendering
{
    private readonly JsonSerializerOptions _options = DoorJson.OptionsOf(context);

    public ValueTask<string> RenderAsync(Notice notice) =>
        ValueTask.FromResult(JsonSerializer.Serialize(notice, _options));
}
