using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the C# enum of an Avro enum.</summary>
internal static class EnumEmitter
{
    public static string Emit(EmitContext context, EnumModel symbols)
    {
        var code = context.StartFile(symbols);
        XmlDoc.Summary(code, symbols.Doc, $"A symbol of the enum <c>{symbols.AvroName}</c>.");
        code.Line($"{context.Access} enum {Identifiers.Escape(symbols.Name)}").Open();
        for (var i = 0; i < symbols.Symbols.Count; i++)
        {
            if (i > 0) code.Line();
            XmlDoc.Summary(code, null, $"The symbol <c>{symbols.Symbols[i].AvroName}</c>.");
            code.Line($"{Identifiers.Escape(symbols.Symbols[i].Name)} = {CSharpLiteral.Number(i)},");
        }

        return code.Close().ToString();
    }
}
