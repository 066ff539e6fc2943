package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contract by which a module teaches the engine one resource type. It answers five questions: what is wrong with a
 * spec; where the live resource is read; what differs and what kind of change that is; how to write it; how to remove
 * it. It does no input or output of its own: the engine reads and writes, the kind decides.
 *
 * <p>Azure types extend {@link ArmKind}, Kubernetes types {@link KubernetesKind}, and say little more than their
 * document. Implementations are stateless and thread-safe. A user's module can bring a kind of its own.
 *
 * @param <S> the spec that this kind understands
 */
public interface ResourceKind<S extends Spec> {

    /** Returns the type as plans show it, for example {@code virtualNetwork}. */
    String name();

    /** Returns the version to read the live resource with: an ARM api-version, or a Kubernetes group and version. */
    String apiVersion();

    /**
     * Returns what is wrong with the spec in this plan. Rules that need nothing but the spec ran when it was built;
     * here belong those that look across specs.
     */
    default List<Problem> check(S spec, Scope scope) {
        return List.of();
    }

    /**
     * Returns what stands in the way of creating the resource, and not of keeping it: what can no longer be had, for
     * example. Asked only where the resource does not exist.
     */
    default List<Problem> checkNew(S spec, Scope scope) {
        return List.of();
    }

    /** Returns what must exist before the resource can be written. The resource group and the cluster are implied. */
    default Set<Address> requires(S spec) {
        return Set.of();
    }

    /** Returns the right column of the plan: the spec in a few words. */
    String summary(S spec);

    /** Returns lines shown below the resource, such as the pools of a cluster. */
    default List<PlanLine> parts(S spec) {
        return List.of();
    }

    /** Returns text blocks shown below the plan, such as the use of address ranges. */
    default List<PlanNote> notes(S spec, Scope scope) {
        return List.of();
    }

    /**
     * Holds the spec against the live resource.
     *
     * @param live the live document as Azure or Kubernetes answered it
     */
    Comparison compare(S spec, Json live, Scope scope);

    /** Returns the writes that create the resource. */
    List<Write> create(S spec, Scope scope);

    /**
     * Returns the writes that make an existing resource as the spec says, in order. A write that lays its body over the
     * live resource names only what has to change: whatever else it named would be set back to the spec, although
     * somebody else may own it. {@link Documents#only} makes such a body.
     *
     * @param comparison what {@link #compare} found, less the late values that turned out to be as declared
     */
    List<Write> update(S spec, Json live, Comparison comparison, Scope scope);

    /** Returns the writes that remove the resource. */
    List<Write> remove(S spec, Scope scope);

    /**
     * Returns the writes that make an existing resource anew: it goes, and is created again.
     *
     * @param live the live document
     */
    default List<Write> recreate(S spec, Json live, Scope scope) {
        List<Write> writes = new ArrayList<>(remove(spec, scope));
        writes.addAll(create(spec, scope));
        return writes;
    }

    /**
     * Returns whether something is lost when the resource is removed and created again. Default: yes; then a plan does it
     * only where the caller allows it.
     *
     * @param live the live document
     */
    default boolean holdsSomething(S spec, Json live) {
        return true;
    }

    /**
     * Returns whether the resource holds data that is gone with it, such as a disk. Removing it, or making it anew, then
     * takes the caller's word for this very resource: {@code PlanOptions.allowDataLoss(id)}. Default: no.
     *
     * @param live the live document
     */
    default boolean holdsData(S spec, Json live) {
        return false;
    }

    /**
     * Returns where the resource may exist already under another name, if Azure keeps only one with the same content.
     * Asked only where it does not exist under its own name. A resource that is found there is left as it is; it is a
     * problem of the plan if it is not as the spec says.
     */
    default Optional<Twins> twins(S spec, Scope scope) {
        return Optional.empty();
    }

    /**
     * Returns what the plan is to ask of Azure or of a cluster about this spec, beyond reading the resource itself: what a
     * region offers, for example. Asked only where the plan would write the resource. The plan reads, hands each answer to
     * its question, and shows what was asked and found.
     *
     * @param live the live document; a missing node if the resource does not exist
     * @param comparison what differs; nothing if the resource does not exist
     */
    default List<Question> questions(S spec, Json live, Comparison comparison, Scope scope) {
        return List.of();
    }

    /**
     * Returns what the plan is to ask once for all resources of this type that it would write, because they share what is
     * asked about: the quotas of a region, for example. Otherwise as {@link #questions}.
     *
     * @param written the resources that the plan would write; at least one
     */
    default List<Question> sharedQuestions(List<Written<S>> written, Scope scope) {
        return List.of();
    }

    /**
     * Returns whether a live resource carries our ownership mark, so that it may be changed and removed. A type that can
     * carry no mark answers true: its name says enough, or its parent is ours.
     */
    boolean owns(S spec, Json live);

    /**
     * Returns whether the resource can carry tags; the plan then adds {@link Ownership#TAG} to what it creates. Default:
     * yes for an Azure resource that lies directly below a resource group, and for a resource group.
     */
    default boolean carriesTags(S spec) {
        return Ownership.taggable(spec.address());
    }
}
