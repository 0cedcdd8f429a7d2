using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AzrActors.Api.Web;

/// <summary>
/// Style sheets, script and icon. They travel inside this assembly and are addressed with a fingerprint, so a browser
/// may keep them for ever.
/// </summary>
internal static class WebAssets
{
    private const string Folder = "wwwroot/";
    private const string Route = "/assets/";

    private static readonly FrozenDictionary<string, Asset> All = typeof(WebAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..], Asset.Load);

    /// <summary>Address of an asset under its fingerprint.</summary>
    public static string Url(string path) => $"{Route}{path}?v={All[path].Fingerprint}";

    public static void MapAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Route + "{**path}", Send).AllowAnonymous().ExcludeFromDescription();

    private static IResult Send(string path, HttpContext context)
    {
        if (All.GetValueOrDefault(path) is not { } asset) return TypedResults.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query["v"] == asset.Fingerprint ? "public, max-age=31536000, immutable"
            : "no-cache";
        headers.Append("Vary", "Accept-Encoding");
        var brotli = context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && e.Quality is not 0);
        if (brotli) headers.ContentEncoding = "br";
        return TypedResults.Bytes(
            brotli ? asset.Compressed : asset.Plain, asset.ContentType, entityTag: new EntityTagHeaderValue(
            $"\"{asset.Fingerprint}{(brotli ? "-br" : "")}\""));
    }

    private sealed record Asset(byte[] Plain, byte[] Compressed, string ContentType, string Fingerprint)
    {
        public static Asset Load(string name)
        {
            using var resource = typeof(WebAssets).Assembly.GetManifestResourceStream(name)!;
            using var plain = new MemoryStream();
            resource.CopyTo(plain);
            using var compressed = new MemoryStream();
            using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
                brotli.Write(plain.ToArray());
            return new Asset(plain.ToArray(), compressed.ToArray(), TypeOf(name),
                Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()))[..16]);
        }

        private static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidDataException($"No content type for {other} ({name})."),
        };
    }
}
