using AzrActors.Silo;

return await SiloCommand.Create().Parse(args).InvokeAsync();
