using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>Reads numbers and booleans by their C# type: the comparisons of types cost nothing, the JIT makes them.</summary>
internal static class AvroValue
{
    /// <summary>Whether a value of an Avro type is read as <typeparamref name="T"/>; an enum is read as its index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is<T>(AvroType type)
    {
        if (typeof(T) == typeof(bool) || typeof(T) == typeof(bool?)) return type == AvroType.Boolean;
        if (typeof(T) == typeof(int) || typeof(T) == typeof(int?)) return type is AvroType.Int or AvroType.Enum;
        if (typeof(T) == typeof(long) || typeof(T) == typeof(long?)) return type == AvroType.Long;
        if (typeof(T) == typeof(float) || typeof(T) == typeof(float?)) return type == AvroType.Float;
        if (typeof(T) == typeof(double) || typeof(T) == typeof(double?)) return type == AvroType.Double;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(scoped ref AvroReader reader)
    {
        if (typeof(T) == typeof(bool)) return As<bool, T>(reader.ReadBoolean());
        if (typeof(T) == typeof(int)) return As<int, T>(reader.ReadInt());
        if (typeof(T) == typeof(long)) return As<long, T>(reader.ReadLong());
        if (typeof(T) == typeof(float)) return As<float, T>(reader.ReadFloat());
        if (typeof(T) == typeof(double)) return As<double, T>(reader.ReadDouble());
        if (typeof(T) == typeof(bool?)) return As<bool?, T>(reader.ReadBoolean());
        if (typeof(T) == typeof(int?)) return As<int?, T>(reader.ReadInt());
        if (typeof(T) == typeof(long?)) return As<long?, T>(reader.ReadLong());
        if (typeof(T) == typeof(float?)) return As<float?, T>(reader.ReadFloat());
        if (typeof(T) == typeof(double?)) return As<double?, T>(reader.ReadDouble());
        throw new NotSupportedException($"{typeof(T)} is neither a number nor a boolean");
    }

    // The two types are one: each caller has just compared them.
    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}
