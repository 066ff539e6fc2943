package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.kind.Mentions;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Twins;
import dev.aks4j.core.plan.kind.Write;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A spec in a plan, with its address completed and its kind at hand.
 *
 * @param spec the spec
 * @param address where it lives, with the subscription
 * @param kind its kind, which accepts it
 */
public record Subject(Spec spec, Address address, ResourceKind<Spec> kind) {

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class: the contract of Spec.kind()
    static Subject of(Spec spec, String subscriptionId) {
        return new Subject(spec, spec.address().inSubscription(subscriptionId), (ResourceKind<Spec>) spec.kind());
    }

    String type() {
        return kind.name();
    }

    /** Returns the name as people know it: that of the relative address, below its cluster for a Kubernetes object. */
    String name() {
        if (spec.address() instanceof Address.InCluster object) {
            return object.cluster().name() + "/"
                    + object.namespace().map(namespace -> namespace + "/").orElse("") + object.name();
        }
        return spec.address().name();
    }

    List<Problem> check(Scope scope) {
        return kind.check(spec, scope);
    }

    List<Problem> checkNew(Scope scope) {
        return kind.checkNew(spec, scope);
    }

    List<Question> questions(Json live, Comparison comparison, Scope scope) {
        return kind.questions(spec, live, comparison, scope);
    }

    Optional<Twins> twins(Scope scope) {
        return kind.twins(spec, scope);
    }

    Set<Address> requires() {
        return kind.requires(spec);
    }

    /** Returns what the resource refers to, in this plan or not. */
    Set<Address> refersTo(Scope scope) {
        Set<Address> found = new LinkedHashSet<>();
        requires().forEach(address -> found.add(address.inSubscription(scope.subscriptionId())));
        kind.create(spec, scope).forEach(write -> found.addAll(Mentions.in(write.content())));
        return found;
    }

    List<Write> create(Scope scope) {
        return mark(kind.create(spec, scope));
    }

    List<Write> update(Json live, Comparison comparison, Scope scope) {
        return kind.update(spec, live, comparison, scope);
    }

    List<Write> remove(Scope scope) {
        return kind.remove(spec, scope);
    }

    List<Write> recreate(Json live, Scope scope) {
        return mark(kind.recreate(spec, live, scope));
    }

    /** Returns whether something is lost when the resource is made anew. */
    boolean holdsSomething(Json live) {
        return kind.holdsSomething(spec, live);
    }

    /** Returns whether data is gone with the resource. */
    boolean holdsData(Json live) {
        return kind.holdsData(spec, live);
    }

    boolean owned(Json live) {
        return kind.owns(spec, live);
    }

    /** Returns the writes with our mark in those that go to this resource itself. */
    List<Write> mark(List<Write> writes) {
        return writes.stream().map(this::mark).toList();
    }

    private Write mark(Write write) {
        if (write.target().equals(address) && write instanceof Write.Put put && kind.carriesTags(spec)) {
            return new Write.Put(put.id(), put.apiVersion(), Ownership.tag(put.body()), put.merge(), put.doneOn());
        }
        if (write.target().equals(address) && write instanceof Write.Apply apply) {
            return new Write.Apply(apply.object(), Ownership.label(apply.manifest()), apply.away());
        }
        return write;
    }

    /** Returns what a rule finds against this resource. */
    List<Problem> against(Rule<PlanRules.Subject> rule, String path, String value, String reason) {
        return rule.on(new PlanRules.Subject(type(), name(), path, value, reason));
    }

    List<Problem> against(Rule<PlanRules.Subject> rule) {
        return against(rule, "", address.toString(), "");
    }
}
