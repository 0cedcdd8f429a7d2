namespace AzrActors.Domain.Vocabulary;

/// <summary>The directory of authorities as this process knows it now.</summary>
public interface IAuthorities
{
    AuthorityDirectory Current { get; }
}
