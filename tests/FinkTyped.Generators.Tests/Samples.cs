namespace FinkTyped.Generators.Tests;

/// <summary>Small schemas, one for each thing that generated code has to say.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Primitives"] = """
            {"type": "record", "name": "primitives", "namespace": "survey.v1", "doc": "Every type without parts.", "fields": [
              {"name": "nothing", "type": "null"},
              {"name": "flag", "type": "boolean", "doc": "True or false & nothing else: a < b."},
              {"name": "count", "type": "int"},
              {"name": "candid", "type": "long", "doc": "First line.\nSecond line."},
              {"name": "magpsf", "type": "float"},
              {"name": "ra", "type": "double"},
              {"name": "stamp", "type": "bytes"},
              {"name": "object_id", "type": "string"},
              {"name": "when", "type": {"type": "long", "logicalType": "timestamp-micros"}}
            ]}
            """,
        ["Optional"] = """
            {"type": "record", "name": "optional", "fields": [
              {"name": "last", "type": ["double", "null"]},
              {"name": "first", "type": ["null", "double"], "default": null},
              {"name": "text", "type": ["string", "null"]},
              {"name": "bytes", "type": ["null", "bytes"]},
              {"name": "item", "type": ["null", {"type": "record", "name": "Item", "fields": []}]},
              {"name": "other_item", "type": ["Item", "null"]},
              {"name": "items", "type": [{"type": "array", "items": ["Item", "null"]}, "null"]},
              {"name": "lonely", "type": ["int"]}
            ]}
            """,
        ["Collections"] = """
            {"type": "record", "name": "collections", "fields": [
              {"name": "numbers", "type": {"type": "array", "items": "double"}},
              {"name": "grid", "type": {"type": "array", "items": {"type": "array", "items": ["null", "float"]}}},
              {"name": "by_band", "type": {"type": "map", "values": {"type": "record", "name": "Band", "fields": [
                {"name": "mean", "type": ["double", "null"]}
              ]}}},
              {"name": "blobs", "type": {"type": "map", "values": "bytes"}}
            ]}
            """,
        ["Nested"] = """
            {"type": "record", "name": "nested", "fields": [
              {"name": "words", "type": {"type": "array", "items": {"type": "array", "items": {"type": "array", "items": ["null", "string"]}}}},
              {"name": "words_array", "type": "int"},
              {"name": "tags", "type": [{"type": "map", "values": "string"}, "null"]},
              {"name": "blobs", "type": {"type": "array", "items": ["bytes", "null"]}},
              {"name": "sums", "type": {"type": "map", "values": {"type": "fixed", "name": "md2", "size": 2}}},
              {"name": "bands", "type": {"type": "array", "items": ["null", {"type": "enum", "name": "Band", "symbols": ["g", "r"]}]}},
              {"name": "nights", "type": {"type": "array", "items": {"type": "map", "values": {"type": "record", "name": "Night", "fields": [
                {"name": "flux", "type": ["null", "float"]}
              ]}}}},
              {"name": "best", "type": {"type": "map", "values": {"type": "array", "items": ["null", "Night"]}}},
              {"name": "only", "type": {"type": "array", "items": ["string"]}},
              {"name": "last", "type": ["Night"]},
              {"name": "nothing", "type": {"type": "array", "items": "null"}},
              {"name": "any", "type": {"type": "map", "values": ["null", "Night", "Band", {"type": "array", "items": {"type": "array", "items": "long"}},
                {"type": "map", "values": ["null", "double", "md2"]}]}}
            ]}
            """,
        ["Named"] = """
            {"type": "record", "name": "named", "fields": [
              {"name": "band", "type": {"type": "enum", "name": "band", "doc": "A filter.", "symbols": ["g", "r", "RED_GIANT", "t", "T"]}},
              {"name": "checksum", "type": {"type": "fixed", "name": "md5", "size": 16, "doc": "A checksum."}},
              {"name": "none", "type": {"type": "fixed", "name": "empty", "size": 0}},
              {"name": "large", "type": {"type": "fixed", "name": "page", "size": 4096}},
              {"name": "again", "type": ["null", "md5"]},
              {"name": "bands", "type": {"type": "array", "items": "band"}}
            ]}
            """,
        ["Unions"] = """
            {"type": "record", "name": "Unions", "fields": [
              {"name": "value", "type": ["null", "long", "double", "string"]},
              {"name": "others", "type": {"type": "array", "items": ["bytes", {"type": "record", "name": "Part", "fields": []},
                {"type": "array", "items": "int"}, {"type": "enum", "name": "Sign", "symbols": ["plus", "minus"]}]}}
            ]}
            """,
        ["Defaults"] = """
            {"type": "record", "name": "defaults", "fields": [
              {"name": "name", "type": "string", "default": "Unknown \"\u00e9\""},
              {"name": "flag", "type": "boolean", "default": true},
              {"name": "count", "type": "int", "default": -1},
              {"name": "id", "type": "long", "default": 4611686018427387904},
              {"name": "flux", "type": "float", "default": 1e-3},
              {"name": "ra", "type": ["double", "null"], "default": 2.5},
              {"name": "nan", "type": "double", "default": "NaN"},
              {"name": "stamp", "type": "bytes", "default": "\u00ff\u0000"},
              {"name": "bands", "type": {"type": "array", "items": "string"}, "default": ["g", "r"]},
              {"name": "none", "type": {"type": "array", "items": "string"}, "default": []},
              {"name": "scores", "type": {"type": "map", "values": ["null", "float"]}, "default": {"a": 1, "b": null}},
              {"name": "sign", "type": {"type": "enum", "name": "Sign", "symbols": ["plus", "minus"]}, "default": "minus"},
              {"name": "point", "type": {"type": "record", "name": "Point", "fields": [
                {"name": "x", "type": "int"}, {"name": "y", "type": "int", "default": 7}]}, "default": {"x": 5}},
              {"name": "invalid_in_zTF", "type": ["float", "null"], "default": null}
            ]}
            """,
        ["History"] = """
            {"type": "record", "name": "history", "fields": [
              {"name": "exposures", "type": {"type": "array", "items": {"type": "record", "name": "exposure", "fields": [
                {"name": "jd", "type": "double"},
                {"name": "magpsf", "type": ["float", "null"], "doc": "Magnitude."},
                {"name": "candid", "type": ["null", "long"]},
                {"name": "flag", "type": ["boolean", "null"]},
                {"name": "band", "type": ["null", {"type": "enum", "name": "band", "symbols": ["g", "r"]}]},
                {"name": "ra", "type": ["double", "null"], "default": 1.5},
                {"name": "note", "type": ["string", "null"]}
              ]}}}
            ]}
            """,
        ["Names"] = """
            {"type": "record", "name": "class", "fields": [
              {"name": "event", "type": "string"},
              {"name": "field", "type": "int"},
              {"name": "value", "type": "int"},
              {"name": "__index_level_0__", "type": ["long", "null"]},
              {"name": "ratio_20_10", "type": "float"},
              {"name": "_2mass", "type": "float"},
              {"name": "_", "type": "int"},
              {"name": "psfFlux", "type": "float"},
              {"name": "psf_flux", "type": "float"},
              {"name": "Class", "type": "int"},
              {"name": "schema", "type": "int"},
              {"name": "to_string", "type": "int"},
              {"name": "where", "type": "int"},
              {"name": "equality_contract", "type": "int"}
            ]}
            """,
        ["Recursion"] = """
            {"type": "record", "name": "node", "fields": [
              {"name": "next", "type": ["null", "node"], "default": null},
              {"name": "children", "type": {"type": "array", "items": "node"}, "default": []}
            ]}
            """,
        ["OneNameTwoShapes"] = """
            {"type": "record", "name": "topLevelRecord", "fields": [
              {"name": "history", "type": {"type": "record", "name": "part", "namespace": "topLevelRecord", "fields": [{"name": "x", "type": "int"}]}},
              {"name": "first", "type": {"type": "record", "name": "topLevelRecord.part", "fields": [{"name": "x", "type": "int"}]}},
              {"name": "second", "type": {"type": "record", "name": "topLevelRecord.part", "fields": [{"name": "y", "type": "double"}]}},
              {"name": "third", "type": "topLevelRecord.part"},
              {"name": "lc_features", "type": {"type": "record", "name": "topLevelRecord.topLevelRecord", "fields": []}}
            ]}
            """,
    };
}
