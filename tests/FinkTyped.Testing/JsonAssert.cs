using System.Security.Cryptography;
using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>
/// Compares the JSON of a datum with an expected value, by the datum's schema and the conventions of the shared data: floats as floats, names
/// and their order exactly, bytes by length and hash (or <c>{"$hex": …}</c> in the vectors).
/// </summary>
internal static class JsonAssert
{
    /// <summary>Fails with the path of the first difference.</summary>
    public static void Same(JsonElement expected, JsonElement actual, AvroSchema schema, string path = "$")
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                SameNames([.. record.Fields.Select(f => f.Name)], actual, path);
                Assert.True(record.Fields.Count == expected.EnumerateObject().Count(), $"{path}: other fields are expected");
                foreach (var field in record.Fields)
                {
                    Same(expected.GetProperty(field.Name), actual.GetProperty(field.Name), field.Schema, $"{path}.{field.Name}");
                }

                break;
            case AvroMapSchema map:
                SameNames([.. expected.EnumerateObject().Select(p => p.Name)], actual, path);
                foreach (var entry in expected.EnumerateObject()) Same(entry.Value, actual.GetProperty(entry.Name), map.Values, $"{path}[{entry.Name}]");
                break;
            case AvroArraySchema array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{path}: {expected.GetArrayLength()} items, not {actual.GetArrayLength()}");
                for (var i = 0; i < expected.GetArrayLength(); i++) Same(expected[i], actual[i], array.Items, $"{path}[{i}]");
                break;
            case AvroUnionSchema union:
                SameBranch(expected, actual, union, path);
                break;
            default:
                Assert.True(SameScalar(expected, actual, schema.Type), $"{path}: {expected.GetRawText()}, not {actual.GetRawText()}");
                break;
        }
    }

    private static void SameNames(string[] expected, JsonElement actual, string path)
    {
        Assert.True(actual.ValueKind == JsonValueKind.Object, $"{path}: an object, not {actual.GetRawText()}");
        Assert.Equal(expected, actual.EnumerateObject().Select(p => p.Name));
    }

    // JSON does not say which branch a value is of: it has to be right for one of them.
    private static void SameBranch(JsonElement expected, JsonElement actual, AvroUnionSchema union, string path)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(actual.ValueKind == JsonValueKind.Null, $"{path}: null, not {actual.GetRawText()}");
            return;
        }

        var branches = union.Branches.Where(b => b.Type != AvroType.Null).ToList();
        if (branches.Count == 1)
        {
            Same(expected, actual, branches[0], path);
            return;
        }

        Assert.Contains(branches, branch => Record.Exception(() => Same(expected, actual, branch, path)) is null);
    }

    private static bool SameScalar(JsonElement expected, JsonElement actual, AvroType type) => type switch
    {
        AvroType.Null => actual.ValueKind == JsonValueKind.Null && expected.ValueKind == JsonValueKind.Null,
        AvroType.Int or AvroType.Long =>
            actual.ValueKind == JsonValueKind.Number && actual.GetRawText() == FormattableString.Invariant($"{expected.GetInt64()}"),
        AvroType.Float => SameNumber(expected, actual, (x, y) =>
            BitConverter.SingleToInt32Bits((float)x.GetDouble()) == BitConverter.SingleToInt32Bits(y.GetSingle())),
        AvroType.Double => SameNumber(expected, actual, (x, y) =>
            BitConverter.DoubleToInt64Bits(x.GetDouble()) == BitConverter.DoubleToInt64Bits(y.GetDouble())),
        AvroType.Bytes or AvroType.Fixed => SameBytes(expected, actual),
        AvroType.Boolean => expected.ValueKind == actual.ValueKind,
        _ => expected.GetString() == actual.GetString(),
    };

    private static bool SameNumber(JsonElement expected, JsonElement actual, Func<JsonElement, JsonElement, bool> same) =>
        expected.ValueKind == actual.ValueKind
        && (expected.ValueKind == JsonValueKind.Number ? same(expected, actual) : expected.GetString() == actual.GetString());

    private static bool SameBytes(JsonElement expected, JsonElement actual)
    {
        if (!expected.TryGetProperty("$hex", out var hex)) return JsonElement.DeepEquals(expected, actual);
        var bytes = Convert.FromHexString(hex.GetString()!);
        return actual.GetProperty("$bytes").GetInt32() == bytes.Length
            && actual.GetProperty("sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
