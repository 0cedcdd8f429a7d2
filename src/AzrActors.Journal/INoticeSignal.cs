namespace AzrActors.Journal;

/// <summary>In-process signal that recipients have new notices. Survives reconnects of the database.</summary>
public interface INoticeSignal
{
    /// <summary>Calls back with recipients that have news; an empty list means "look at everything".</summary>
    IDisposable Subscribe(Action<IReadOnlyList<string>> onNews);
}
