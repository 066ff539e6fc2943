package dev.aks4j.core.internal.plan;

import dev.aks4j.core.plan.Plan;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes plans, whose constructor is not public because it shows what is internal. Thread-safe. */
public interface PlanFactory {

    /** Makes a plan. */
    Plan make(Optional<PlanLauncher> launcher, PlanContent content, String id);

    /** Where the plan's class leaves the way to its constructor. */
    final class Holder {
        private static volatile @Nullable PlanFactory factory;

        private Holder() {}
    }

    /** Called by the plan's class when it is loaded. */
    static void use(PlanFactory factory) {
        Holder.factory = factory;
    }

    /** Returns a plan that was made just now. */
    static Plan plan(Optional<PlanLauncher> launcher, PlanContent content) {
        return plan(launcher, content, "");
    }

    /** Returns a plan that has an id already. */
    static Plan plan(Optional<PlanLauncher> launcher, PlanContent content, String id) {
        try {
            MethodHandles.lookup().ensureInitialized(Plan.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return Objects.requireNonNull(Holder.factory, "the plan's class has not been loaded")
                .make(launcher, content, id);
    }
}
