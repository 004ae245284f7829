return await FinkTyped.Cli.FinkCommand.RunAsync(args);
