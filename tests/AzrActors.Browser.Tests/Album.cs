namespace AzrActors.Browser.Tests;

/// <summary>Pictures of the pages for people, kept where <c>AZR_ALBUM</c> names a folder.</summary>
internal static class Album
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("AZR_ALBUM");

    public static async Task KeepAsync(Tab tab, string name)
    {
        if (Folder is null) return;
        Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(Path.Combine(Folder, name + ".png"), await tab.PictureAsync());
    }
}
