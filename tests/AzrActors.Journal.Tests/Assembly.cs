using AzrActors.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
