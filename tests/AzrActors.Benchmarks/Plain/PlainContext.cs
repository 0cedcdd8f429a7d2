using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace AzrActors.Benchmarks.Plain;

/// <summary>Tables as many services keep them: a document per person with row version, and an outbox.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by EF Core.")]
internal sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options)
{
    public DbSet<PlainPerson> Persons => Set<PlainPerson>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("plain");
        // xmin of PostgreSQL: an update of a row that somebody else changed meanwhile finds no row.
        modelBuilder.Entity<PlainPerson>().Property(person => person.RowVersion).IsRowVersion();
        modelBuilder.Entity<PlainPerson>().Property(person => person.Document).HasColumnType("jsonb");
        modelBuilder.Entity<OutboxMessage>().Property(message => message.Content).HasColumnType("jsonb");
        modelBuilder.Entity<OutboxMessage>().HasIndex(message => message.Recipient);
    }
}

internal sealed class PlainPerson
{
    public int Id { get; set; }

    public required string Keeper { get; set; }

    public required string Document { get; set; }

    public uint RowVersion { get; set; }
}

internal sealed class OutboxMessage
{
    public long Id { get; set; }

    public required string Recipient { get; set; }

    public int PersonId { get; set; }

    public required string Content { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What a caller sends.</summary>
internal sealed record PlainUpdate(Guid SubmissionId, string Authority, string Official, string Purpose, string BirthPlace);
