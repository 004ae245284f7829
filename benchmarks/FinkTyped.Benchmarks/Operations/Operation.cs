namespace FinkTyped.Benchmarks.Operations;

/// <summary>Something done to one alert of a set, given by its index; what it returns keeps the compiler from leaving it out.</summary>
/// <param name="Key">What its targets are listed under.</param>
/// <param name="Name">What it does, for people.</param>
/// <param name="Run">Does it.</param>
internal sealed record Operation(string Key, string Name, Func<int, ulong> Run);
