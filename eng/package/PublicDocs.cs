using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

/// <summary>Takes what is internal out of an XML documentation file: users read it in their editors and on the site.</summary>
public sealed class PublicDocs : Task
{
    /// <summary>The assembly that is documented.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Its documentation, which is changed in place.</summary>
    [Required]
    public string Documentation { get; set; } = "";

    public override bool Execute()
    {
        using var file = File.OpenRead(Assembly);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        var known = new HashSet<string>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (!IsVisible(reader, type)) continue;
            var name = NameOf(reader, type);
            known.Add("T:" + name);
            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition).Where(m => IsVisible(m.Attributes & MethodAttributes.MemberAccessMask)))
            {
                known.Add("M:" + name + "." + reader.GetString(method.Name).Replace('.', '#'));
            }

            foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
            {
                var access = field.Attributes & FieldAttributes.FieldAccessMask;
                if (access is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem) known.Add("F:" + name + "." + reader.GetString(field.Name));
            }

            foreach (var property in type.GetProperties().Select(reader.GetPropertyDefinition))
            {
                var accessors = property.GetAccessors();
                if (IsVisible(reader, accessors.Getter) || IsVisible(reader, accessors.Setter)) known.Add("P:" + name + "." + reader.GetString(property.Name).Replace('.', '#'));
            }

            foreach (var @event in type.GetEvents().Select(reader.GetEventDefinition))
            {
                if (IsVisible(reader, @event.GetAccessors().Adder)) known.Add("E:" + name + "." + reader.GetString(@event.Name));
            }
        }

        var document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
        var members = document.Root!.Element("members")!.Elements("member").ToList();
        var hidden = members.Where(m => !known.Contains(WithoutSignature(m.Attribute("name")!.Value))).ToList();
        foreach (var member in hidden)
        {
            // With the white space before it.
            if (member.PreviousNode is XText space && string.IsNullOrWhiteSpace(space.Value)) space.Remove();
            member.Remove();
        }

        if (hidden.Count > 0) document.Save(Documentation, SaveOptions.DisableFormatting);
        Log.LogMessage($"{Path.GetFileName(Documentation)}: {members.Count - hidden.Count} members are public, {hidden.Count} were internal");
        return true;
    }

    // M:Namespace.Type.Method``1(System.Int32)~System.Int32 without what tells overloads apart.
    private static string WithoutSignature(string id)
    {
        var end = id.IndexOfAny(['(', '~']);
        if (end >= 0) id = id.Substring(0, end);
        var generic = id.IndexOf("``", StringComparison.Ordinal);
        return generic >= 0 ? id.Substring(0, generic) : id;
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinition type)
    {
        var access = type.Attributes & TypeAttributes.VisibilityMask;
        if (access == TypeAttributes.Public) return true;
        return access is TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem
            && IsVisible(reader, reader.GetTypeDefinition(type.GetDeclaringType()));
    }

    private static bool IsVisible(MetadataReader reader, MethodDefinitionHandle handle) =>
        !handle.IsNil && IsVisible(reader.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask);

    private static bool IsVisible(MethodAttributes access) => access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static string NameOf(MetadataReader reader, TypeDefinition type)
    {
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        if (!outer.IsNil) return NameOf(reader, reader.GetTypeDefinition(outer)) + "." + name;
        return type.Namespace.IsNil ? name : reader.GetString(type.Namespace) + "." + name;
    }
}
