using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <summary>The plans of records that were written as they are read, for records that no other plan reaches: within unions, and deep in collections.</summary>
internal static class IdentityPlans
{
    // For as long as somebody has the schema.
    private static readonly ConditionalWeakTable<AvroSchema, RecordPlan> Plans = [];

    /// <summary>The plan of a record, or of a union of one and null.</summary>
    public static RecordPlan Of(AvroSchema schema, AvroLimits limits)
    {
        if (Plans.TryGetValue(schema, out var known) && known.Limits == limits) return known;
        var plan = RecordPlanBuilder.Identity(schema, limits);
        // Of several limits for one schema the last ones stay.
        Plans.AddOrUpdate(schema, plan);
        return plan;
    }
}
