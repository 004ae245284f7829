using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;

namespace FinkTyped.Surveys.Tests;

/// <summary>
/// Compares the typed values of a generated record with golden JSON, guided by the schema: null and NaN are different, floats and doubles
/// are compared by their bits (NaN of any kind is NaN), 64-bit numbers exactly, bytes by length and hash, maps with their order.
/// </summary>
internal sealed class GoldenComparer
{
    private static readonly Dictionary<Type, PropertyInfo[]> Properties = [];

    /// <summary>How many values were compared, nulls among them.</summary>
    public int Count { get; private set; }

    public void Compare(AvroSchema schema, object? actual, JsonElement expected, string path = "")
    {
        if (schema is AvroUnionSchema union)
        {
            if (actual is not null)
            {
                Compare(Assert.Single(union.Branches, b => b.Type != AvroType.Null), actual, expected, path);
                return;
            }

            Equal(JsonValueKind.Null, expected.ValueKind, path);
            Count++;
            return;
        }

        Assert.True(actual is not null, $"{path} is null");
        switch (schema)
        {
            case AvroRecordSchema record:
                CompareRecord(record, actual, expected, path);
                break;
            case AvroArraySchema array:
                CompareArray(array, actual, expected, path);
                break;
            case AvroMapSchema map:
                CompareMap(map, actual, expected, path);
                break;
            default:
                CompareLeaf(schema.Type, actual, expected, path);
                break;
        }
    }

    private void CompareRecord(AvroRecordSchema schema, object actual, JsonElement expected, string path)
    {
        var properties = PropertiesOf(actual.GetType());
        Equal(schema.Fields.Select(f => f.Name), expected.EnumerateObject().Select(p => p.Name), path);
        Equal(schema.Fields.Count, properties.Length, path);
        foreach (var field in schema.Fields)
        {
            var property = properties[field.Index];
            Assert.Equal(field.Name.Replace("_", ""), property.Name.Replace("_", ""), ignoreCase: true);
            Compare(field.Schema, property.GetValue(actual), expected.GetProperty(field.Name), $"{path}.{field.Name}");
        }
    }

    private void CompareArray(AvroArraySchema schema, object actual, JsonElement expected, string path)
    {
        var items = Assert.IsType<IEnumerable>(actual, exactMatch: false).Cast<object?>().ToList();
        Equal(expected.GetArrayLength(), items.Count, path);
        for (var i = 0; i < items.Count; i++) Compare(schema.Items, items[i], expected[i], $"{path}[{i}]");
    }

    private void CompareMap(AvroMapSchema schema, object actual, JsonElement expected, string path)
    {
        var entries = Assert.IsType<IEnumerable>(actual, exactMatch: false).Cast<object>()
            .Select(e => ((string)PropertiesOf(e.GetType())[0].GetValue(e)!, PropertiesOf(e.GetType())[1].GetValue(e))).ToList();
        Equal(entries.Select(e => e.Item1), expected.EnumerateObject().Select(p => p.Name), path);
        foreach (var (key, value) in entries) Compare(schema.Values, value, expected.GetProperty(key), $"{path}[\"{key}\"]");
    }

    private void CompareLeaf(AvroType type, object actual, JsonElement expected, string path)
    {
        Count++;
        switch (type)
        {
            case AvroType.Boolean:
                Equal(expected.GetBoolean(), Assert.IsType<bool>(actual), path);
                break;
            case AvroType.Int:
                Equal(expected.GetInt32(), Assert.IsType<int>(actual), path);
                break;
            case AvroType.Long:
                Equal(expected.GetInt64(), Assert.IsType<long>(actual), path);
                break;
            case AvroType.Float:
                var (single, expectedSingle) = (Assert.IsType<float>(actual), (float)Real(expected));
                if (!float.IsNaN(expectedSingle) || !float.IsNaN(single)) Equal(Bits(expectedSingle), Bits(single), path);
                break;
            case AvroType.Double:
                var (number, expectedNumber) = (Assert.IsType<double>(actual), Real(expected));
                if (!double.IsNaN(expectedNumber) || !double.IsNaN(number)) Equal(Bits(expectedNumber), Bits(number), path);
                break;
            case AvroType.String:
                Equal(expected.GetString(), Assert.IsType<string>(actual), path);
                break;
            case AvroType.Bytes:
                var bytes = Assert.IsType<ReadOnlyMemory<byte>>(actual);
                Equal(expected.GetProperty("$bytes").GetInt32(), bytes.Length, path);
                Equal(expected.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), path);
                break;
            default:
                Assert.Fail($"{path} is {type}");
                break;
        }
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static double Real(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var other => throw new InvalidDataException($"no number: {other}"),
    };

    private static PropertyInfo[] PropertiesOf(Type type)
    {
        if (Properties.TryGetValue(type, out var known)) return known;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken).ToArray();
        return Properties[type] = properties;
    }

    private static void Equal<T>(T expected, T actual, string path) =>
        Assert.True(EqualityComparer<T>.Default.Equals(expected, actual), $"{path}: expected {expected}, was {actual}");

    private static void Equal(IEnumerable<string> expected, IEnumerable<string> actual, string path) =>
        Equal(string.Join(' ', expected), string.Join(' ', actual), path);
}
