#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false

// Takes what is internal out of XML documentation files, which users read in their editors and on the site. Arguments: assemblies, each with its
// documentation beside it.
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

foreach (var assembly in args) KeepPublic(assembly, Path.ChangeExtension(assembly, ".xml"));

static void KeepPublic(string assembly, string documentation)
{
    using var file = File.OpenRead(assembly);
    using var image = new PEReader(file);
    var reader = image.GetMetadataReader();
    var known = new HashSet<string>();
    foreach (var handle in reader.TypeDefinitions)
    {
        var type = reader.GetTypeDefinition(handle);
        if (!IsVisible(reader, type)) continue;
        var name = NameOf(reader, type);
        known.Add("T:" + name);
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition).Where(m => IsVisibleAccess(m.Attributes & MethodAttributes.MemberAccessMask)))
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
            if (IsVisibleMethod(reader, accessors.Getter) || IsVisibleMethod(reader, accessors.Setter)) known.Add("P:" + name + "." + reader.GetString(property.Name).Replace('.', '#'));
        }

        foreach (var @event in type.GetEvents().Select(reader.GetEventDefinition))
        {
            if (IsVisibleMethod(reader, @event.GetAccessors().Adder)) known.Add("E:" + name + "." + reader.GetString(@event.Name));
        }
    }

    var document = XDocument.Load(documentation, LoadOptions.PreserveWhitespace);
    var members = document.Root!.Element("members")!.Elements("member").ToList();
    var hidden = members.Where(m => !known.Contains(WithoutSignature(m.Attribute("name")!.Value))).ToList();
    foreach (var member in hidden)
    {
        // With the white space before it.
        if (member.PreviousNode is XText space && string.IsNullOrWhiteSpace(space.Value)) space.Remove();
        member.Remove();
    }

    if (hidden.Count > 0) document.Save(documentation, SaveOptions.DisableFormatting);
    Console.WriteLine($"{Path.GetFileName(documentation)}: {members.Count - hidden.Count} members are public, {hidden.Count} were internal");
}

// M:Namespace.Type.Method``1(System.Int32)~System.Int32 without what tells overloads apart.
static string WithoutSignature(string id)
{
    var end = id.IndexOfAny(['(', '~']);
    if (end >= 0) id = id.Substring(0, end);
    var generic = id.IndexOf("``", StringComparison.Ordinal);
    return generic >= 0 ? id.Substring(0, generic) : id;
}

static bool IsVisible(MetadataReader reader, TypeDefinition type)
{
    var access = type.Attributes & TypeAttributes.VisibilityMask;
    if (access == TypeAttributes.Public) return true;
    return access is TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem
        && IsVisible(reader, reader.GetTypeDefinition(type.GetDeclaringType()));
}

static bool IsVisibleMethod(MetadataReader reader, MethodDefinitionHandle handle) =>
    !handle.IsNil && IsVisibleAccess(reader.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask);

static bool IsVisibleAccess(MethodAttributes access) => access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

static string NameOf(MetadataReader reader, TypeDefinition type)
{
    var name = reader.GetString(type.Name);
    var outer = type.GetDeclaringType();
    if (!outer.IsNil) return NameOf(reader, reader.GetTypeDefinition(outer)) + "." + name;
    return type.Namespace.IsNil ? name : reader.GetString(type.Namespace) + "." + name;
}
