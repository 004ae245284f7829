using System.Reflection;
using System.Reflection.Emit;
using FinkTyped.Generated;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>Compiles callers of the members of views: those cannot be boxed, and reflection calls nothing else.</summary>
internal static class MemberCompiler
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The callers of a type's public members; of a generic one as many as it has type arguments to try.</summary>
    public static IEnumerable<Member<T>> Compile<T>() where T : allows ref struct
    {
        foreach (var method in MembersOf(typeof(T)))
        {
            foreach (var closed in Closings.Of(method)) yield return Compile<T>(closed, DefinitionOf(method));
        }

        if (typeof(T) != typeof(AvroRecordView)) yield break;
        // A record that goes by no names can be opened as any view, and by what any generated code says of its fields.
        foreach (var view in Closings.RecordViews)
        {
            yield return Compile<T>(typeof(Generated.Views).GetMethod(nameof(Generated.Views.Open))!.MakeGenericMethod(view), "Views.Open");
        }

        foreach (var fields in Closings.RecordViews.Select(v => v.GetNestedType("Fields", BindingFlags.NonPublic)!).Concat(Closings.Liars))
        {
            yield return Compile<T>(typeof(RecordFields<>).MakeGenericType(fields).GetMethod("Of")!, "RecordFields.Of");
        }
    }

    /// <summary>The public members that a type of view defines itself: methods, getters, operators, and constructors.</summary>
    public static IEnumerable<MethodBase> MembersOf(Type type) =>
        [.. type.GetMethods(Own), .. type.GetConstructors()];

    /// <summary>A member as its definition has it, whatever the type arguments.</summary>
    public static string DefinitionOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        var name = type.IsGenericType ? type.GetGenericTypeDefinition().ToString() : type.ToString();
        return $"{name}.{method.Name}/{method.GetParameters().Length}{(method.IsStatic ? "s" : "")}";
    }

    private static Member<T> Compile<T>(MethodBase method, string definition) where T : allows ref struct
    {
        var caller = new DynamicMethod(
            $"call {method.Name}", typeof(void), [typeof(T).MakeByRefType(), typeof(Explorer)], typeof(MemberCompiler).Module, skipVisibility: true);
        var il = caller.GetILGenerator();
        var isInstance = method is MethodInfo && !method.IsStatic;
        if (isInstance) il.Emit(OpCodes.Ldarg_0);
        var given = new List<LocalBuilder>();
        var variants = 1;
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (type.IsByRef)
            {
                var local = il.DeclareLocal(type.GetElementType()!);
                il.Emit(OpCodes.Ldloca, local);
                given.Add(local);
            }
            else if (type == typeof(T) && !isInstance)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldobj, type);
            }
            else
            {
                variants = Math.Max(variants, Arguments.Emit(il, type, method));
            }
        }

        var result = typeof(void);
        if (method is MethodInfo called)
        {
            il.Emit(OpCodes.Call, called);
            result = called.ReturnType;
        }
        else
        {
            il.Emit(OpCodes.Newobj, (ConstructorInfo)method);
            result = method.DeclaringType!;
        }

        See(il, result);
        foreach (var local in given)
        {
            il.Emit(OpCodes.Ldloc, local);
            See(il, local.LocalType);
        }

        il.Emit(OpCodes.Ret);
        return new Member<T>(definition, variants, caller.CreateDelegate<MemberCall<T>>());
    }

    // What a member gives lies on the stack.
    private static void See(ILGenerator il, Type type)
    {
        if (type == typeof(void)) return;
        if (type.IsByRef)
        {
            type = type.GetElementType()!;
            il.Emit(OpCodes.Ldobj, type);
        }

        var (visit, isGeneric) = type == typeof(ReadOnlySpan<byte>) ? (nameof(Explorer.VisitBytes), false)
            : type.IsByRefLike ? (nameof(Explorer.Visit), true) : (nameof(Explorer.VisitValue), false);
        if (visit == nameof(Explorer.VisitValue)) il.Emit(OpCodes.Box, type);
        il.Emit(OpCodes.Ldarg_1);
        var method = typeof(Explorer).GetMethod(visit)!;
        il.Emit(OpCodes.Call, isGeneric ? method.MakeGenericMethod(type) : method);
    }
}
