using System.Globalization;
using System.Text.Json;
using FinkTyped.Pages.Html;

namespace FinkTyped.Pages.Content;

/// <summary>
/// All fields of an alert in groups: single values and records as tables with their documentation, so that they are there without a script; arrays
/// of records as data, which the page's script makes tables of when they are opened.
/// </summary>
internal sealed class FieldList
{
    private readonly HtmlBuilder _html;
    private readonly Utf8JsonWriter _json;
    private int _tables;

    private FieldList(HtmlBuilder html, Utf8JsonWriter json)
    {
        _html = html;
        _json = json;
    }

    /// <summary>Writes the fields of an alert, and the histories among them as an array of tables.</summary>
    public static void Write(HtmlBuilder html, Utf8JsonWriter json, AlertContent content)
    {
        json.WriteStartArray();
        var list = new FieldList(html, json);
        if (content.Datum.WriterSchema is AvroRecordSchema root) list.Groups("alert", "", root, FieldDocs.For(content.Alert), content.Fields, isOpen: true);
        json.WriteEndArray();
    }

    // First the values of a record, then what is within it.
    private void Groups(string title, string path, AvroRecordSchema schema, AvroRecordSchema? documented, JsonElement record, bool isOpen, string doc = "")
    {
        if (record.ValueKind != JsonValueKind.Object) return;
        var inner = new List<(AvroField Field, AvroRecordSchema Schema, JsonElement Value)>();
        Open(title, path, doc, isOpen);
        _html.AddMarkup("<table class=\"fields\"><colgroup><col class=\"name\"><col class=\"number\"><col class=\"in\"><col></colgroup><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Value</th><th scope=\"col\">Unit</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
        foreach (var field in schema.Fields)
        {
            // A field that a writer has twice is in the JSON once.
            if (!record.TryGetProperty(field.Name, out var value)) continue;
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && FieldDocs.Record(field.Schema) is { } within && !IsBytes(value)) inner.Add((field, within, value));
            else Row(field, Documented(documented, field), value);
        }

        _html.AddMarkup("</tbody></table>\n</details>\n");
        foreach (var (field, within, value) in inner) Inner(Join(path, field.Name), field, within, Documented(documented, field), value);
    }

    private void Inner(string path, AvroField field, AvroRecordSchema within, AvroField? documented, JsonElement value)
    {
        var doc = FieldDocs.Doc(field, documented);
        var record = FieldDocs.Record(documented?.Schema);
        if (value.ValueKind == JsonValueKind.Array)
        {
            Table(path, within, record, value, doc);
        }
        else if (IsMap(field.Schema))
        {
            foreach (var entry in value.EnumerateObject()) Groups($"{path}[{entry.Name}]", $"{path}[{entry.Name}]", within, record, entry.Value, isOpen: false, doc);
        }
        else
        {
            Groups(path, path, within, record, value, isOpen: false, doc);
        }
    }

    private void Row(AvroField field, AvroField? documented, JsonElement value)
    {
        var doc = FieldDocs.Doc(field, documented);
        _html.Add($"<tr><th scope=\"row\"><code>{field.Name}</code></th>");
        if (value.ValueKind == JsonValueKind.Null) _html.Add($"<td class=\"value none\">null</td>");
        else _html.Add($"<td class=\"value\">{Show(value)}</td>");
        _html.Add($"<td class=\"unit\">{(IsBytes(value) ? "" : FieldDocs.Unit(doc))}</td><td class=\"doc\">{doc}</td></tr>\n");
    }

    // The items as rows of text, with the names, units and meanings of the columns.
    private void Table(string path, AvroRecordSchema within, AvroRecordSchema? documented, JsonElement items, string doc)
    {
        var count = items.GetArrayLength();
        Open($"{path} ({count.ToString(CultureInfo.InvariantCulture)})", path, doc, isOpen: false);
        _html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{path}\" data-table=\"{_tables++}\"><p>{count} items; the table needs JavaScript.</p></div>\n</details>\n");
        _json.WriteStartObject();
        _json.WriteStartArray("columns");
        foreach (var field in within.Fields)
        {
            var words = FieldDocs.Doc(field, Documented(documented, field));
            _json.WriteStartArray();
            _json.WriteStringValue(field.Name);
            _json.WriteStringValue(FieldDocs.Unit(words));
            _json.WriteStringValue(words);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("rows");
        foreach (var item in items.EnumerateArray())
        {
            _json.WriteStartArray();
            if (item.ValueKind == JsonValueKind.Object)
            {
                // Ids of 64 bits would lose digits as numbers of JavaScript.
                foreach (var field in within.Fields)
                {
                    if (item.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null) _json.WriteStringValue(Show(value));
                    else _json.WriteNullValue();
                }
            }

            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Open(string title, string path, string doc, bool isOpen)
    {
        _html.AddMarkup(isOpen ? "<details class=\"group\" open>" : "<details class=\"group\">");
        _html.Add($"<summary data-path=\"{path}\"><code>{title}</code><span class=\"about\">{doc}</span></summary>\n");
    }

    private static AvroField? Documented(AvroRecordSchema? documented, AvroField field) =>
        documented is not null && documented.TryGetField(field.Name, out var found) ? found : null;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static bool IsMap(AvroSchema schema) => schema is AvroMapSchema || (schema is AvroUnionSchema union && union.Branches.Any(IsMap));

    private static bool IsBytes(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$bytes", out _);

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("$bytes", out var length) => length.GetRawText() + " bytes",
        _ => value.GetRawText(),
    };
}
