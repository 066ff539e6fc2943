package dev.aks4j.simulated.kubernetes.internal.cel;

import java.util.function.Function;

/** A part of an expression. */
@FunctionalInterface
interface CelNode {

    Object value(CelScope scope);

    /** Returns what is known of the value before there is one. */
    default CelType type(CelTyping typing) {
        return CelType.DYN;
    }

    /** Returns this part with what is known of its value. */
    default CelNode typed(Function<CelTyping, CelType> type) {
        CelNode self = this;
        return new CelNode() {
            @Override
            public Object value(CelScope scope) {
                return self.value(scope);
            }

            @Override
            public CelType type(CelTyping typing) {
                return type.apply(typing);
            }
        };
    }
}
