namespace AzrActors.TestSupport;

/// <summary>Where clusters of tests live.</summary>
public static class ThrowAwayFolder
{
    private const string Memory = "/dev/shm";
    private const long RoomNeeded = 1L << 30;

    /// <summary>A folder name nobody has used; the folder is not created.</summary>
    /// <param name="inMemory">Whether the memory file system is wanted; taken only when it has 1 GB free.</param>
    public static string Name(bool inMemory) =>
        Path.Combine(inMemory && HasRoom() ? Memory : Path.GetTempPath(), $"azr-test-{Guid.NewGuid():N}");

    private static bool HasRoom() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= RoomNeeded;
}
