[assembly: AssemblyFixture(typeof(AzrActors.TestSupport.PostgresFixture))]
