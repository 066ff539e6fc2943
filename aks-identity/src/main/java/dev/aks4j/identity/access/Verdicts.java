package dev.aks4j.identity.access;

import dev.aks4j.identity.access.Explanation.Verdict;
import java.util.List;

/** Puts reasons together to an answer. Stateless. */
final class Verdicts {

    private Verdicts() {}

    /**
     * Returns the answer.
     *
     * @param complete whether everything that decides was read
     */
    static Verdict of(List<AccessReason> reasons, boolean complete) {
        boolean denied = has(reasons, AccessReason.Effect.DENIES);
        boolean allowed = has(reasons, AccessReason.Effect.ALLOWS);
        boolean perhaps = has(reasons, AccessReason.Effect.MAY_DECIDE);
        if (denied) {
            return Verdict.REFUSED;
        }
        if (allowed && !perhaps) {
            return Verdict.ALLOWED;
        }
        return perhaps || !complete ? Verdict.UNDECIDED : Verdict.REFUSED;
    }

    private static boolean has(List<AccessReason> reasons, AccessReason.Effect effect) {
        return reasons.stream().anyMatch(reason -> reason.effect() == effect);
    }
}
