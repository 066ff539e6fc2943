package dev.aks4j.simulated.kubernetes.internal.auth;

import java.util.ArrayList;
import java.util.List;

/** Decides what users may do. Called under the simulator's lock. */
@FunctionalInterface
public interface Authorizer {

    /** Decides about a request. */
    Decision decide(Attributes attributes);

    /**
     * A decision.
     *
     * @param verdict whether the request is allowed
     * @param reason why, for the caller; may be empty
     */
    record Decision(Verdict verdict, String reason) {

        /** The decision that allows. */
        public static Decision allow(String reason) {
            return new Decision(Verdict.ALLOW, reason);
        }

        /** The decision that leaves it to others. */
        public static Decision noOpinion(String reason) {
            return new Decision(Verdict.NO_OPINION, reason);
        }
    }

    /** What an authorizer says. */
    enum Verdict {
        /** The request may go on. */
        ALLOW,
        /** The request is refused, whatever others say. */
        DENY,
        /** Others decide; if none allows, the request is refused. */
        NO_OPINION
    }

    /** Returns an authorizer that asks several in turn; the first that allows or denies decides. */
    static Authorizer anyOf(List<Authorizer> authorizers) {
        return attributes -> {
            List<String> reasons = new ArrayList<>();
            for (Authorizer authorizer : authorizers) {
                Decision decision = authorizer.decide(attributes);
                if (decision.verdict() != Verdict.NO_OPINION) {
                    return decision;
                }
                if (!decision.reason().isEmpty()) {
                    reasons.add(decision.reason());
                }
            }
            return Decision.noOpinion(String.join("\n", reasons));
        };
    }
}
