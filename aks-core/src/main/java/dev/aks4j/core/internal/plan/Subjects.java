package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The specs of a plan, derived ones included, each address once, and what each of them needs. Immutable. */
public final class Subjects {

    private final Map<Address, Subject> byAddress;
    private final Scope scope;
    private final List<Problem> warnings;
    private final Map<Address, Set<Address>> needs = new LinkedHashMap<>();

    private Subjects(Map<Address, Subject> byAddress, Scope scope, List<Problem> warnings) {
        this.byAddress = byAddress;
        this.scope = scope;
        this.warnings = warnings;
    }

    /**
     * Gathers the specs and runs every check that needs no live resource.
     *
     * @throws InvalidSpecException with every problem, if one of them is an error
     */
    static Subjects of(Collection<? extends Spec> specs, String subscriptionId, Instant now, AksApiVersion apiVersion) {
        Map<Address, Subject> found = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        Deque<Spec> open = new ArrayDeque<>(specs);
        while (!open.isEmpty()) {
            Spec spec = open.remove();
            Subject subject = Subject.of(spec, subscriptionId);
            Subject known = found.putIfAbsent(subject.address(), subject);
            if (known == null) {
                open.addAll(spec.derived());
            } else if (!known.spec().equals(spec)) {
                problems.addAll(subject.against(PlanRules.CONTRADICTION));
            }
        }
        Scope scope = new Scope(
                        subscriptionId,
                        now,
                        found.values().stream().map(Subject::spec).toList())
                .withApiVersion(apiVersion);
        found.values().forEach(subject -> problems.addAll(subject.check(scope)));
        Subjects subjects = new Subjects(found, scope, problems);
        problems.addAll(subjects.link());
        InvalidSpecException.throwIfAny("the plan", problems);
        return subjects;
    }

    private List<Problem> link() {
        byAddress.values().forEach(subject -> needs.put(subject.address(), needsOf(subject)));
        try {
            DependencyGraph.waves(needs);
            return List.of();
        } catch (DependencyGraph.CycleException e) {
            List<String> names = e.circle().stream()
                    .map(address -> byAddress.get(address))
                    .map(subject -> subject.type() + " " + subject.name())
                    .toList();
            return PlanRules.CIRCLE.on(new PlanRules.Subject("", "", "", String.join(" -> ", names), ""));
        }
    }

    private Set<Address> needsOf(Subject subject) {
        Set<Address> wanted = new LinkedHashSet<>(subject.requires());
        for (Write write : subject.create(scope)) {
            LateValue.allIn(write.content()).forEach(late -> wanted.add(Address.azure(late.id())));
        }
        Set<Address> found = new LinkedHashSet<>();
        above(subject.address()).flatMap(this::planned).ifPresent(found::add);
        wanted.forEach(address ->
                planned(address.inSubscription(scope.subscriptionId())).ifPresent(found::add));
        if (subject.address() instanceof Address.InCluster object) {
            found.addAll(grantsIn(object.cluster()));
        }
        found.remove(subject.address());
        return found;
    }

    /** Returns the roles assigned in a cluster. They come before its objects: the one who plans may need them. */
    private List<Address> grantsIn(ResourceId cluster) {
        return byAddress.keySet().stream()
                .filter(address -> address instanceof Address.InAzure grant
                        && grant.id().type().equalsIgnoreCase("Microsoft.Authorization/roleAssignments")
                        && grant.id().isWithin(cluster))
                .toList();
    }

    /** Returns what holds a resource: its parent in Azure, the cluster of a Kubernetes object. */
    private static Optional<Address> above(Address address) {
        if (address instanceof Address.InCluster object) {
            return Optional.of(Address.azure(object.cluster()));
        }
        return ((Address.InAzure) address).id().parent().map(Address::azure);
    }

    /** Returns the planned resource at an address, or the nearest one that holds it. */
    private Optional<Address> planned(Address address) {
        Optional<Address> at = Optional.of(address);
        while (at.isPresent() && !byAddress.containsKey(at.get())) {
            at = above(at.get());
        }
        return at;
    }

    /**
     * Returns the outermost resource that holds one, in its group; nothing if that is the resource itself, or in the plan,
     * or of another provider, as what a role is granted on.
     */
    Optional<ResourceId> holder(Subject subject) {
        if (subject.address() instanceof Address.InCluster object) {
            return Optional.of(object.cluster())
                    .filter(cluster -> at(Address.azure(cluster)).isEmpty());
        }
        ResourceId id = ((Address.InAzure) subject.address()).id();
        String provider = id.type().substring(0, id.type().indexOf('/') + 1);
        Optional<ResourceId> found = Optional.empty();
        for (Optional<ResourceId> outer = id.parent();
                outer.isPresent();
                outer = outer.get().parent()) {
            if (outer.get().type().startsWith("Microsoft.Resources/")) {
                break;
            }
            if (at(Address.azure(outer.get())).isPresent()) {
                return Optional.empty();
            }
            found = outer;
        }
        return found.filter(each -> each.type().startsWith(provider));
    }

    Scope scope() {
        return scope;
    }

    List<Problem> warnings() {
        return warnings;
    }

    Collection<Subject> all() {
        return byAddress.values();
    }

    Map<Address, Set<Address>> needs() {
        return needs;
    }

    Optional<Subject> at(Address address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** Returns the resource groups that the specs lie in. */
    Set<ResourceId> groups() {
        Set<ResourceId> groups = new LinkedHashSet<>();
        byAddress.keySet().forEach(address -> groupOf(address).ifPresent(groups::add));
        return groups;
    }

    /** Returns what lies in a resource group. */
    List<Subject> in(ResourceId group) {
        return byAddress.values().stream()
                .filter(subject ->
                        groupOf(subject.address()).filter(group::equals).isPresent())
                .toList();
    }

    private Optional<ResourceId> groupOf(Address address) {
        ResourceId id =
                address instanceof Address.InCluster object ? object.cluster() : ((Address.InAzure) address).id();
        return id.resourceGroup()
                .map(name -> ResourceId.group(name)
                        .inSubscription(id.subscriptionId().orElse(scope.subscriptionId())));
    }
}
