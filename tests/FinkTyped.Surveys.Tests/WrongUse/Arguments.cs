using System.Reflection;
using System.Reflection.Emit;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>Arguments for members of views: some that fit, and more that do not.</summary>
internal static class Arguments
{
    private static readonly int[] Ints = [0, 1, 2, 5, -1, 63, 64, 1 << 20, int.MaxValue, int.MinValue];
    private static readonly ulong[] Bits = [0, 1, 1UL << 5, ulong.MaxValue];
    private static readonly string?[] Texts = ["g", "", "IsNull", null, "a text that is longer than any that it could be part of, and has an ü in it"];
    private static readonly byte[][] Utf8 = [[(byte)'g'], [], [0xFF, 0xC0]];

    /// <summary>Puts an argument on the stack; gives how many there are to try.</summary>
    public static int Emit(ILGenerator il, Type type, MethodBase of)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Func<,>))
        {
            Call(il, typeof(Explorer).GetMethod(nameof(Explorer.FunctionOf))!.MakeGenericMethod(type.GetGenericArguments()));
            return 3;
        }

        if (Makers.TryGetValue(type, out var maker))
        {
            Call(il, typeof(Arguments).GetMethod(maker.Name, BindingFlags.Public | BindingFlags.Static)!);
            return maker.Count;
        }

        // Views themselves: nothing, which is enough where they are asked for.
        if (!type.IsByRefLike) throw new NotSupportedException($"there is no argument of the type {type} to try {of.DeclaringType}.{of.Name} with: add one");
        var nothing = il.DeclareLocal(type);
        il.Emit(OpCodes.Ldloc, nothing);
        return 1;
    }

    public static int Int(Explorer explorer) => Ints[explorer.Variant % Ints.Length];

    public static long Long(Explorer explorer) => Ints[explorer.Variant % Ints.Length] * 4_000_000_000L;

    public static ulong Mask(Explorer explorer) => Bits[explorer.Variant % Bits.Length];

    public static bool Flag(Explorer explorer) => explorer.Variant % 2 == 0;

    public static string? Text(Explorer explorer) => Texts[explorer.Variant % Texts.Length];

    public static ReadOnlySpan<byte> Bytes(Explorer explorer) => Utf8[explorer.Variant % Utf8.Length];

    public static ReadOnlySpan<char> Chars(Explorer explorer) => Texts[explorer.Variant % Texts.Length];

    public static object? Anything(Explorer explorer) => Text(explorer);

    public static BoundPath? Path(Explorer explorer) => explorer.Paths[explorer.Variant % explorer.Paths.Length];

    private static readonly Dictionary<Type, (string Name, int Count)> Makers = new()
    {
        [typeof(int)] = (nameof(Int), Ints.Length),
        [typeof(long)] = (nameof(Long), Ints.Length),
        [typeof(ulong)] = (nameof(Mask), Bits.Length * Ints.Length),
        [typeof(bool)] = (nameof(Flag), 2),
        [typeof(string)] = (nameof(Text), Texts.Length),
        [typeof(object)] = (nameof(Anything), 1),
        [typeof(ReadOnlySpan<byte>)] = (nameof(Bytes), Utf8.Length),
        [typeof(ReadOnlySpan<char>)] = (nameof(Chars), Texts.Length),
        [typeof(BoundPath)] = (nameof(Path), 120),
    };

    private static void Call(ILGenerator il, MethodInfo method)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, method);
    }
}
