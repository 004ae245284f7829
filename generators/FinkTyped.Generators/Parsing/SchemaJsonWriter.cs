using System.Globalization;
using System.Text;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>
/// Writes a schema as JSON for the generated code: all that matters to a program, nothing that is only for people, one field a line.
/// It is pure ASCII, so that it is the same in every encoding.
/// </summary>
internal sealed class SchemaJsonWriter(StringBuilder output)
{
    private static readonly string[] LogicalKeys = ["logicalType", "precision", "scale"];

    public static string Write(AvroNode schema)
    {
        var output = new StringBuilder();
        new SchemaJsonWriter(output).WriteType(schema);
        return output.ToString();
    }

    private void WriteType(AvroNode type)
    {
        switch (type)
        {
            case PrimitiveNode { Attributes: { } attributes } primitive when attributes["logicalType"] is not null:
                output.Append("{\"type\":");
                WriteText(AvroNames.Of(primitive.Kind));
                WriteKeys(attributes, LogicalKeys);
                output.Append('}');
                break;
            case PrimitiveNode primitive:
                WriteText(AvroNames.Of(primitive.Kind));
                break;
            case ReferenceNode reference:
                WriteText(reference.Written);
                break;
            case ArrayNode array:
                output.Append("{\"type\":\"array\",\"items\":");
                WriteType(array.Items);
                output.Append('}');
                break;
            case MapNode map:
                output.Append("{\"type\":\"map\",\"values\":");
                WriteType(map.Values);
                output.Append('}');
                break;
            case UnionNode union:
                WriteUnion(union);
                break;
            case NamedNode named:
                WriteNamed(named);
                break;
        }
    }

    private void WriteUnion(UnionNode union)
    {
        output.Append('[');
        for (var i = 0; i < union.Branches.Count; i++)
        {
            if (i > 0) output.Append(',');
            WriteType(union.Branches[i]);
        }

        output.Append(']');
    }

    private void WriteNamed(NamedNode named)
    {
        output.Append("{\"type\":").Append(named switch { RecordNode => "\"record\"", EnumNode => "\"enum\"", _ => "\"fixed\"" });
        WriteName(named);
        WriteKeys(named.Json, ["aliases", "symbols", "size", .. LogicalKeys]);
        if (named is EnumNode { IsDefaultIgnored: false }) WriteKeys(named.Json, ["default"]);
        if (named is RecordNode record)
        {
            output.Append(",\"fields\":[");
            for (var i = 0; i < record.Fields.Count; i++)
            {
                if (i > 0) output.Append(',');
                WriteField(record.Fields[i]);
            }

            output.Append("\n]");
        }

        output.Append('}');
    }

    private void WriteName(NamedNode named)
    {
        if (!named.IsElsewhere)
        {
            WriteKeys(named.Json, ["name", "namespace"]);
            return;
        }

        // The namespace around it is another one here.
        output.Append(",\"name\":");
        WriteText(named.FullName);
        if (named.Space is null) output.Append(",\"namespace\":\"\"");
    }

    private void WriteField(FieldNode field)
    {
        output.Append("\n{\"name\":");
        WriteText(field.Name);
        output.Append(",\"type\":");
        WriteType(field.Type);
        WriteKeys(field.Json, ["aliases"]);
        if (!field.IsDefaultIgnored) WriteKeys(field.Json, ["default"]);
        output.Append('}');
    }

    private void WriteKeys(JsonObject json, string[] keys)
    {
        foreach (var key in keys)
        {
            if (json[key] is not { } value) continue;
            output.Append(",\"").Append(key).Append("\":");
            WriteValue(value);
        }
    }

    /// <summary>Writes any JSON value, without spaces.</summary>
    public void WriteValue(JsonNode value)
    {
        switch (value)
        {
            case JsonText text:
                WriteText(text.Value);
                break;
            case JsonNumber number:
                output.Append(number.Text);
                break;
            case JsonBoolean boolean:
                output.Append(boolean.Value ? "true" : "false");
                break;
            case JsonNull:
                output.Append("null");
                break;
            case JsonArray array:
                output.Append('[');
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (i > 0) output.Append(',');
                    WriteValue(array.Items[i]);
                }

                output.Append(']');
                break;
            case JsonObject members:
                output.Append('{');
                for (var i = 0; i < members.Members.Count; i++)
                {
                    if (i > 0) output.Append(',');
                    WriteText(members.Members[i].Name);
                    output.Append(':');
                    WriteValue(members.Members[i].Value);
                }

                output.Append('}');
                break;
        }
    }

    private void WriteText(string text)
    {
        output.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') output.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') output.Append(c);
            else output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        output.Append('"');
    }
}
