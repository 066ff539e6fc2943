package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Teaches the engine Kubernetes' roles and bindings, in a namespace and in the whole cluster. */
final class RbacKind extends KubernetesKind<RbacObject> {

    private final String name;

    private RbacKind(String name) {
        this.name = name;
    }

    static RbacKind of(String kindName) {
        return new RbacKind(kindName.substring(0, 1).toLowerCase(Locale.ROOT) + kindName.substring(1));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String apiVersion() {
        return RbacObject.API_VERSION;
    }

    @Override
    public List<Problem> check(RbacObject spec, Scope scope) {
        return Rule.all(RbacRules.IN_PLAN, new RbacRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(RbacObject spec) {
        Set<Address> needed = new LinkedHashSet<>();
        spec.namespace().ifPresent(namespace -> needed.add(ObjectHeads.namespace(spec.cluster(), namespace)));
        if (spec instanceof RoleSpec role) {
            role.identities().stream().map(Address::azure).forEach(needed::add);
        }
        return needed;
    }

    @Override
    public String summary(RbacObject spec) {
        return spec.summary();
    }

    @Override
    protected Json manifest(RbacObject spec, Scope scope) {
        Json.ObjectBuilder manifest = ObjectHeads.of(spec.address());
        spec.fill(manifest);
        if (spec instanceof RoleSpec role) {
            role.complete(manifest, scope);
        }
        return manifest.build();
    }

    /** Subjects are compared as a whole: one more of them is a right that nobody declared. */
    @Override
    public Comparison compare(RbacObject spec, Json live, Scope scope) {
        Comparison found = super.compare(spec, live, scope);
        List<Difference> differences = new ArrayList<>(found.differences());
        differences.removeIf(difference -> difference.path().startsWith("/subjects"));
        Json declared = manifest(spec, scope).path("subjects");
        if (declared.isArray() && !same(declared, live.path("subjects"))) {
            differences.add(new Difference("/subjects", live.path("subjects"), declared, Change.UPDATE, ""));
        }
        return new Comparison(differences, found.unmanaged());
    }

    private static boolean same(Json declared, Json live) {
        Set<String> one = new HashSet<>();
        declared.forEach(subject -> one.add(key(subject)));
        Set<String> other = new HashSet<>();
        live.forEach(subject -> other.add(key(subject)));
        return one.equals(other);
    }

    private static String key(Json subject) {
        return List.of("kind", "namespace", "name").stream()
                .map(member -> subject.path(member).asText())
                .collect(Collectors.joining("\n"));
    }

    @Override
    protected Optional<Difference> judge(RbacObject spec, Difference difference, Json live) {
        return Optional.of(
                difference.path().startsWith("/roleRef")
                        ? difference.with(Change.RECREATE, "Kubernetes never changes what role a binding is for")
                        : difference);
    }
}
