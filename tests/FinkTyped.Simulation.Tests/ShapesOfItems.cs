using System.Reflection;

namespace FinkTyped.Simulation.Tests;

/// <summary>
/// The shape of a record's bytes: which fields are null, how many bytes each integer takes, how long each text is. Two items of one shape
/// have every field at the same place.
/// </summary>
internal static class ShapesOfItems
{
    public static Dictionary<string, int> Count<T>(IEnumerable<T?> items)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var shapes = new Dictionary<string, int>();
        foreach (var item in items)
        {
            var shape = string.Join(',', properties.Select(p => Shape(p.GetValue(item))));
            shapes[shape] = shapes.GetValueOrDefault(shape) + 1;
        }

        return shapes;
    }

    private static string Shape(object? value) => value switch
    {
        null => "-",
        int i => VarintLength(i),
        long l => VarintLength(l),
        string s => "s" + s.Length,
        _ => "f",
    };

    private static string VarintLength(long value)
    {
        var bytes = 1;
        for (var zigzag = (ulong)((value << 1) ^ (value >> 63)); zigzag >= 0x80; zigzag >>= 7) bytes++;
        return bytes.ToString();
    }
}
