using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the names of a record's fields as paths of columns.</summary>
internal static class ColumnsEmitter
{
    private const string Core = "global::FinkTyped.";
    private const string Columns = Core + "Columns.";

    public static string Emit(EmitContext context, RecordModel record)
    {
        var code = context.StartFile(record);
        var type = context.Types.Generated(record.Name);
        code.Line($"partial record {Identifiers.Escape(record.Name)}").Open();
        if (record.Schema.Json is not null)
        {
            code.Line("/// <summary>The fields as paths: what columns are asked for by.</summary>");
            code.Line("public static ColumnPaths Columns => default;").Line();
        }

        code.Line($"/// <summary>The fields of a <see cref=\"{type}\"/> as paths; the path of the record itself wherever a text is asked for.</summary>");
        code.Line($"public readonly struct ColumnPaths : {Columns}IColumnPaths<ColumnPaths>").Open();
        code.Line($"private readonly {Columns}ColumnPath _path;").Line();
        code.Line($"private ColumnPaths({Columns}ColumnPath path) => _path = path;").Line();
        foreach (var property in record.Properties)
        {
            var of = TypeOf(context, property.Type);
            var path = $"_path.Field({CSharpLiteral.Text(property.AvroName)})";
            XmlDoc.Summary(code, property.Doc, $"The field <c>{property.AvroName}</c>.");
            code.Line($"public {of} {property.Name} => {Opened(of, path)};").Line();
        }

        code.Line("/// <summary>The path of the record itself.</summary>");
        code.Line("public override string ToString() => _path.ToString();").Line();
        code.Line("/// <summary>The path of the record itself.</summary>");
        code.Line("public static implicit operator string(ColumnPaths paths) => paths.ToString();").Line();
        code.Line($"static ColumnPaths {Columns}IColumnPaths<ColumnPaths>.At({Columns}ColumnPath path) => new(path);");
        return code.Close().Close().ToString();
    }

    private static string Opened(string type, string path)
    {
        if (type == Columns + "ColumnPath") return path;
        return type.StartsWith(Columns + "ColumnMap<", System.StringComparison.Ordinal) ? $"new({path})" : $"{Core}Generated.Views.At<{type}>({path})";
    }

    private static string TypeOf(EmitContext context, TypeModel type) => ViewCode.WithoutNull(type) switch
    {
        NamedModel { Kind: NamedKind.Record } record => context.Types.Generated(record.Name) + ".ColumnPaths",
        ArrayModel { Item: var item } when ViewCode.RecordOf(item) is { } record => context.Types.Generated(record.Name) + ".ColumnPaths",
        MapModel map => $"{Columns}ColumnMap<{TypeOf(context, map.Value)}>",
        _ => Columns + "ColumnPath",
    };
}
