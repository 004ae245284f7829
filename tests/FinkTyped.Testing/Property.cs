using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Properties that hold for cases made by chance. A test meets the same cases in every run; others where FINK_PROPERTY_SEED names a number, and
/// so many times more where FINK_PROPERTY_TIMES does.
/// </summary>
internal static class Property
{
    /// <summary>The trait of tests whose cases are made by chance, and its value.</summary>
    public const string Cases = "Cases", Chance = "Chance";

    private static readonly int Times = (int)Setting("FINK_PROPERTY_TIMES", 1);
    private static readonly uint Seed = (uint)Setting("FINK_PROPERTY_SEED", 0);

    /// <summary>Checks a property of as many cases; one that fails is made smaller first.</summary>
    public static void Holds(int count, int smallest, int largest, Action<Case> property)
    {
        var cases = from seed in Gen.Choose(0, int.MaxValue) from size in Gen.Choose(smallest, largest) select new Case(seed, size);
        // A smaller size makes a smaller case of the same chance.
        var smallerFirst = Arb.From(cases, c => Enumerable.Range(smallest, c.Size - smallest).Select(size => c with { Size = size }));
        var name = TestContext.Current.Test?.TestDisplayName ?? throw new InvalidOperationException("properties are checked by tests");
        var start = MemoryMarshal.Cast<byte, ulong>(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed} {name}")));
        // The second number has to be odd.
        var config = Config.QuickThrowOnFailure.WithMaxTest(Count(count)).WithReplay(start[0], start[1] | 1);
        Check.One(config, Prop.ForAll(smallerFirst, property));
    }

    /// <summary>How many cases a test makes that makes so many of its own.</summary>
    public static int Count(int usual) => usual * Times;

    /// <summary>The source of chance of a test that makes its own cases.</summary>
    public static Random Random(int seed) => new(seed + (int)(Seed * 1_000_003));

    private static long Setting(string name, long usual) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>What a case is made from.</summary>
    public sealed record Case(int Seed, int Size);
}
