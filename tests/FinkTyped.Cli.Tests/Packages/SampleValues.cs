using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FinkTyped.Cli.Tests.Packages;

/// <summary>Makes values of types that are only known at run time, with something in every property.</summary>
internal static class SampleValues
{
    private const int MaxDepth = 6;

    /// <summary>Whether a type is a record: it has the copy method that the compiler adds to one.</summary>
    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>A value with something in every property; null where there can be none.</summary>
    public static object? Of(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying, depth);
        if (type == typeof(string)) return "text";
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.UnixEpoch;
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>([1, 2, 3]);
        if (type == typeof(AvroSchema)) return AvroSchema.Parse("\"int\""u8);
        if (type == typeof(Exception)) return Thrown();
        if (type == typeof(Uri)) return new Uri("https://example.org");
        if (type.IsPrimitive) return Convert.ChangeType(1, type, null);
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().FirstOrDefault();
        if (depth > MaxDepth || typeof(Delegate).IsAssignableFrom(type)) return null;
        if (type.IsInterface && type.IsGenericType) return Collection(type, depth);
        if (type.IsAbstract || (!type.IsValueType && !IsRecord(type))) return null;
        return Filled(type, depth);
    }

    // As exceptions come: with the method that threw them.
    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("text");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private static IEnumerable? Collection(Type type, int depth)
    {
        var items = type.GetGenericArguments();
        if (items is [var key, var value])
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            if (Of(key, depth + 1) is { } name && Of(value, depth + 1) is { } entry) map.Add(name, entry);
            return type.IsInstanceOfType(map) ? map : null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(items))!;
        if (Of(items[0], depth + 1) is { } item) list.Add(item);
        return type.IsInstanceOfType(list) ? list : null;
    }

    // The constructor with the most arguments, then whatever can be set.
    private static object Filled(Type type, int depth)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var constructor = type.GetConstructors(All)
            .Where(c => c.GetParameters().All(p => p.ParameterType != type && !p.ParameterType.IsByRefLike && !p.ParameterType.IsByRef && !p.ParameterType.IsPointer))
            .OrderByDescending(c => (c.IsPublic, c.GetParameters().Length)).FirstOrDefault();
        var value = constructor?.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, depth + 1))])
            ?? (type.IsValueType ? Activator.CreateInstance(type)! : RuntimeHelpers.GetUninitializedObject(type));
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && Of(property.PropertyType, depth + 1) is { } part)
                property.SetValue(value, part);
        }

        return value;
    }
}
