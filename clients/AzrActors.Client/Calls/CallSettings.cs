namespace AzrActors.Client.Calls;

/// <summary>Time limits shared by all calls of a client; meaning as in <see cref="AzrClientOptions"/>.</summary>
internal sealed record CallSettings(TimeSpan Patience, TimeSpan SafetyPull, int PageSize);
