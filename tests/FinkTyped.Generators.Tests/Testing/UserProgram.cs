namespace FinkTyped.Generators.Tests;

/// <summary>A user's program, compiled together with what is generated for a schema.</summary>
internal static class UserProgram
{
    /// <summary>Compiles statements, which may use <c>Check</c>, with the types of a sample, and runs them.</summary>
    public static void Run(string sample, string body, params string[] more)
    {
        var source = $$"""
            using System;
            using Sample;

            /// <summary>A user of generated types.</summary>
            public static class User
            {
                /// <summary>Runs.</summary>
                public static void Run()
                {
                    {{body}}
                }

                private static void Check(
                    bool isTrue, [System.Runtime.CompilerServices.CallerArgumentExpression("isTrue")] string? what = null)
                {
                    if (!isTrue) throw new Exception(what);
                }
            }
            """;
        var run = Generation.Build(Samples.All[sample], [source, .. more]).GetType("User")!.GetMethod("Run")!;
        run.CreateDelegate<Action>()();
    }
}
