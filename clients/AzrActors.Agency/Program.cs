return await AzrActors.Agency.AzrCommandLine.RunAsync(args);
