namespace FinkTyped.Generators.Emit;

/// <summary>Writes the queries of a record: what is wanted of a stream of encoded alerts, by functions over the <c>View</c>.</summary>
internal static class QueryEmitter
{
    public static void Emit(CodeWriter code, string type) => code.Lines(Template.Replace("$TYPE$", type));

    private const string Template =
        """
        /// <summary>Whether an alert is wanted.</summary>
        /// <param name="alert">A window over the encoded alert.</param>
        public delegate bool Predicate(View alert);

        /// <summary>What is wanted of an alert.</summary>
        /// <param name="alert">A window over the encoded alert.</param>
        public delegate TResult Selector<out TResult>(View alert);

        /// <summary>Starts a query for the alerts that a function accepts.</summary>
        public static Query Where(Predicate predicate) => new Query(null).Where(predicate);

        /// <summary>Starts a query for something of every alert.</summary>
        public static global::FinkTyped.AlertQuery<TResult> Select<TResult>(Selector<TResult> selector) => new Query(null).Select(selector);

        /// <summary>A query for whole alerts.</summary>
        public sealed class Query : global::FinkTyped.AlertQuery<$TYPE$>
        {
            private readonly Predicate? _predicate;

            internal Query(Predicate? predicate) => _predicate = predicate;

            /// <inheritdoc/>
            public override global::FinkTyped.AvroSchema Schema => $TYPE$.Schema;

            /// <summary>Asks for alerts that another function accepts as well.</summary>
            public Query Where(Predicate predicate)
            {
                global::System.ArgumentNullException.ThrowIfNull(predicate);
                var first = _predicate;
                return new Query(first is null ? predicate : alert => first(alert) && predicate(alert));
            }

            /// <summary>Asks for something of each alert instead of the whole.</summary>
            public global::FinkTyped.AlertQuery<TResult> Select<TResult>(Selector<TResult> selector)
            {
                global::System.ArgumentNullException.ThrowIfNull(selector);
                return new Selection<TResult>(_predicate, selector);
            }

            /// <inheritdoc/>
            public override bool TryEvaluate(
                global::FinkTyped.AvroRecordView alert,
                [global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out $TYPE$ result)
            {
                var wanted = _predicate is null || _predicate(new View(alert));
                result = wanted ? $TYPE$.Read(alert) : null;
                return wanted;
            }
        }

        private sealed class Selection<TResult> : global::FinkTyped.AlertQuery<TResult>
        {
            private readonly Predicate? _predicate;
            private readonly Selector<TResult> _selector;

            internal Selection(Predicate? predicate, Selector<TResult> selector)
            {
                _predicate = predicate;
                _selector = selector;
            }

            public override global::FinkTyped.AvroSchema Schema => $TYPE$.Schema;

            public override bool TryEvaluate(
                global::FinkTyped.AvroRecordView alert,
                [global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TResult result)
            {
                var wanted = _predicate is null || _predicate(new View(alert));
                result = wanted ? _selector(new View(alert)) : default;
                return wanted;
            }
        }
        """;
}
