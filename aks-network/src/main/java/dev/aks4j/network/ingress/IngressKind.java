package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans and writes the objects of ingress, one kind for each type. */
final class IngressKind extends KubernetesKind<PlacedIngressObject> {

    private final ObjectType type;

    private IngressKind(ObjectType type) {
        this.type = type;
    }

    static IngressKind of(ObjectType type) {
        return new IngressKind(type);
    }

    @Override
    public String name() {
        return type.label();
    }

    @Override
    public String apiVersion() {
        return type.apiVersion();
    }

    @Override
    public String summary(PlacedIngressObject spec) {
        return spec.object().summary();
    }

    @Override
    public Set<Address> requires(PlacedIngressObject spec) {
        Set<Address> needed = new HashSet<>(spec.object().requires(spec.cluster()));
        spec.object()
                .namespace()
                .ifPresent(namespace -> needed.add(Address.kubernetes(spec.cluster(), "v1", "Namespace", namespace)));
        return needed;
    }

    @Override
    public List<Problem> check(PlacedIngressObject spec, Scope scope) {
        IngressCase it = new IngressCase(spec, scope);
        List<Problem> problems = new ArrayList<>(Rule.all(IngressPlanRules.ALL, it));
        spec.object().problems().stream()
                .filter(problem -> !problem.path().startsWith(IngressFrontend.PATH))
                .map(problem -> problem.below(spec.object().path()))
                .forEach(problems::add);
        spec.object()
                .frontend()
                .ifPresent(frontend ->
                        problems.addAll(frontend.problems(spec.object().ports(), it)));
        return problems;
    }

    @Override
    protected Json manifest(PlacedIngressObject spec, Scope scope) {
        IngressObject object = spec.object();
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", object.name());
        object.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        Json.ObjectBuilder labels = metadata.putObject("labels");
        new TreeMap<>(object.labels()).forEach(labels::put);
        labels.put(Ownership.LABEL, Ownership.VALUE);
        Map<String, String> annotations = new TreeMap<>(object.derivedAnnotations(scope::id));
        annotations.putAll(object.annotations());
        if (!annotations.isEmpty()) {
            annotations.forEach(metadata.putObject("annotations")::put);
        }
        object.fill(manifest.putObject("spec"), scope::id);
        return manifest.build();
    }

    @Override
    protected Set<String> defaults(PlacedIngressObject spec) {
        return spec.object().defaults();
    }

    /** The names that a controller's objects have are for good. */
    @Override
    protected Optional<Difference> judge(PlacedIngressObject spec, Difference difference, Json live) {
        boolean forGood = type.equals(ObjectType.NGINX)
                && Set.of("/spec/ingressClassName", "/spec/controllerNamePrefix")
                        .contains(difference.path());
        return Optional.of(
                forGood
                        ? new Difference(
                                difference.path(),
                                difference.before(),
                                difference.after(),
                                Change.RECREATE,
                                "an NGINX controller keeps its class and the prefix of its names")
                        : difference);
    }
}
