using FinkTyped.Fuzz;

if (!FuzzOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine("usage: fuzz MINUTES [--seed N] [--threads N] [--only KIND,KIND...] [--round KIND/NUMBER]");
    return 2;
}

FinkTyped.Codecs.MoreCodecs.Register();
return new FuzzRun(options).Run();
