package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the target of a step is in or on: the cluster of a pool or of a Kubernetes object, the network of a subnet, what a
 * role is assigned on. If that was made anew under the same name, it is somebody else's, and so is what would be written
 * there. Immutable.
 *
 * @param id the resource
 * @param apiVersion to read it in
 * @param known what it was known by when the plan was made, or when an earlier step of the run made it
 */
record Holder(ResourceId id, String apiVersion, List<Difference> known) {

    /**
     * What a step of the run has made.
     *
     * @param apiVersion it was made in
     * @param known what it is known by
     */
    record Made(String apiVersion, List<Difference> known) {}

    /** Returns what holds the target of a step, if something is known of it. */
    static Optional<Holder> of(Step step, RunMachine run) {
        return idOf(step.write().target())
                .map(id -> of(id, step, run.made(id)))
                .filter(holder -> !holder.known.isEmpty());
    }

    private static Holder of(ResourceId id, Step step, Optional<Made> made) {
        List<Difference> known = new ArrayList<>(step.known().stream()
                .filter(one -> one.path().startsWith(Recognition.HOLDER))
                .toList());
        made.ifPresent(one -> one.known().stream().map(Recognition::ofHolder).forEach(known::add));
        String usual = step.write().target() instanceof Address.InCluster
                ? AksApiVersion.NEWEST.value()
                : WriteParts.apiVersion(step.write());
        return new Holder(id, made.map(Made::apiVersion).orElse(usual), known);
    }

    static Optional<ResourceId> idOf(Address target) {
        if (target instanceof Address.InCluster object) {
            return Optional.of(object.cluster());
        }
        ResourceId id = ((Address.InAzure) target).id();
        ResourceId root = Lane.rootOf(id);
        if (!root.equals(id)) {
            return Optional.of(root);
        }
        // A role is on what it is assigned on; what lies in a group or a subscription is on nothing.
        return id.parent()
                .filter(on -> !on.type().startsWith("Microsoft.Resources/"))
                .map(Lane::rootOf);
    }
}
